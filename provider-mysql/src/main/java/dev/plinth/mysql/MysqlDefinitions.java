package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Order;
import dev.plinth.jdbc.SchemaSyntax;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.support.engine.TableSchema;

/** Definitions as the family takes them. */
final class MysqlDefinitions extends SchemaSyntax {
  /** So much of a long text an index holds; what is equal so far is compared in the table. */
  private static final int INDEXED_CHARACTERS = 191;

  private final ServerFacts facts;

  MysqlDefinitions(ServerFacts facts) {
    this.facts = facts;
  }

  @Override
  public String generatedColumn(ColumnDefinition column) {
    return "BIGINT NOT NULL AUTO_INCREMENT";
  }

  @Override
  public String tableOptions(TableDefinition table) {
    return " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=" + facts.collation();
  }

  @Override
  public String columnConstraint(ColumnDefinition column, String quotedName) {
    boolean counted = column.type() == PortableType.TEXT && MysqlTypes.isLong(column.maxLength());
    return counted ? " CHECK (CHAR_LENGTH(" + quotedName + ") <= " + column.maxLength() + ")" : "";
  }

  @Override
  public String indexColumn(IndexDefinition index, Order column, TableSchema table) {
    ColumnDescription known = table.column(column.field());
    String prefix = known == null ? "" : prefix(index, known);
    return prefix + (column.descending() ? " DESC" : "");
  }

  private static String prefix(IndexDefinition index, ColumnDescription column) {
    PortableType type = column.type();
    if (type == PortableType.JSON || type == PortableType.TEXT_LIST) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "MySQL and MariaDB have no index on the JSON column " + column.name()
              + "; index a generated column by a migration of your own");
    }
    if (!MysqlTypes.isUnbounded(column.nativeType())) {
      return "";
    }
    if (index.unique()) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "MySQL and MariaDB have no unique index on "
              + "the column " + column.name() + " of any length; give it a maxLength");
    }
    return "(" + INDEXED_CHARACTERS + ")";
  }

  @Override
  public String dropIndex(String quotedTable, String quotedIndex) {
    return "DROP INDEX " + quotedIndex + " ON " + quotedTable;
  }
}
