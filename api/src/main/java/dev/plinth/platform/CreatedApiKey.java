package dev.plinth.platform;

import java.util.Objects;

/**
 * A new API key with its value, which is shown this once and stored nowhere.
 *
 * @param value what a client sends; begins with the {@link ApiKey#prefix()}
 */
public record CreatedApiKey(ApiKey key, String value) {
  /** Refuses a value that does not belong to {@code key}. */
  public CreatedApiKey {
    Objects.requireNonNull(key, "key");
    if (!Objects.requireNonNull(value, "value").startsWith(key.prefix())) {
      throw Arguments.invalid("value must begin with the prefix of the key");
    }
  }

  /** Does not show the value. */
  @Override
  public String toString() {
    return "CreatedApiKey[key=" + key + ", value=redacted]";
  }
}
