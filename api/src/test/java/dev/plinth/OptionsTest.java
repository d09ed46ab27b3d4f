package dev.plinth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OptionsTest {
  private static final byte[] KEY = "canary-canary-canary-canary-1234".getBytes(US_ASCII);

  @Test
  void areEqualByValue() {
    Options options = Options.defaults().encryptionKey(KEY).withTimeout(Duration.ofSeconds(5))
        .withPool(PoolOptions.defaults().withMaxSize(2)).openLazily();
    assertThat(options.toBuilder().build()).isEqualTo(options).hasSameHashCodeAs(options);
    assertThat(Options.defaults().encryptionKey(Base64.getEncoder().encodeToString(KEY)))
        .isEqualTo(Options.defaults().encryptionKey(KEY));
    assertThat(options.withTimeout(Duration.ofSeconds(6))).isNotEqualTo(options);
    assertThat(options.encryptionKey(new byte[32])).isNotEqualTo(options);
  }

  @Test
  void keepTheirOwnCopies() {
    byte[] key = KEY.clone();
    Options options = Options.defaults().encryptionKey(key);
    key[0] = 0;
    assertThat(options).isEqualTo(Options.defaults().encryptionKey(KEY));
    assertThat(options.toBuilder().properties(Map.of("a", "b")).build().property("a"))
        .contains("b");
  }

  @Test
  void showNoKey() {
    assertThat(Options.defaults().encryptionKey(KEY).toString()).doesNotContain("canary")
        .doesNotContain(Base64.getEncoder().encodeToString(KEY)).contains("active=k1");
  }

  @Test
  void narrowTheAccessWhenReadOnly() {
    Options options = Options.defaults().readOnly();
    assertThat(options.isReadOnly()).isTrue();
    assertThat(Options.defaults().isReadOnly()).isFalse();
    assertThat(options.access().level()).isEqualTo(AccessLevel.READ_ONLY);
  }

  static Stream<Supplier<Object>> outOfRange() {
    PoolOptions pool = PoolOptions.defaults();
    RetryOptions retry = RetryOptions.defaults();
    return Stream.of(() -> Options.defaults().withTimeout(Duration.ZERO),
        () -> Options.defaults().withTimeout(Duration.ofSeconds(-1)),
        () -> Options.defaults().toBuilder().passwordCost(3).build(),
        () -> Options.defaults().toBuilder().passwordCost(17).build(),
        () -> Options.defaults().encryptionKey(new byte[31]),
        () -> Options.defaults().encryptionKey("no base64!"), () -> pool.withMaxSize(0),
        () -> pool.withMaxSize(1001), () -> pool.withMinIdle(pool.maxSize() + 1),
        () -> pool.withMaxQueue(0), () -> pool.withLeakDetection(Duration.ofNanos(-1)),
        () -> pool.withConnectTimeout(Duration.ZERO), () -> retry.withMaxAttempts(0),
        () -> retry.withMaxAttempts(21), () -> retry.withBreaker(0, Duration.ofSeconds(1)),
        () -> Limits.defaults().withMaxRows(0), () -> Limits.defaults().withMaxBytes(1023),
        () -> TransactionOptions.defaults().withTimeout(Duration.ZERO),
        () -> TransactionOptions.defaults().withMaxAttempts(21));
  }

  @ParameterizedTest
  @MethodSource("outOfRange")
  void refuseWhatIsOutOfRange(Supplier<Object> construction) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(construction::get)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  @SuppressWarnings("NullAway")
  void refuseNullAtOnce() {
    assertThatNullPointerException()
        .isThrownBy(() -> Options.defaults().toBuilder().pool(null).build());
  }

  @Test
  void takeTheLowerOfTwoLimits() {
    Limits rows = Limits.defaults().withMaxRows(5);
    Limits bytes = Limits.defaults().withMaxBytes(2048);
    assertThat(rows.narrowedBy(bytes)).isEqualTo(new Limits(5, 2048))
        .isEqualTo(bytes.narrowedBy(rows));
  }
}
