package dev.plinth.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column travel for many records at once, as one parameter, on backends that have
 * arrays. Chosen once for a column; immutable.
 */
public interface ArrayCodec {
  /** The type of the array, to which the parameter is cast: {@code uuid[]}. */
  String type();

  /** Binds portable values of the column's type, any of which may be null. */
  void bind(PreparedStatement statement, int index, @Nullable Object[] values) throws SQLException;
}
