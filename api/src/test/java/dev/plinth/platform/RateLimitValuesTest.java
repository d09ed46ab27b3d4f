package dev.plinth.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateLimitValuesTest {
  private static final Instant NOW = Instant.parse("2024-02-29T23:59:57.600Z");
  private static final RateLimitRule BURST = RateLimitRule.burst(10, 5);
  private static final RateLimitRule MONTH = RateLimitRule.monthly(100);

  @ParameterizedTest
  @CsvSource({"10,SECONDS,2024-02-29T23:59:50Z,2024-03-01T00:00:00Z",
      "1,HOURS,2024-02-29T23:00:00Z,2024-03-01T00:00:00Z",
      "1,DAYS,2024-02-29T00:00:00Z,2024-03-01T00:00:00Z",
      "1,MONTHS,2024-02-01T00:00:00Z,2024-03-01T00:00:00Z",
      "3,MONTHS,2024-01-01T00:00:00Z,2024-04-01T00:00:00Z",
      "12,MONTHS,2024-01-01T00:00:00Z,2025-01-01T00:00:00Z"})
  void alignsWindows(int length, String unit, Instant start, Instant end) {
    var window = new RateLimitWindow(length, ChronoUnit.valueOf(unit));
    assertThat(window.startOf(NOW)).isEqualTo(start);
    assertThat(window.endOf(NOW)).isEqualTo(end);
    assertThat(window.startOf(start)).isEqualTo(start);
    assertThat(window.startOf(end)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({"0,SECONDS", "31622401,SECONDS", "367,DAYS", "13,MONTHS", "1,YEARS", "1,MILLIS"})
  void refusesWindowsOutOfRange(int length, String unit) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> new RateLimitWindow(length, ChronoUnit.valueOf(unit)));
  }

  @Test
  void namesTheTightestWindowWhenGranted() {
    var states = List.of(state(MONTH, 96), state(BURST, 2));
    assertThat(RateLimitDecision.granted(states).decisive().rule()).isEqualTo(BURST);
    var even = List.of(state(BURST, 2), state(MONTH, 97));
    assertThat(RateLimitDecision.granted(even).decisive().rule()).isEqualTo(MONTH);
  }

  @Test
  void namesTheViolatedWindowThatResetsLast() {
    RateLimitRule day = RateLimitRule.daily(5);
    Instant noon = Instant.parse("2024-02-29T12:00:00.0009Z");
    var states = List.of(RateLimitState.of(BURST, 5, noon), RateLimitState.of(day, 4, noon),
        RateLimitState.of(MONTH, 0, noon));
    RateLimitDecision decision = RateLimitDecision.refused(states, 2, noon);
    assertThat(decision.decisive().rule()).isEqualTo(day);
    assertThat(decision.remaining()).isEqualTo(1);
    assertThat(decision.retryAfter()).isEqualTo(Duration.ofHours(12));
  }

  @Test
  void refusesTooManyRulesAndEqualNames() {
    assertThat(RateLimitRule.checked(List.of())).isEmpty();
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> RateLimitRule.checked(List.of(BURST, RateLimitRule.burst(20, 9))))
        .withMessage("rules must have different names");
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> RateLimitRule.hourly(0));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> RateLimitRule.hourly(RateLimitRule.MAX_LIMIT + 1));
  }

  private static RateLimitState state(RateLimitRule rule, long used) {
    return RateLimitState.of(rule, used, NOW.minusSeconds(3_600));
  }
}
