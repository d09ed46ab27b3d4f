package dev.plinth.support.crypto;

import static dev.plinth.ErrorCode.INVALID_ARGUMENT;
import static dev.plinth.support.crypto.Failures.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CipherContextTest {

  @Test
  void encodesEachPartWithItsLengthInBytes() {
    byte[] expected = "\0\0\0\1t\0\0\0\2cc\0\0\0\0\0\0\0\3\u8336".getBytes(StandardCharsets.UTF_8);
    assertThat(CipherContext.of("t", "cc", "", "\u8336").authenticatedData()).isEqualTo(expected);
  }

  @Test
  void keepsItsOwnCopyOfTheIdentity() {
    List<String> identity = new ArrayList<>(List.of("user-1"));
    var context = new CipherContext("t", "c", identity);
    identity.set(0, "user-2");
    assertThat(context).isEqualTo(CipherContext.of("t", "c", "user-1"));
  }

  @Test
  void refusesAMissingPart() {
    fails(INVALID_ARGUMENT, () -> CipherContext.of("", "c"));
    fails(INVALID_ARGUMENT, () -> CipherContext.of("t", ""));
    List<String> withNull = new ArrayList<>(List.of("user-1"));
    withNull.add(null);
    assertThatNullPointerException().isThrownBy(() -> new CipherContext("t", "c", withNull));
  }
}
