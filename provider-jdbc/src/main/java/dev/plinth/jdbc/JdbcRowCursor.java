package dev.plinth.jdbc;

import dev.plinth.data.Row;
import dev.plinth.support.engine.RowCursor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** An open result with a statement of its own. */
final class JdbcRowCursor implements RowCursor {
  private final Dialect dialect;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private final RowReader reader;
  private boolean ended;
  private boolean closed;

  JdbcRowCursor(Dialect dialect, PreparedStatement statement, ResultSet rows, RowReader reader) {
    this.dialect = dialect;
    this.statement = statement;
    this.rows = rows;
    this.reader = reader;
  }

  /** How a cursor is opened. */
  interface Opening {
    JdbcRowCursor open() throws SQLException;
  }

  /** Opens a cursor; closes its statement if that fails. */
  static JdbcRowCursor open(PreparedStatement statement, Opening opening) throws SQLException {
    try {
      return opening.open();
    } catch (SQLException | RuntimeException failure) {
      try (statement) {
        throw failure;
      }
    }
  }

  @Override
  public List<Row> next(int maxRows) {
    var list = new ArrayList<Row>(Math.min(maxRows, 256));
    try {
      while (!ended && list.size() < maxRows) {
        if (rows.next()) {
          list.add(reader.row(rows));
        } else {
          ended = true;
        }
      }
      return list;
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    ended = true;
    closed = true;
    try {
      statement.close();
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }
}
