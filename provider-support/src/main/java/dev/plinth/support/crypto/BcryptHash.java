package dev.plinth.support.crypto;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stored bcrypt hash in one of two texts: {@code $2b$12$<salt><digest>} of the password itself (also
 * {@code 2a} and {@code 2y}, as other systems write), or {@code $bcrypt-sha256$v=2,t=2b,r=12$<salt>$<digest>}
 * of the pre-hashed password, as passlib writes.
 *
 * @param variant the letter after {@code $2}
 * @param salt 22 characters of the base64 of bcrypt
 * @param digest 31 characters of it
 */
record BcryptHash(char variant, int cost, String salt, String digest, boolean prehashed) {
  static final int MIN_COST = 4;
  static final int MAX_COST = 16;
  static final char CURRENT_VARIANT = 'b';

  private static final String SALT_AND_DIGEST = "([./A-Za-z0-9]{22})%s([./A-Za-z0-9]{31})";
  private static final Pattern PLAIN =
      Pattern.compile("\\$2([aby])\\$(\\d{2})\\$" + SALT_AND_DIGEST.formatted(""));
  private static final Pattern PREHASHED =
      Pattern.compile(
          "\\$bcrypt-sha256\\$v=2,t=2(b),r=(\\d{1,2})\\$" + SALT_AND_DIGEST.formatted("\\$"));

  /** Empty if the text is neither, or of a cost out of range: one of 31 would keep a thread for days. */
  static Optional<BcryptHash> parse(String text) {
    Matcher plain = PLAIN.matcher(text);
    if (plain.matches()) {
      return of(plain, false);
    }
    Matcher prehashed = PREHASHED.matcher(text);
    return prehashed.matches() ? of(prehashed, true) : Optional.empty();
  }

  /** The settings of a new hash. */
  static BcryptHash blank(int cost, boolean prehashed) {
    return new BcryptHash(CURRENT_VARIANT, cost, BcryptSalt.random(), "", prehashed);
  }

  BcryptHash withDigest(String computed) {
    return new BcryptHash(variant, cost, salt, computed, prehashed);
  }

  String text() {
    return prehashed
        ? "$bcrypt-sha256$v=2,t=2" + variant + ",r=" + cost + '$' + salt + '$' + digest
        : settings() + digest;
  }

  /** What bcrypt takes besides the password: variant, cost and salt. */
  String settings() {
    return "$2" + variant + (cost < 10 ? "$0" : "$") + cost + '$' + salt;
  }

  @Override
  public String toString() {
    return "BcryptHash[cost=" + cost + "]";
  }

  private static Optional<BcryptHash> of(Matcher parts, boolean prehashed) {
    int cost = Integer.parseInt(parts.group(2));
    return cost < MIN_COST || cost > MAX_COST
        ? Optional.empty()
        : Optional.of(new BcryptHash(parts.group(1).charAt(0), cost, parts.group(3), parts.group(4),
            prehashed));
  }
}
