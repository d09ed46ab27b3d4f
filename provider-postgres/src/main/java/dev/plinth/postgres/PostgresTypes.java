package dev.plinth.postgres;

import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.jdbc.TypeMapping;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.pooled.Batching;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's types for the portable ones, and back by its own short names. */
final class PostgresTypes implements TypeMapping {

  /** By the name in {@code pg_type}; of a domain, by that of what it is made of. */
  private static final Map<String, PortableType> TYPES = Map.ofEntries(
      Map.entry("bool", PortableType.BOOLEAN), Map.entry("int8", PortableType.LONG),
      Map.entry("int4", PortableType.LONG), Map.entry("int2", PortableType.LONG),
      Map.entry("serial", PortableType.LONG), Map.entry("bigserial", PortableType.LONG),
      Map.entry("smallserial", PortableType.LONG), Map.entry("float8", PortableType.DOUBLE),
      Map.entry("float4", PortableType.DOUBLE), Map.entry("numeric", PortableType.DECIMAL),
      Map.entry("text", PortableType.TEXT), Map.entry("varchar", PortableType.TEXT),
      Map.entry("bpchar", PortableType.TEXT), Map.entry("name", PortableType.TEXT),
      Map.entry("uuid", PortableType.UUID), Map.entry("timestamptz", PortableType.INSTANT),
      Map.entry("timestamp", PortableType.INSTANT), Map.entry("date", PortableType.DATE),
      Map.entry("bytea", PortableType.BYTES), Map.entry("jsonb", PortableType.JSON),
      Map.entry("json", PortableType.JSON), Map.entry("_text", PortableType.TEXT_LIST),
      Map.entry("_varchar", PortableType.TEXT_LIST));

  /** The portable type for the name of one in the catalog; null for none. */
  static @Nullable PortableType portable(String typeName) {
    return TYPES.get(typeName);
  }

  @Override
  public String columnType(ColumnDefinition column) {
    return switch (column.type()) {
      case BOOLEAN -> "BOOLEAN";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE PRECISION";
      case DECIMAL -> column.precision() == 0
          ? "NUMERIC"
          : "NUMERIC(" + column.precision() + ", " + column.scale() + ")";
      case TEXT -> (column.maxLength() == 0 ? "TEXT" : "VARCHAR(" + column.maxLength() + ")")
          + " COLLATE \"C\"";
      case UUID -> "UUID";
      case INSTANT -> "TIMESTAMPTZ";
      case DATE -> "DATE";
      case BYTES -> "BYTEA";
      case JSON -> "JSONB";
      case TEXT_LIST -> "TEXT[]";
    };
  }

  @Override
  public ValueCodec codec(PortableType type) {
    return PostgresCodecs.of(type);
  }

  @Override
  public ValueCodec codec(ColumnDescription column) {
    PortableType type = column.type();
    if (type == null) {
      return PostgresCodecs.ANY;
    }
    String name = column.nativeType().toLowerCase(Locale.ROOT);
    return switch (type) {
      case TEXT ->
          name.contains("var") ? Codecs.text(DecimalShape.ofType(name).precision()) : Codecs.TEXT;
      case DECIMAL -> Codecs.decimal(DecimalShape.ofType(name));
      case DOUBLE -> name.equals("real") ? PostgresCodecs.REAL : Codecs.DOUBLE;
      case INSTANT -> name.contains("without time zone")
          ? PostgresCodecs.LOCAL_INSTANT
          : codec(type);
      default -> codec(type);
    };
  }

  /** Whether two values of a column are equal for the server exactly where they are equal in Java. */
  static boolean isExact(ColumnDescription column) {
    String collation = column.collation();
    return Batching.isExact(column) && !column.nativeType().startsWith("character(")
        && (collation == null || !collation.endsWith(PostgresCatalog.NONDETERMINISTIC));
  }

  @Override
  public ValueCodec resultCodec(ResultSetMetaData columns, int index) throws SQLException {
    String name = columns.getColumnTypeName(index);
    PortableType type = portable(name);
    if (type == null) {
      return PostgresCodecs.ANY;
    }
    return switch (name) {
      case "float4" -> PostgresCodecs.REAL;
      case "timestamp" -> PostgresCodecs.LOCAL_INSTANT;
      default -> codec(type);
    };
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      PostgresCodecs.ANY.bindNull(statement, index);
    } else {
      PostgresCodecs.ANY.bind(statement, index, value);
    }
  }
}
