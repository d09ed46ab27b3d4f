package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What an operator grants on one connection. A client can only narrow it.
 *
 * @param access levels, tables and statements
 * @param limits rows and bytes of one result
 * @param timeout of one statement
 */
public record Grant(AccessPolicy access, Limits limits, Duration timeout) {
  private static final Limits MODEST = new Limits(1_000, 1024 * 1024);

  /** Refuses a timeout that is not longer than zero with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Grant {
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(limits, "limits");
    if (timeout.isZero() || timeout.isNegative()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the timeout of a grant must be longer than zero");
    }
  }

  /** Reads of the application's tables, at most 1,000 rows and 1 MiB, 30 s. */
  public static Grant readOnly() {
    return of(AccessLevel.READ_ONLY);
  }

  /**
   * The application's tables up to a level, at most 1,000 rows and 1 MiB, 30 s. The tables of Plinth and
   * of the backend's own catalogue stay hidden.
   */
  public static Grant of(AccessLevel level) {
    return new Grant(AccessPolicy.of(level).hidingSystemTablesBut(Set.of()), MODEST,
        Duration.ofSeconds(30));
  }

  /** With another policy, for example one that names system tables. */
  public Grant withAccess(AccessPolicy policy) {
    return new Grant(policy, limits, timeout);
  }

  /** With other limits. */
  public Grant withLimits(Limits other) {
    return new Grant(access, other, timeout);
  }

  /** With another timeout. */
  public Grant withTimeout(Duration other) {
    return new Grant(access, limits, other);
  }

  /** What both this and {@code other} grant. */
  Grant narrowedBy(Grant other) {
    return new Grant(access.narrowedBy(other.access), limits.narrowedBy(other.limits),
        timeout.compareTo(other.timeout) <= 0 ? timeout : other.timeout);
  }
}
