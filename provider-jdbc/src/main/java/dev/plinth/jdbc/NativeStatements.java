package dev.plinth.jdbc;

import dev.plinth.Limits;
import dev.plinth.data.Columns;
import dev.plinth.data.Statement;
import dev.plinth.jdbc.sql.ParsedStatement;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.WorkKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs native statements. */
final class NativeStatements {
  /** A plan may be made when it is prepared, as SQLite's is: one that is kept does not see a new index. */
  private static final Pattern EXPLAIN =
      Pattern.compile("\\s*explain\\b", Pattern.CASE_INSENSITIVE);

  private final Dialect dialect;
  private final StatementCache statements;

  NativeStatements(Dialect dialect, StatementCache statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  Found query(Statement statement, Limits limits) throws SQLException {
    ParsedStatement parsed = checked(statement);
    if (EXPLAIN.matcher(parsed.sql()).lookingAt()) {
      statements.refreshSchema();
      try (PreparedStatement prepared = statements.own(parsed.sql())) {
        return found(prepared, parsed, statement, limits);
      }
    }
    return found(statements.prepareUnbounded(parsed.sql()), parsed, statement, limits);
  }

  private Found found(PreparedStatement prepared, ParsedStatement parsed, Statement statement,
      Limits limits) throws SQLException {
    bind(prepared, parsed, statement);
    if (!prepared.execute()) {
      requireNoRead(parsed);
      return new Found(Columns.of(List.of()), List.of(), false);
    }
    try (ResultSet rows = prepared.getResultSet()) {
      return dialect.found(rows, limits);
    }
  }

  /**
   * A read has a result. MySQL Connector/J, after a statement with a cursor that failed, takes the next
   * answer for one without: the connection is given up, and the read tried again on another.
   */
  private static void requireNoRead(ParsedStatement parsed) throws SQLException {
    if (parsed.classification().kind() == WorkKind.READ) {
      throw new SQLException("a read without a result", "08S01");
    }
  }

  JdbcRowCursor open(Statement statement) throws SQLException {
    ParsedStatement parsed = checked(statement);
    PreparedStatement prepared = statements.own(parsed.sql());
    return JdbcRowCursor.open(prepared, () -> {
      bind(prepared, parsed, statement);
      ResultSet rows = prepared.executeQuery();
      return new JdbcRowCursor(dialect, prepared, rows, RowReader.of(dialect.types(), rows));
    });
  }

  long execute(Statement statement) throws SQLException {
    ParsedStatement parsed = checked(statement);
    PreparedStatement prepared = statements.prepare(parsed.sql());
    bind(prepared, parsed, statement);
    return affected(prepared, parsed);
  }

  List<Long> executeBatch(String text, List<List<?>> parameters) throws SQLException {
    var counts = new ArrayList<Long>(parameters.size());
    for (List<?> values : parameters) {
      counts.add(execute(Statement.of(text, values.toArray())));
    }
    return counts;
  }

  /** The rows that RETURNING gives are the records affected; those of a read affect nothing. */
  private static long affected(PreparedStatement prepared, ParsedStatement parsed)
      throws SQLException {
    WorkKind kind = parsed.classification().kind();
    long count = 0;
    if (prepared.execute()) {
      try (ResultSet rows = prepared.getResultSet()) {
        while (rows.next()) {
          count++;
        }
      }
    } else {
      count = prepared.getUpdateCount();
    }
    return kind == WorkKind.WRITE ? Math.max(count, 0) : 0;
  }

  private ParsedStatement checked(Statement statement) {
    ParsedStatement parsed = dialect.parse(statement.text());
    parsed.check(statement);
    return parsed;
  }

  private void bind(PreparedStatement prepared, ParsedStatement parsed, Statement statement)
      throws SQLException {
    for (int i = 0; i < parsed.parameters(); i++) {
      dialect.types().bind(prepared, i + 1, parsed.value(statement, i));
    }
  }
}
