package dev.plinth.schema;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An index to create.
 *
 * @param name its name
 * @param table on which table
 * @param columns what it is ordered by, at least one
 * @param unique whether two records may not be equal in these columns (nulls are never equal)
 */
public record IndexDefinition(String name, String table, List<Order> columns, boolean unique) {
  /** Refuses an index without columns with {@link ErrorCode#INVALID_ARGUMENT}. */
  public IndexDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the index " + name + " needs at least one column");
    }
  }

  /** An index, ascending. */
  public static IndexDefinition on(String table, String name, String... columns) {
    return new IndexDefinition(name, table, Arrays.stream(columns).map(Order::ascending).toList(),
        false);
  }

  /** The same index, unique. */
  public IndexDefinition asUnique() {
    return new IndexDefinition(name, table, columns, true);
  }
}
