package dev.plinth;

/**
 * How much one result may hold. Streams are not bounded by it.
 *
 * @param maxRows rows of one result, 1 to 10,000,000
 * @param maxBytes approximate bytes of one result's values, at least 1,024
 */
public record Limits(int maxRows, long maxBytes) {
  private static final Limits DEFAULTS = new Limits(10_000, 64L * 1024 * 1024);

  /** Refuses limits out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Limits {
    if (maxRows < 1 || maxRows > 10_000_000) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "maxRows must be from 1 to 10000000, but is " + maxRows);
    }
    if (maxBytes < 1024) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "maxBytes must be at least 1024, but is " + maxBytes);
    }
  }

  /** 10,000 rows and 64 MiB. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** These limits with at most {@code rows} rows. */
  public Limits withMaxRows(int rows) {
    return new Limits(rows, maxBytes);
  }

  /** These limits with at most {@code bytes} bytes. */
  public Limits withMaxBytes(long bytes) {
    return new Limits(maxRows, bytes);
  }

  /** The lower of each bound. */
  public Limits narrowedBy(Limits other) {
    return new Limits(Math.min(maxRows, other.maxRows), Math.min(maxBytes, other.maxBytes));
  }
}
