package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class EncryptionKeysTest {
  private static final byte[] OLD = filled(1);
  private static final byte[] NEW = filled(2);

  @Test
  void keepOlderKeysForDecryption() {
    EncryptionKeys keys = EncryptionKeys.of("2026", NEW).withOlder("2025", OLD);
    assertThat(keys.activeId()).isEqualTo("2026");
    assertThat(keys.ids()).containsExactlyInAnyOrder("2025", "2026");
    assertThat(keys.key("2025")).isEqualTo(OLD);
    assertThat(keys).isEqualTo(EncryptionKeys.of("2026", NEW).withOlder("2025", OLD))
        .isNotEqualTo(EncryptionKeys.of("2025", OLD).withOlder("2026", NEW));
  }

  @Test
  void giveOutCopies() {
    EncryptionKeys keys = EncryptionKeys.of(OLD);
    Arrays.fill(keys.key("k1"), (byte) 0);
    assertThat(keys.key("k1")).isEqualTo(OLD);
  }

  @Test
  void refuseAnIdThatStandsTwiceOrIsNotPlain() {
    EncryptionKeys keys = EncryptionKeys.of("a", NEW);
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> keys.withOlder("a", OLD));
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> EncryptionKeys.of("", OLD));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> EncryptionKeys.of("a.b", OLD));
  }

  @Test
  void sayThatAnIdIsUnknownAsAFailedDecryption() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> EncryptionKeys.of(OLD).key("k0"))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DECRYPTION_FAILED))
        .withMessageContaining("withOlder");
  }

  private static byte[] filled(int value) {
    var key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }
}
