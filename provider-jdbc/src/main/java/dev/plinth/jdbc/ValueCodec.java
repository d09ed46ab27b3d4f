package dev.plinth.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How the portable values of one column travel between Java and a driver. Chosen once for a column; immutable. */
public interface ValueCodec extends ParameterCodec {
  /**
   * The parameter of a value that a column is compared with: {@code ?}, or something around it where the
   * backend would compare the text that is bound.
   */
  default String comparedParameter() {
    return "?";
  }

  /** Reads a portable value of the current row; null for null. */
  @Nullable
  Object read(ResultSet rows, int index) throws SQLException;

  /** The value as it is written in a definition: a default, or a part of a check. Never used in a query. */
  String literal(Object value);
}
