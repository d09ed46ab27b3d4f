package dev.plinth.support.crypto;

import static dev.plinth.ErrorCode.INVALID_ARGUMENT;
import static dev.plinth.ErrorCode.NOT_CONNECTED;
import static dev.plinth.support.crypto.Failures.await;
import static dev.plinth.support.crypto.Failures.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordHasherTest {
  private final Set<String> threads = ConcurrentHashMap.newKeySet();
  private final PasswordHasher hasher = new PasswordHasher(4, completion -> {
    threads.add(Thread.currentThread().getName());
    completion.run();
  });

  @AfterEach
  void close() {
    hasher.close();
  }

  @Test
  void verifiesWhatItHashed() throws Throwable {
    String hash = await(hasher.hash("correct horse"));
    assertThat(await(hasher.verify("correct horse", hash)))
        .isEqualTo(new PasswordCheck(true, false));
    assertThat(await(hasher.verify("wrong horse", hash))).isEqualTo(PasswordCheck.NO_MATCH);
    assertThat(await(hasher.verifyUnknown("correct horse"))).isEqualTo(PasswordCheck.NO_MATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nul\0inside", "\0", "\ud800"})
  void neverHashesNorMatchesWhatIsNoPassword(String password) throws Throwable {
    String hash = await(hasher.hash("?"));
    var failure = fails(INVALID_ARGUMENT, hasher.hash(password));
    assertThat(failure).hasMessageContaining("password").message().doesNotContain("nul\0inside",
        "inside");
    assertThat(await(hasher.verify(password, hash))).isEqualTo(PasswordCheck.NO_MATCH);
    assertThat(await(hasher.verifyUnknown(password))).isEqualTo(PasswordCheck.NO_MATCH);
  }

  @Test
  void boundsTheLengthOfAPasswordInBytes() throws Throwable {
    assertThat(await(hasher.hash("\u00e9".repeat(2_048)))).startsWith("$bcrypt-sha256$");
    fails(INVALID_ARGUMENT, hasher.hash("\u00e9".repeat(2_048) + "x"));
  }

  @Test
  @SuppressWarnings("NullAway") // the point of it
  void refusesNullAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> hasher.hash(null));
    assertThatNullPointerException().isThrownBy(() -> hasher.verify(null, "x"));
    assertThatNullPointerException().isThrownBy(() -> hasher.verify("x", null));
    assertThatNullPointerException().isThrownBy(() -> hasher.verifyUnknown(null));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 17, 31})
  void refusesACostOutOfRange(int cost) {
    fails(INVALID_ARGUMENT, () -> new PasswordHasher(cost, Runnable::run));
  }

  @Test
  void hashesOnHalfOfTheCores() {
    var hashes = IntStream.range(0, 200).mapToObj(i -> hasher.hash("password " + i)).toList();
    assertThat(hashes.stream().map(CompletableFuture::join).distinct()).hasSize(200);
    assertThat(threads).allMatch(name -> name.matches("plinth-password-\\d+"));
    assertThat(threads).hasSizeBetween(1,
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  @Test
  void refusesWorkOnceClosed() {
    hasher.close();
    hasher.close();
    fails(NOT_CONNECTED, hasher.hash("late"));
    fails(NOT_CONNECTED, hasher.verifyUnknown("late"));
  }
}
