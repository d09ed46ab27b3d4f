package dev.plinth.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserValuesTest {
  @ParameterizedTest
  @ValueSource(ints = {7, 1_025})
  void refusesPasswordsOutOfRangeWithoutRepeatingThem(int length) {
    String password = "p".repeat(length);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> NewUser.of("alice@example.com", password))
        .withMessage("password must have from 8 to 1024 characters");
  }

  @Test
  void showsNothingPersonal() {
    NewUser user = NewUser.of("alice@example.com", "correct horse").withDisplayName("Alice");
    User stored =
        User.builder(UUID.randomUUID(), user.email(), Instant.now()).displayName("Alice").build();
    assertThat(user + " " + stored + " " + new EmailAddress(user.email()))
        .doesNotContainIgnoringCase("alice")
        .doesNotContain("horse");
  }

  @Test
  void cutsInstantsToMilliseconds() {
    Instant moment = Instant.parse("2026-01-02T03:04:05.123456789Z");
    User user = User.builder(UUID.randomUUID(), "a@b.c", moment).lastActiveAt(moment).build();
    assertThat(user.createdAt()).isEqualTo("2026-01-02T03:04:05.123Z")
        .isEqualTo(user.lastActiveAt());
    assertThat(user.toBuilder().build()).isEqualTo(user);
  }

  @Test
  void refusesInstantsThatNoBackendHolds() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> User.builder(UUID.randomUUID(), "a@b.c", Instant.MAX).build())
        .withMessage("createdAt must lie in the years 1970 to 9999");
  }
}
