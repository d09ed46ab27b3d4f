package dev.plinth.sqlite;

import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.jdbc.TypeMapping;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declared types. SQLite derives from their letters how it converts what is stored, so those of
 * texts contain TEXT or CHAR, and none but that of whole numbers contains INT.
 */
final class SqliteTypes implements TypeMapping {
  private static final Pattern DECLARED =
      Pattern
          .compile("\\s*([^(]*?)\\s*(?:\\(\\s*([0-9]{1,9})\\s*(?:,\\s*([0-9]{1,9})\\s*)?\\))?\\s*");

  /** What stands in front of the parenthesis, in upper case. */
  private static final Map<String, PortableType> TYPES = Map.ofEntries(
      Map.entry("BOOLEAN", PortableType.BOOLEAN), Map.entry("BOOL", PortableType.BOOLEAN),
      Map.entry("BIGINT", PortableType.LONG), Map.entry("INTEGER", PortableType.LONG),
      Map.entry("INT", PortableType.LONG), Map.entry("SMALLINT", PortableType.LONG),
      Map.entry("TINYINT", PortableType.LONG), Map.entry("DOUBLE", PortableType.DOUBLE),
      Map.entry("DOUBLE PRECISION", PortableType.DOUBLE),
      Map.entry("REAL", PortableType.DOUBLE), Map.entry("FLOAT", PortableType.DOUBLE),
      Map.entry("DECIMAL_TEXT", PortableType.DECIMAL), Map.entry("TEXT", PortableType.TEXT),
      Map.entry("VARCHAR", PortableType.TEXT), Map.entry("CHAR", PortableType.TEXT),
      Map.entry("NVARCHAR", PortableType.TEXT), Map.entry("CLOB", PortableType.TEXT),
      Map.entry("UUID_TEXT", PortableType.UUID), Map.entry("TIMESTAMP_TEXT", PortableType.INSTANT),
      Map.entry("DATE_TEXT", PortableType.DATE), Map.entry("BLOB", PortableType.BYTES),
      Map.entry("JSON_TEXT", PortableType.JSON), Map.entry("TEXT_LIST", PortableType.TEXT_LIST));

  /**
   * A declared type.
   *
   * @param type its portable type; null where it has none
   * @param first the first number in its parenthesis, 0 for none
   * @param second the second, 0 for none
   */
  record Declared(@Nullable PortableType type, int first, int second) {}

  /** Reads a declared type. */
  static Declared declared(String nativeType) {
    Matcher matcher = DECLARED.matcher(nativeType);
    if (!matcher.matches()) {
      return new Declared(null, 0, 0);
    }
    return new Declared(TYPES.get(matcher.group(1).toUpperCase(Locale.ROOT)),
        number(matcher.group(2)), number(matcher.group(3)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  @Override
  public String columnType(ColumnDefinition column) {
    return switch (column.type()) {
      case BOOLEAN -> "BOOLEAN";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case DECIMAL -> column.precision() == 0
          ? "DECIMAL_TEXT"
          : "DECIMAL_TEXT(" + column.precision() + ", " + column.scale() + ")";
      case TEXT -> column.maxLength() == 0 ? "TEXT" : "VARCHAR(" + column.maxLength() + ")";
      case UUID -> "UUID_TEXT";
      case INSTANT -> "TIMESTAMP_TEXT";
      case DATE -> "DATE_TEXT";
      case BYTES -> "BLOB";
      case JSON -> "JSON_TEXT";
      case TEXT_LIST -> "TEXT_LIST";
    };
  }

  @Override
  public ValueCodec codec(PortableType type) {
    return SqliteCodecs.of(type);
  }

  @Override
  public ValueCodec codec(ColumnDescription column) {
    return codec(column.nativeType());
  }

  @Override
  public ValueCodec resultCodec(ResultSetMetaData columns, int index) throws SQLException {
    return codec(columns.getColumnTypeName(index));
  }

  private static ValueCodec codec(String nativeType) {
    Declared declared = declared(nativeType);
    PortableType type = declared.type();
    if (type == null) {
      return SqliteCodecs.ANY;
    }
    return switch (type) {
      case TEXT -> Codecs.text(declared.first());
      case DECIMAL -> SqliteCodecs.decimal(new DecimalShape(declared.first(), declared.second()));
      default -> SqliteCodecs.of(type);
    };
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      SqliteCodecs.ANY.bindNull(statement, index);
    } else {
      SqliteCodecs.ANY.bind(statement, index, value);
    }
  }
}
