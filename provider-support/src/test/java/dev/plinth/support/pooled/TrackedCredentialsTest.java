package dev.plinth.support.pooled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.credentials.Credential;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class TrackedCredentialsTest {
  private final AtomicReference<String> password = new AtomicReference<>("one");
  private final TrackedCredentials credentials =
      new TrackedCredentials(() -> Credential.of("ada", password.get()));

  @Test
  void tellsOfAChangeOnceAConnectionWasMadeWithIt() {
    assertThat(credentials.connected()).isFalse();
    assertThat(credentials.current().password()).isEqualTo("one");
    assertThat(credentials.connected()).isFalse();
    password.set("two");
    assertThat(credentials.connected()).isFalse();
    assertThat(credentials.current().password()).isEqualTo("two");
    assertThat(credentials.connected()).isTrue();
    assertThat(credentials.current().password()).isEqualTo("two");
    assertThat(credentials.connected()).isFalse();
  }

  @Test
  void showsNothing() {
    assertThat(credentials.current()).isNotNull();
    assertThat(credentials.toString()).doesNotContain("ada", "one");
  }
}
