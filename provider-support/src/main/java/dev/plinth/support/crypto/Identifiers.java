package dev.plinth.support.crypto;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.util.Base64;
import java.util.UUID;

/** Makes ids of records, and random tokens. */
public final class Identifiers {
  private static final TimeOrderedEpochFactory UUIDS =
      new TimeOrderedEpochFactory(RandomBytes.SOURCE);

  private Identifiers() {}

  /**
   * A UUID of version 7 (RFC 9562) for a new record. Within this process each is greater than the one
   * before while the clock does not jump back, so that an index grows at its end.
   *
   * <p>It tells when it was made and is no secret: a token comes from {@link #base62} or {@link #base64Url}.
   */
  public static UUID next() {
    return UUIDS.create();
  }

  /** A secret of digits and ASCII letters, 5.95 bits each: 22 characters for 128 bits, 43 for 256. */
  public static String base62(int length) {
    return Base62.random(length);
  }

  /** A secret of this many random bytes, in base64url without padding. */
  public static String base64Url(int bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(RandomBytes.of(bytes));
  }
}
