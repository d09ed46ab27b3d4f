package dev.plinth.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** How the values of one parameter travel to a driver. Immutable. */
public interface ParameterCodec {
  /** Binds a value of the parameter's type. */
  void bind(PreparedStatement statement, int index, Object value) throws SQLException;

  /** Binds null. */
  default void bindNull(PreparedStatement statement, int index) throws SQLException {
    statement.setNull(index, Types.NULL);
  }
}
