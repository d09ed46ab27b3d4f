package dev.plinth.schema;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A table to create. Immutable; each method returns a changed copy.
 *
 * @param name its name
 * @param columns its columns, at least one when it is created
 * @param primaryKey the columns of its primary key; empty for none
 * @param uniqueKeys further keys
 * @param foreignKeys references to other tables
 * @param checks what must hold for every record
 * @param ifAbsent whether an existing table of this name is left as it is, instead of an error
 */
public record TableDefinition(String name, List<ColumnDefinition> columns, List<String> primaryKey,
    List<List<String>> uniqueKeys, List<ForeignKeyDefinition> foreignKeys,
    List<CheckDefinition> checks,
    boolean ifAbsent) {
  /** Copies the lists; refuses a column that stands twice with {@link ErrorCode#INVALID_ARGUMENT}. */
  public TableDefinition {
    Objects.requireNonNull(name, "name");
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
    if (columns.stream().map(ColumnDefinition::name).distinct().count() < columns.size()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a column of the table " + name + " stands twice");
    }
  }

  /** A table without columns yet. */
  public static TableDefinition named(String name) {
    return new TableDefinition(name, List.of(), List.of(), List.of(), List.of(), List.of(), false);
  }

  /** And a column that may be null. */
  public TableDefinition column(String column, PortableType type) {
    return column(ColumnDefinition.of(column, type));
  }

  /** And a column that may not be null. */
  public TableDefinition requiredColumn(String column, PortableType type) {
    return column(ColumnDefinition.of(column, type).notNull());
  }

  /** And a column. */
  public TableDefinition column(ColumnDefinition column) {
    return new TableDefinition(name, with(columns, column), primaryKey, uniqueKeys, foreignKeys,
        checks, ifAbsent);
  }

  /** With this primary key; its columns may not be null. */
  public TableDefinition primaryKey(String... keyColumns) {
    return new TableDefinition(name, columns, List.of(keyColumns), uniqueKeys, foreignKeys, checks,
        ifAbsent);
  }

  /** And a further unique key. */
  public TableDefinition uniqueKey(String... keyColumns) {
    return new TableDefinition(name, columns, primaryKey, with(uniqueKeys, List.of(keyColumns)),
        foreignKeys, checks,
        ifAbsent);
  }

  /** And a reference of one column. */
  public TableDefinition foreignKey(String column, String table, String targetColumn,
      OnDelete onDelete) {
    return foreignKey(
        new ForeignKeyDefinition(List.of(column), table, List.of(targetColumn), onDelete));
  }

  /** And a reference. */
  public TableDefinition foreignKey(ForeignKeyDefinition key) {
    return new TableDefinition(name, columns, primaryKey, uniqueKeys, with(foreignKeys, key),
        checks, ifAbsent);
  }

  /** And a check. */
  public TableDefinition check(String checkName, Filter condition) {
    return new TableDefinition(name, columns, primaryKey, uniqueKeys, foreignKeys,
        with(checks, new CheckDefinition(checkName, condition)), ifAbsent);
  }

  /** Leaving a table of this name as it is. */
  public TableDefinition ifNotExists() {
    return new TableDefinition(name, columns, primaryKey, uniqueKeys, foreignKeys, checks, true);
  }

  private static <T> List<T> with(List<T> list, T element) {
    var all = new ArrayList<>(list);
    all.add(element);
    return all;
  }
}
