package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Filter.All;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparator;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.support.engine.TableSchema;
import java.util.List;

/**
 * Renders conditions. A condition on null is unknown in SQL and therefore not met; only a negation
 * must say so, with IS NOT TRUE.
 */
final class FilterRenderer {
  private final Dialect dialect;
  private final TableSchema table;
  private final String prefix;

  FilterRenderer(Dialect dialect, TableSchema table) {
    this(dialect, table, "");
  }

  /** With what stands before each column: an alias and a point. */
  FilterRenderer(Dialect dialect, TableSchema table, String prefix) {
    this.dialect = dialect;
    this.table = table;
    this.prefix = prefix;
  }

  /** Adds WHERE and the condition, or nothing for every record. */
  void where(SqlText sql, Filter filter) {
    if (!(filter instanceof All)) {
      sql.append(" WHERE ");
      condition(sql, filter);
    }
  }

  void condition(SqlText sql, Filter filter) {
    switch (filter) {
      case Comparison f -> comparison(sql, f);
      case Membership f -> membership(sql, f);
      case TextSearch f -> dialect.textSearch(sql, expression(column(f.field())), f);
      case NullCheck f -> sql.append(expression(column(f.field())))
          .append(f.negated() ? " IS NOT NULL" : " IS NULL");
      case And f -> joined(sql, " AND ", f.filters());
      case Or f -> joined(sql, " OR ", f.filters());
      case Not f -> negation(sql, f.filter());
      case All f -> sql.append("1 = 1");
    }
  }

  ColumnDescription column(String name) {
    ColumnDescription column = table.column(name);
    if (column == null) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the table " + table.name() + " has no column " + name + "; there are "
              + String.join(", ", table.columns().names()));
    }
    return column;
  }

  String expression(ColumnDescription column) {
    return prefix + dialect.quoted(column.name());
  }

  String operand(ColumnDescription column) {
    return dialect.operand(expression(column), column);
  }

  private String operand(SqlText sql, ColumnDescription column) {
    return sql.isDefinition()
        ? dialect.checkOperand(expression(column), column)
        : operand(column);
  }

  private void comparison(SqlText sql, Comparison f) {
    ColumnDescription column = column(f.field());
    sql.append(operand(sql, column)).append(symbol(f.comparator()))
        .value(dialect.types().codec(column), f.value());
  }

  private void membership(SqlText sql, Membership f) {
    ColumnDescription column = column(f.field());
    if (f.values().isEmpty()) {
      sql.append(f.negated() ? expression(column) + " IS NOT NULL" : "1 = 0");
      return;
    }
    ValueCodec codec = dialect.types().codec(column);
    sql.append(operand(sql, column)).append(f.negated() ? " NOT IN (" : " IN (");
    int size = f.values().size();
    for (int i = 0; i < (sql.isDefinition() ? size : FilterShape.padded(size)); i++) {
      sql.append(i == 0 ? "" : ", ")
          .value(codec, f.values().get(Math.min(i, size - 1)));
    }
    sql.append(")");
  }

  private void negation(SqlText sql, Filter negated) {
    sql.append("((");
    condition(sql, negated);
    sql.append(") IS NOT TRUE)");
  }

  private void joined(SqlText sql, String word, List<Filter> filters) {
    String separator = "(";
    for (Filter filter : filters) {
      sql.append(separator);
      condition(sql, filter);
      separator = word;
    }
    sql.append(")");
  }

  private static String symbol(Comparator comparator) {
    return switch (comparator) {
      case EQUALS -> " = ";
      case NOT_EQUALS -> " <> ";
      case LT -> " < ";
      case LTE -> " <= ";
      case GT -> " > ";
      case GTE -> " >= ";
    };
  }
}
