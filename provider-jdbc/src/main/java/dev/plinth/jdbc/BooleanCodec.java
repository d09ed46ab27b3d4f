package dev.plinth.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Truth values, of servers that have them. */
final class BooleanCodec implements ValueCodec {
  @Override
  public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    statement.setBoolean(index, (Boolean) value);
  }

  @Override
  public @Nullable Object read(ResultSet rows, int index) throws SQLException {
    boolean value = rows.getBoolean(index);
    return (!value && rows.wasNull()) ? null : value;
  }

  @Override
  public String literal(Object value) {
    return (Boolean) value ? "TRUE" : "FALSE";
  }
}
