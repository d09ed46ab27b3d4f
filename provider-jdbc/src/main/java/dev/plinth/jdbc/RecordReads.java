package dev.plinth.jdbc;

import dev.plinth.Limits;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads records of tables. */
final class RecordReads {
  private final Dialect dialect;
  private final StatementCache statements;

  RecordReads(Dialect dialect, StatementCache statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  Found find(TableSchema table, Query query, Limits limits) throws SQLException {
    Shape.Page page =
        query.offset() == 0 ? Shape.Page.LIMIT : Shape.Page.LIMIT_AND_OFFSET;
    Rendered rendered = select(table, query, page);
    Integer asked = query.limit();
    int most = asked == null ? limits.maxRows() : Math.min(asked, limits.maxRows());
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    bind(statement, rendered, query, page, most + 1L);
    try (ResultSet rows = statement.executeQuery()) {
      return RowReader.of(rendered).found(rows, most, limits.maxBytes());
    }
  }

  Optional<Row> findOne(TableSchema table, Query query) throws SQLException {
    Shape.Page page =
        query.offset() == 0 ? Shape.Page.FIRST : Shape.Page.LIMIT_AND_OFFSET;
    return first(table, query, page);
  }

  Optional<Row> first(TableSchema table, Query query, Shape.Page page) throws SQLException {
    Rendered rendered = select(table, query, page);
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    bind(statement, rendered, query, page, 1);
    return first(statement, rendered);
  }

  JdbcRowCursor open(TableSchema table, Query query) throws SQLException {
    Integer limit = query.limit();
    Shape.Page page = limit != null || query.offset() > 0
        ? Shape.Page.LIMIT_AND_OFFSET
        : Shape.Page.ALL;
    Rendered rendered = select(table, query, page);
    PreparedStatement statement = statements.own(rendered.sql());
    return JdbcRowCursor.open(statement, () -> {
      bind(statement, rendered, query, page, limit == null ? Integer.MAX_VALUE : limit);
      ResultSet rows = statement.executeQuery();
      return new JdbcRowCursor(dialect, statement, rows, RowReader.of(rendered));
    });
  }

  long count(TableSchema table, Filter where) throws SQLException {
    try (ResultSet rows = filtered(table, Shape.Verb.COUNT, where)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  boolean exists(TableSchema table, Filter where) throws SQLException {
    try (ResultSet rows = filtered(table, Shape.Verb.EXISTS, where)) {
      return rows.next();
    }
  }

  static Optional<Row> first(PreparedStatement statement, Rendered rendered) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(RowReader.of(rendered).row(rows)) : Optional.empty();
    }
  }

  private ResultSet filtered(TableSchema table, Shape.Verb verb, Filter where)
      throws SQLException {
    Rendered rendered =
        TableStatements.of(dialect, table).statement(new Shape.Filtered(verb, where));
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    new ParameterBinder(statement, rendered).filter(where);
    return statement.executeQuery();
  }

  private Rendered select(TableSchema table, Query query, Shape.Page page) {
    return TableStatements.of(dialect, table).statement(Shape.Select.of(query, page));
  }

  private static void bind(PreparedStatement statement, Rendered rendered, Query query,
      Shape.Page page, long limit) throws SQLException {
    var binder = new ParameterBinder(statement, rendered);
    binder.filter(query.where());
    binder.page(query, page, limit);
  }
}
