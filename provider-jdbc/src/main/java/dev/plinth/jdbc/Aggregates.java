package dev.plinth.jdbc;

import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Aggregation.Function;
import dev.plinth.data.Aggregation.Measure;
import dev.plinth.data.Columns;
import dev.plinth.data.Order;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Computes numbers about groups of records. */
final class Aggregates {
  private final Dialect dialect;
  private final StatementCache statements;

  Aggregates(Dialect dialect, StatementCache statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  Found aggregate(TableSchema table, Aggregation aggregation, Limits limits)
      throws SQLException {
    Rendered rendered = render(table, aggregation);
    Integer asked = aggregation.limit();
    int most = asked == null ? limits.maxRows() : Math.min(asked, limits.maxRows());
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    binder.filter(aggregation.where());
    binder.limit(most + 1L);
    try (ResultSet rows = statement.executeQuery()) {
      return RowReader.of(rendered).found(rows, most, limits.maxBytes());
    }
  }

  private Rendered render(TableSchema table, Aggregation aggregation) {
    var filters = new FilterRenderer(dialect, table);
    var names = new ArrayList<String>();
    var codecs = new ArrayList<ValueCodec>();
    SqlText sql = SqlText.withParameters(dialect).append("SELECT ");
    for (String name : aggregation.groupBy()) {
      ColumnDescription column = filters.column(name);
      sql.append(names.isEmpty() ? "" : ", ").name(name);
      names.add(name);
      codecs.add(dialect.types().codec(column));
    }
    for (Measure measure : aggregation.measures()) {
      sql.append(names.isEmpty() ? "" : ", ").append(expression(filters, measure)).append(" AS ")
          .name(measure.as());
      names.add(measure.as());
      codecs.add(codec(filters, measure));
    }
    sql.append(" FROM ").name(table.name());
    filters.where(sql, aggregation.where());
    groupBy(sql, filters, aggregation.groupBy());
    orderBy(sql, filters, aggregation);
    return Rendered.read(dialect, sql.append(" LIMIT ?"), Columns.of(names),
        codecs.toArray(ValueCodec[]::new));
  }

  private static void groupBy(SqlText sql, FilterRenderer filters, List<String> names) {
    String separator = " GROUP BY ";
    for (String name : names) {
      sql.append(separator).append(filters.operand(filters.column(name)));
      separator = ", ";
    }
  }

  private void orderBy(SqlText sql, FilterRenderer filters, Aggregation aggregation) {
    String separator = " ORDER BY ";
    for (Order part : aggregation.order()) {
      sql.append(separator).append(dialect.order(operand(filters, aggregation, part.field()),
          true, part.descending()));
      separator = ", ";
    }
  }

  private String operand(FilterRenderer filters, Aggregation aggregation, String name) {
    if (aggregation.groupBy().contains(name)) {
      return filters.operand(filters.column(name));
    }
    for (Measure measure : aggregation.measures()) {
      String column = measure.column();
      if (measure.as().equals(name) && column != null) {
        return dialect.measureOperand(dialect.quoted(name), measure.function(),
            filters.column(column));
      }
    }
    return dialect.quoted(name);
  }

  private String expression(FilterRenderer filters, Measure measure) {
    String name = measure.column();
    if (name == null) {
      return "count(*)";
    }
    ColumnDescription column = filters.column(name);
    return measure.function() == Function.COUNT
        ? "count(" + filters.expression(column) + ")"
        : dialect.measure(measure.function(), filters.expression(column), column);
  }

  private ValueCodec codec(FilterRenderer filters, Measure measure) {
    String name = measure.column();
    return name == null || measure.function() == Function.COUNT
        ? dialect.types().codec(PortableType.LONG)
        : dialect.measureCodec(measure.function(), filters.column(name));
  }
}
