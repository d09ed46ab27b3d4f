package dev.plinth.sqlite;

import dev.plinth.jdbc.SchemaSyntax;
import dev.plinth.schema.ColumnDefinition;

/** Definitions, with a check for each type: SQLite itself stores anything in any column. */
final class SqliteDefinitions extends SchemaSyntax {
  @Override
  public String generatedColumn(ColumnDefinition column) {
    return "INTEGER PRIMARY KEY AUTOINCREMENT";
  }

  @Override
  public boolean generatedColumnIsKey() {
    return true;
  }

  @Override
  public String columnConstraint(ColumnDefinition column, String name) {
    String type = "typeof(" + name + ")";
    return " CHECK (" + switch (column.type()) {
      case BOOLEAN -> name + " IN (0, 1)";
      case LONG -> type + " IN ('integer', 'null')";
      case DOUBLE -> type + " IN ('real', 'null')";
      case BYTES -> type + " IN ('blob', 'null')";
      case TEXT -> column.maxLength() == 0
          ? type + " IN ('text', 'null')"
          : "length(" + name + ") <= " + column.maxLength();
      case UUID -> "length(" + name + ") = 36";
      case INSTANT -> "length(" + name + ") = 27";
      case DATE -> "length(" + name + ") = 10";
      case JSON, TEXT_LIST -> "json_valid(" + name + ")";
      case DECIMAL -> type + " IN ('text', 'null')";
    } + ")";
  }
}
