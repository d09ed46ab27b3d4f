package dev.plinth.jdbc;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.All;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.data.Order;
import dev.plinth.schema.CheckDefinition;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Renders definitions of tables, columns and indexes. */
public final class DefinitionRenderer {
  private final Dialect dialect;

  /** For a dialect. */
  public DefinitionRenderer(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The statement that creates a table. */
  public String createTable(TableDefinition table) {
    var parts = new ArrayList<String>();
    boolean keyInColumn = table.columns().stream().anyMatch(ColumnDefinition::generated)
        && dialect.definitions().generatedColumnIsKey();
    Set<String> keys = keyColumns(table);
    table.columns().forEach(column -> parts.add(column(column, table.primaryKey(), keys)));
    if (!table.primaryKey().isEmpty() && !keyInColumn) {
      parts.add("PRIMARY KEY " + names(table.primaryKey()));
    }
    table.uniqueKeys().forEach(key -> parts.add("UNIQUE " + names(key)));
    table.foreignKeys().forEach(key -> parts.add(foreignKey(key)));
    table.checks().forEach(check -> parts.add(check(check, table)));
    return "CREATE TABLE " + dialect.quoted(table.name()) + " (" + String.join(", ", parts) + ")"
        + dialect.definitions().tableOptions(table);
  }

  /** The statement that drops a table. */
  public String dropTable(String table) {
    return "DROP TABLE " + dialect.quoted(table);
  }

  /** The statement that adds a column. */
  public String addColumn(String table, ColumnDefinition column) {
    return "ALTER TABLE " + dialect.quoted(table) + " ADD COLUMN "
        + column(column, List.of(), Set.of());
  }

  /** The statement that creates an index on a table that a definition made. */
  public String createIndex(IndexDefinition index, TableDefinition table) {
    return createIndex(index, schema(table));
  }

  /** The statement that creates an index on a table, as far as that is known. */
  public String createIndex(IndexDefinition index, TableSchema table) {
    SchemaSyntax syntax = dialect.definitions();
    SqlText sql = SqlText.withLiterals(dialect)
        .append(index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ").name(index.name())
        .append(" ON ").name(index.table()).append(syntax.indexMethod(index, table));
    String separator = " (";
    for (Order column : index.columns()) {
      sql.append(separator).name(column.field())
          .append(syntax.indexColumn(index, column, table));
      separator = ", ";
    }
    sql.append(")").append(syntax.indexOptions(index, table));
    new FilterRenderer(dialect, table).where(sql, index.where());
    return sql.toString();
  }

  /** The statement that drops an index. */
  public String dropIndex(String table, String index) {
    return dialect.definitions().dropIndex(dialect.quoted(table), dialect.quoted(index));
  }

  private static Set<String> keyColumns(TableDefinition table) {
    Set<String> keys = new HashSet<>(table.primaryKey());
    table.uniqueKeys().forEach(keys::addAll);
    table.foreignKeys().forEach(key -> keys.addAll(key.columns()));
    return keys;
  }

  private String type(ColumnDefinition column, Set<String> keys) {
    return keys.contains(column.name())
        ? dialect.types().keyColumnType(column)
        : dialect.types().columnType(column);
  }

  private String column(ColumnDefinition column, List<String> primaryKey, Set<String> keys) {
    String name = dialect.quoted(column.name());
    if (column.generated()) {
      return name + " " + dialect.definitions().generatedColumn(column);
    }
    Object value = column.defaultValue();
    boolean required = column.required() || primaryKey.contains(column.name());
    return name + " " + type(column, keys) + (required ? " NOT NULL" : "")
        + (value == null
            ? ""
            : " DEFAULT " + dialect.types().codec(column.type())
                .literal(DefinitionValues.fit(column, value)))
        + dialect.definitions().columnConstraint(column, name);
  }

  private String foreignKey(ForeignKeyDefinition key) {
    return "FOREIGN KEY " + names(key.columns()) + " REFERENCES " + dialect.quoted(key.table())
        + " " + names(key.targetColumns()) + " ON DELETE " + action(key.onDelete());
  }

  private static String action(OnDelete onDelete) {
    return switch (onDelete) {
      case RESTRICT -> "RESTRICT";
      case CASCADE -> "CASCADE";
      case SET_NULL -> "SET NULL";
    };
  }

  /** A record is not tested where a column is null that the condition compares. */
  private String check(CheckDefinition check, TableDefinition definition) {
    TableSchema table = schema(definition);
    Filter condition = new DefinitionValues(definition).fit(check.condition());
    SqlText sql = SqlText.withLiterals(dialect).append("CONSTRAINT ").name(check.name())
        .append(" CHECK (");
    Set<String> compared = new LinkedHashSet<>();
    compared(condition, compared);
    for (String column : compared) {
      ColumnDescription known = table.column(column);
      if (known == null || known.nullable()) {
        sql.name(column).append(" IS NULL OR ");
      }
    }
    new FilterRenderer(dialect, table).condition(sql, condition);
    return sql.append(")").toString();
  }

  private static void compared(Filter filter, Set<String> columns) {
    switch (filter) {
      case Comparison f -> columns.add(f.field());
      case Membership f -> columns.add(f.field());
      case TextSearch f -> columns.add(f.field());
      case And f -> f.filters().forEach(part -> compared(part, columns));
      case Or f -> f.filters().forEach(part -> compared(part, columns));
      case Not f -> compared(f.filter(), columns);
      case NullCheck f -> {
      }
      case All f -> {
      }
    }
  }

  private TableSchema schema(TableDefinition table) {
    var columns = table.columns().stream().map(column -> described(column, table)).toList();
    return new TableSchema(new TableDescription("", table.name(), TableKind.TABLE, columns,
        table.primaryKey(), List.of(), List.of(), List.of(), List.of()));
  }

  private ColumnDescription described(ColumnDefinition column, TableDefinition table) {
    boolean nullable = !column.required() && !table.primaryKey().contains(column.name());
    return new ColumnDescription(column.name(), column.type(),
        type(column, keyColumns(table)), nullable, column.generated(), null, null);
  }

  private String names(List<String> names) {
    return SqlText.withLiterals(dialect).append("(").names(names).append(")").toString();
  }
}
