package dev.plinth;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library: a portable code, whether a retry can help, what the backend
 * itself called it, and a message that says what to do.
 *
 * <p>Neither the message nor any cause carries a value, a password, a token, a key or a raw URL.
 */
public final class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final @Nullable String sqlState;
  private final int vendorCode;

  /** A failure found by this library itself. */
  public DatabaseException(ErrorCode code, String message) {
    this(code, message, null, 0, null);
  }

  /**
   * A failure with a cause.
   *
   * @param cause must not carry values in its message: wrap what a backend throws in a {@link BackendFailure}
   */
  public DatabaseException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, 0, cause);
  }

  /**
   * A failure reported by a backend.
   *
   * @param sqlState the SQLSTATE, if the backend has one
   * @param vendorCode the backend's own number, 0 if it has none
   */
  public DatabaseException(ErrorCode code, String message, @Nullable String sqlState,
      int vendorCode,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
    this.sqlState = sqlState;
    this.vendorCode = vendorCode;
  }

  /** The portable code. */
  public ErrorCode code() {
    return code;
  }

  /** Whether the same call may succeed later; nothing was applied if so. */
  public boolean retryable() {
    return code.retryable();
  }

  /** The SQLSTATE, where the backend gave one. */
  public Optional<String> sqlState() {
    return Optional.ofNullable(sqlState);
  }

  /** The backend's own error number, 0 where it gave none. */
  public int vendorCode() {
    return vendorCode;
  }

  /** The code and the message: the message alone does not say which failure it is. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return code.code() + ": " + getMessage();
  }
}
