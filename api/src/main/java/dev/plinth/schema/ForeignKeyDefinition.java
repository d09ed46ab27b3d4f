package dev.plinth.schema;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.List;
import java.util.Objects;

/**
 * Columns that refer to the key of another table.
 *
 * @param columns the referring columns
 * @param table the table referred to
 * @param targetColumns its key, as many columns
 * @param onDelete what happens when that record is deleted
 */
public record ForeignKeyDefinition(List<String> columns, String table, List<String> targetColumns,
    OnDelete onDelete) {
  /** Refuses lists of different length with {@link ErrorCode#INVALID_ARGUMENT}. */
  public ForeignKeyDefinition {
    columns = List.copyOf(columns);
    Objects.requireNonNull(table, "table");
    targetColumns = List.copyOf(targetColumns);
    Objects.requireNonNull(onDelete, "onDelete");
    if (columns.isEmpty() || columns.size() != targetColumns.size()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a foreign key to " + table + " needs as many columns as it refers to, at least one");
    }
  }
}
