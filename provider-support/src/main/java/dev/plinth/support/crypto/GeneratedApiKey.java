package dev.plinth.support.crypto;

import java.util.Objects;

/**
 * A new API key: the text to show once, and what to store.
 *
 * @param text the key itself; never stored
 * @param lookup its first characters, by which the record is found; no secret
 * @param hash what {@link ApiKeyHasher#verify} compares with
 */
public record GeneratedApiKey(String text, String lookup, String hash) {

  /** Refuses null. */
  public GeneratedApiKey {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(lookup, "lookup");
    Objects.requireNonNull(hash, "hash");
  }

  /** The lookup part alone. */
  @Override
  public String toString() {
    return "GeneratedApiKey[lookup=" + lookup + "]";
  }
}
