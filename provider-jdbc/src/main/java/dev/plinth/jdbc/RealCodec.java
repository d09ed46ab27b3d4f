package dev.plinth.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers of 32 bits: read as the shortest decimal that names one, since a double shows digits that it
 * does not have. How one is bound, for the server to compare it, differs.
 */
public abstract class RealCodec implements ValueCodec {
  @Override
  public final @Nullable Object read(ResultSet rows, int index) throws SQLException {
    float value = rows.getFloat(index);
    return value == 0 && rows.wasNull() ? null : Double.parseDouble(Float.toString(value));
  }

  @Override
  public final String literal(Object value) {
    return value.toString();
  }
}
