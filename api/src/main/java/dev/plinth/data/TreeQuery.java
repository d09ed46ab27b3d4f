package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.Objects;

/**
 * Where a walk through a tree starts: records that name their parent by its key.
 *
 * @param table the table or collection
 * @param keyColumn the column of a node's key
 * @param parentColumn the column with the key of a node's parent, null at a root
 * @param start the key of the node to start from
 * @param maxDepth how many edges away at most, 1 to 1,000
 */
public record TreeQuery(String table, String keyColumn, String parentColumn, Object start,
    int maxDepth) {
  /** Refuses a depth out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public TreeQuery {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(keyColumn, "keyColumn");
    Objects.requireNonNull(parentColumn, "parentColumn");
    start = Objects.requireNonNull(Values.portable(keyColumn, start), "start");
    if (maxDepth < 1 || maxDepth > 1000) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "maxDepth must be from 1 to 1000, but is " + maxDepth);
    }
  }

  /** A walk of at most 100 edges. */
  public static TreeQuery of(String table, String keyColumn, String parentColumn, Object start) {
    return new TreeQuery(table, keyColumn, parentColumn, start, 100);
  }

  /** With another depth. */
  public TreeQuery withMaxDepth(int depth) {
    return new TreeQuery(table, keyColumn, parentColumn, start, depth);
  }

  /** The table and columns alone: values do not belong into logs. */
  @Override
  public String toString() {
    return "TreeQuery[" + table + ", " + keyColumn + ", " + parentColumn + "]";
  }
}
