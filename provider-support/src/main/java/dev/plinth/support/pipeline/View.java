package dev.plinth.support.pipeline;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.Options;
import java.time.Duration;

/**
 * What a handle's view allows its calls.
 *
 * @param timeout the deadline of a call
 * @param limits of a result
 * @param access what may be done
 */
public record View(Duration timeout, Limits limits, AccessPolicy access) {
  /** The view of a handle as it was opened. */
  public static View of(Options options) {
    return new View(options.timeout(), options.limits(), options.access());
  }

  /** With another deadline. Refuses one that is not longer than zero with {@link ErrorCode#INVALID_ARGUMENT}. */
  public View withTimeout(Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "timeout must be longer than zero");
    }
    return new View(value, limits, access);
  }

  /** With narrower limits. */
  public View withLimits(Limits value) {
    return new View(timeout, limits.narrowedBy(value), access);
  }

  /** With a narrower policy. */
  public View withAccess(AccessPolicy value) {
    return new View(timeout, limits, access.narrowedBy(value));
  }
}
