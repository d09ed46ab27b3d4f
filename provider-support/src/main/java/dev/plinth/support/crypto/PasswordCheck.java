package dev.plinth.support.crypto;

/**
 * What verifying a password found.
 *
 * @param matches whether the hash was made of the password
 * @param needsUpgrade whether to hash the password again and store that: the hash is of a lower cost than
 *   configured, or of an older variant; only true if it matches
 */
public record PasswordCheck(boolean matches, boolean needsUpgrade) {
  static final PasswordCheck NO_MATCH = new PasswordCheck(false, false);

  /** Drops {@code needsUpgrade} without a match: only a right password may replace a hash. */
  public PasswordCheck {
    needsUpgrade = matches && needsUpgrade;
  }
}
