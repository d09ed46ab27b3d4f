package dev.plinth.jdbc;

import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The backend's types for the portable ones, and back. Immutable, used by many threads. */
public interface TypeMapping {
  /** The type of a column in a definition, without constraints: {@code VARCHAR(20)}. */
  String columnType(ColumnDefinition column);

  /** The same for a column of a primary, unique or foreign key, which some backends bound in length. */
  default String keyColumnType(ColumnDefinition column) {
    return columnType(column);
  }

  /** The codec of a type as {@link #columnType} makes it. */
  ValueCodec codec(PortableType type);

  /**
   * The codec of a column as it is, also one that Plinth did not make. A column without a portable
   * type is bound by the type of the value, and read as the driver answers, made portable.
   */
  ValueCodec codec(ColumnDescription column);

  /** The codec with which a column of a native result is read. */
  ValueCodec resultCodec(ResultSetMetaData columns, int index) throws SQLException;

  /** Binds a parameter of a native statement, of which only the Java type is known. */
  void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;
}
