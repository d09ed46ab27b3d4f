package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.assertGivenUp;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.data.Update;
import dev.plinth.platform.RateLimitDecision;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitState;
import dev.plinth.platform.RateLimitWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counters that grant exactly what their limit says. Windows here are months and days, which do not end meanwhile. */
abstract class RateLimitConformance extends PlatformConformance {
  private static final RateLimitRule MONTH = RateLimitRule.monthly(5);

  RateLimitConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void grantsUpToTheLimitAndNoMore() {
    String subject = subject();
    for (int used = 1; used <= 5; used++) {
      RateLimitDecision decision = consume(subject, MONTH);
      assertThat(decision.allowed()).isTrue();
      assertThat(decision.limit()).isEqualTo(5);
      assertThat(decision.remaining()).isEqualTo(5 - used);
      assertThat(decision.retryAfter()).isZero();
    }
    RateLimitDecision refused = consume(subject, MONTH);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofDays(31));
    assertThat(refused.resetsAt()).isAfter(Instant.now());
  }

  @Test
  void tellsTheWindowThatItCounted() {
    RateLimitState state = consume(subject(), MONTH).decisive();
    Instant now = Instant.now();
    assertThat(state.startsAt()).isEqualTo(RateLimitWindow.months(1).startOf(now));
    assertThat(state.resetsAt()).isEqualTo(RateLimitWindow.months(1).endOf(now));
    assertThat(state.used()).isEqualTo(1);
    assertThat(state.rule()).isEqualTo(MONTH);
  }

  @Test
  void takesFromAllWindowsOrFromNone() {
    String subject = subject();
    List<RateLimitRule> rules = List.of(MONTH, RateLimitRule.daily(2));
    assertThat(await(database().consumeRateLimit(subject, rules)).allowed()).isTrue();
    assertThat(await(database().consumeRateLimit(subject, rules)).allowed()).isTrue();
    RateLimitDecision refused = await(database().consumeRateLimit(subject, rules));
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.decisive().rule()).isEqualTo(rules.get(1));
    assertThat(refused.windows()).extracting(RateLimitState::rule).isEqualTo(rules);
    assertThat(refused.windows()).extracting(RateLimitState::used).containsExactly(2L, 2L);
    assertThat(consume(subject, MONTH).remaining()).isEqualTo(2);
  }

  @Test
  void takesTheWholeCostOrNothing() {
    String subject = subject();
    assertThat(await(database().consumeRateLimit(subject, List.of(MONTH), 3)).remaining())
        .isEqualTo(2);
    RateLimitDecision refused = await(database().consumeRateLimit(subject, List.of(MONTH), 3));
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.remaining()).isEqualTo(2);
    assertThat(await(database().consumeRateLimit(subject, List.of(MONTH), 2)).remaining())
        .isZero();
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().consumeRateLimit(subject, List.of(MONTH), 6));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().consumeRateLimit(subject, List.of(MONTH), 0));
  }

  @Test
  void keepsSubjectsRulesAndWindowsApart() {
    String subject = subject();
    RateLimitRule other = new RateLimitRule("other", RateLimitWindow.months(1), 5);
    consume(subject, MONTH);
    assertThat(consume(subject(), MONTH).remaining()).isEqualTo(4);
    assertThat(consume(subject.toUpperCase(java.util.Locale.ROOT), MONTH).remaining())
        .isEqualTo(4);
    assertThat(consume(subject, other).remaining()).isEqualTo(4);
    assertThat(consume(subject, new RateLimitRule("month", RateLimitWindow.months(12), 5))
        .remaining()).isEqualTo(4);
    assertThat(consume(subject, MONTH).remaining()).isEqualTo(3);
  }

  @Test
  void goesOnWithTheCountWhereTheLimitChanges() {
    String subject = subject();
    consume(subject, MONTH);
    consume(subject, MONTH);
    assertThat(consume(subject, RateLimitRule.monthly(100)).remaining()).isEqualTo(97);
    assertThat(consume(subject, RateLimitRule.monthly(2)).allowed()).isFalse();
  }

  @Test
  void tellsWithoutConsuming() {
    String subject = subject();
    assertThat(peek(subject).remaining()).isEqualTo(5);
    consume(subject, MONTH);
    assertThat(peek(subject).remaining()).isEqualTo(4);
    assertThat(peek(subject).remaining()).isEqualTo(4);
    assertThat(peek(subject).allowed()).isTrue();
    await(database().consumeRateLimit(subject, List.of(MONTH), 4));
    assertThat(peek(subject).allowed()).isFalse();
  }

  @Test
  void grantsMoreBeyondTheLimit() {
    String subject = subject();
    await(database().consumeRateLimit(subject, List.of(MONTH), 5));
    RateLimitState granted = await(database().grantRateLimit(subject, MONTH, 2));
    assertThat(granted.remaining()).isEqualTo(2);
    assertThat(consume(subject, MONTH).allowed()).isTrue();
    assertThat(consume(subject, MONTH).allowed()).isTrue();
    assertThat(consume(subject, MONTH).allowed()).isFalse();
    assertThat(await(database().grantRateLimit(subject(), MONTH, 5)).remaining()).isEqualTo(10);
    assertFails(ErrorCode.INVALID_ARGUMENT, database().grantRateLimit(subject, MONTH, 6));
  }

  @Test
  void forgetsASubject() {
    String subject = subject();
    consume(subject, MONTH);
    assertThat(await(database().resetRateLimit(subject))).isTrue();
    assertThat(await(database().resetRateLimit(subject))).isFalse();
    assertThat(peek(subject).remaining()).isEqualTo(5);
  }

  @Test
  void startsAgainInTheNextWindow() {
    String subject = subject();
    await(database().consumeRateLimit(subject, List.of(MONTH), 5));
    Instant past = RateLimitWindow.months(1).startOf(Instant.now()).minusSeconds(1);
    // The counter becomes one of last month: time is not made to pass otherwise.
    await(database().update("plinth_rate_limits", field("subject").eq(subject),
        Update.of("starts_at", RateLimitWindow.months(1).startOf(past))
            .set("resets_at", RateLimitWindow.months(1).endOf(past))));
    assertThat(consume(subject, MONTH).remaining()).isEqualTo(4);
    assertThat(await(database().deleteExpiredRateLimits(past.minusSeconds(1)))).isZero();
    assertThat(await(database().deleteExpiredRateLimits(Instant.now().plusSeconds(60))))
        .isPositive();
    assertThat(peek(subject).remaining()).isEqualTo(4);
  }

  @Test
  void refusesRulesAndSubjectsOutOfRange() {
    assertFails(ErrorCode.INVALID_ARGUMENT, database().consumeRateLimit("", List.of(MONTH)));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().consumeRateLimit("x".repeat(256), List.of(MONTH)));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().consumeRateLimit(subject(), List.of()));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().peekRateLimit(subject(), List.of(MONTH, MONTH)));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().resetRateLimit(""));
  }

  @Test
  void grantsExactlyTheLimitToManyThreads() throws Exception {
    String subject = subject();
    List<RateLimitRule> rules = List.of(RateLimitRule.monthly(1_000), RateLimitRule.daily(5_000));
    var granted = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(64)) {
      var tasks = new ArrayList<Future<?>>();
      for (int thread = 0; thread < 64; thread++) {
        tasks.add(threads.submit(() -> {
          for (int call = 0; call < 20; call++) {
            if (await(database().consumeRateLimit(subject, rules)).allowed()) {
              granted.incrementAndGet();
            }
          }
        }));
      }
      for (Future<?> task : tasks) {
        task.get();
      }
    }
    assertThat(granted).hasValue(1_000);
    RateLimitDecision end = await(database().peekRateLimit(subject, rules));
    assertThat(end.windows()).extracting(RateLimitState::used).containsExactly(1_000L, 1_000L);
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void takesTheCountBackWithItsTransaction() {
    String subject = subject();
    consume(subject, MONTH);
    assertGivenUp(database().inTransaction(tx -> tx.consumeRateLimit(subject, List.of(MONTH), 3)
        .thenCompose(decision -> CompletableFuture
            .<RateLimitDecision>failedFuture(new HeldTransaction.GivenUp()))));
    assertThat(peek(subject).remaining()).isEqualTo(4);
  }

  private RateLimitDecision consume(String subject, RateLimitRule rule) {
    return await(database().consumeRateLimit(subject, List.of(rule)));
  }

  private RateLimitDecision peek(String subject) {
    return await(database().peekRateLimit(subject, List.of(MONTH)));
  }

  private static String subject() {
    return TestBed.newName("subject");
  }
}
