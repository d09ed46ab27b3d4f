package dev.plinth.data;

/**
 * What became of the records of a bulk insert; exact.
 *
 * @param inserted records that are new
 * @param updated records that existed and were updated
 * @param ignored records that existed and were left
 */
public record InsertResult(long inserted, long updated, long ignored) {
  /** Both together. */
  public InsertResult plus(InsertResult other) {
    return new InsertResult(inserted + other.inserted, updated + other.updated,
        ignored + other.ignored);
  }
}
