package dev.plinth.support.crypto;

import com.password4j.BcryptFunction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * bcrypt on the calling thread.
 *
 * <p>It calls the function of password4j with salts made here. The builder of that library and its own salts
 * would load its configuration, which reads a properties file from the class path or the working directory.
 */
final class Bcrypt {
  /** bcrypt ignores what follows. */
  private static final int MAX_PLAIN_BYTES = 72;
  private static final String DUMMY_SALT = ".".repeat(22);
  private static final String DUMMY_DIGEST = ".".repeat(31);

  private final int cost;
  private final BcryptHash dummy;

  Bcrypt(int cost) {
    this.cost = cost;
    this.dummy = new BcryptHash(BcryptHash.CURRENT_VARIANT, cost, DUMMY_SALT, DUMMY_DIGEST, false);
  }

  String hash(byte[] password) {
    var blank = BcryptHash.blank(cost, password.length > MAX_PLAIN_BYTES);
    return blank.withDigest(digest(password, blank)).text();
  }

  PasswordCheck verify(byte[] password, String text) {
    Optional<BcryptHash> parsed = BcryptHash.parse(text);
    BcryptHash stored = parsed.orElse(dummy);
    boolean equal = equal(stored.digest(), digest(password, stored));
    return new PasswordCheck(equal && parsed.isPresent() && !cut(password, stored), isOld(stored));
  }

  /** Takes the time of {@link #verify}. */
  PasswordCheck verifyUnknown(byte[] password) {
    return verify(password, "");
  }

  /** Without this, every password that goes on after byte 72 of the right one would match. */
  private static boolean cut(byte[] password, BcryptHash stored) {
    return !stored.prehashed() && password.length > MAX_PLAIN_BYTES;
  }

  private boolean isOld(BcryptHash stored) {
    return stored.cost() < cost || stored.variant() != BcryptHash.CURRENT_VARIANT;
  }

  private static String digest(byte[] password, BcryptHash settings) {
    byte[] input = settings.prehashed() ? prehash(password, settings.salt()) : password;
    var variant = com.password4j.types.Bcrypt.valueOf(settings.variant());
    byte[] salt = settings.settings().getBytes(StandardCharsets.US_ASCII);
    String hash =
        BcryptFunction.getInstance(variant, settings.cost()).hash(input, salt).getResult();
    return hash.substring(salt.length);
  }

  /**
   * HMAC-SHA256 of the password under the salt, in base64: 44 characters, so nothing is cut and no byte is NUL,
   * at which other bcrypts stop. Under the salt, because a plain SHA-256 leaked elsewhere could be tried here as it is.
   */
  private static byte[] prehash(byte[] password, String salt) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return Base64.getEncoder().encode(mac.doFinal(password));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
    }
  }

  private static boolean equal(String expected, String actual) {
    return MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII),
        actual.getBytes(StandardCharsets.US_ASCII));
  }
}
