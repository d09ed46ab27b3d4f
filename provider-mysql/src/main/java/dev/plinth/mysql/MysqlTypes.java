package dev.plinth.mysql;

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
import java.sql.Types;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The family's types for the portable ones, and back. */
final class MysqlTypes implements TypeMapping {
  /** Stands in the comment of a column of JSON that holds a list of texts. */
  static final String TEXT_LIST_COMMENT = "plinth:text_list";

  /** The same of one that MariaDB keeps as text. */
  static final String JSON_COMMENT = "plinth:json";

  /** A column of any length that is part of a key: so many characters InnoDB takes for one. */
  static final int KEY_CHARACTERS = 255;
  /** Longer texts stand outside of the row, whose size is bounded. */
  private static final int LONGEST_VARCHAR = 4_000;

  private static final DecimalShape WIDEST = new DecimalShape(65, 30);

  private static final Set<String> UNBOUNDED = Set.of("tinytext", "text", "mediumtext", "longtext",
      "tinyblob", "blob", "mediumblob", "longblob");

  private final ServerFacts facts;

  MysqlTypes(ServerFacts facts) {
    this.facts = facts;
  }

  /** Whether a text of so many characters is kept outside of the row. */
  static boolean isLong(int maxLength) {
    return maxLength > LONGEST_VARCHAR;
  }

  /** Whether an index can hold only the beginning of such a column. */
  static boolean isUnbounded(String nativeType) {
    return UNBOUNDED.contains(word(nativeType));
  }

  /** The portable type of a column as the catalog writes it; null for none. */
  static @Nullable PortableType portable(String nativeType, String comment, boolean json) {
    boolean text = nativeType.equals("longtext");
    if (comment.equals(TEXT_LIST_COMMENT) && (text || nativeType.equals("json"))) {
      return PortableType.TEXT_LIST;
    }
    if (json || nativeType.equals("json") || (text && comment.equals(JSON_COMMENT))) {
      return PortableType.JSON;
    }
    return switch (word(nativeType)) {
      case "tinyint" ->
          nativeType.startsWith("tinyint(1)") ? PortableType.BOOLEAN : PortableType.LONG;
      case "bit" -> nativeType.equals("bit(1)") ? PortableType.BOOLEAN : null;
      case "bigint" ->
          nativeType.contains("unsigned") ? PortableType.DECIMAL : PortableType.LONG;
      case "smallint", "mediumint", "int", "integer", "year" -> PortableType.LONG;
      case "double", "float", "real" -> PortableType.DOUBLE;
      case "decimal", "numeric" -> PortableType.DECIMAL;
      case "char" -> nativeType.equals("char(36)") ? PortableType.UUID : PortableType.TEXT;
      case "uuid" -> PortableType.UUID;
      case "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set" ->
          PortableType.TEXT;
      case "datetime", "timestamp" -> PortableType.INSTANT;
      case "date" -> PortableType.DATE;
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
          PortableType.BYTES;
      default -> null;
    };
  }

  private static String word(String nativeType) {
    int end = 0;
    while (end < nativeType.length() && Character.isLetter(nativeType.charAt(end))) {
      end++;
    }
    return nativeType.substring(0, end).toLowerCase(Locale.ROOT);
  }

  @Override
  public String columnType(ColumnDefinition column) {
    return switch (column.type()) {
      case BOOLEAN -> "TINYINT(1)";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case DECIMAL -> column.precision() == 0
          ? "DECIMAL(" + WIDEST.precision() + ", " + WIDEST.scale() + ")"
          : "DECIMAL(" + column.precision() + ", " + column.scale() + ")";
      case TEXT -> column.maxLength() == 0 || isLong(column.maxLength())
          ? collated("LONGTEXT")
          : collated("VARCHAR(" + column.maxLength() + ")");
      case UUID -> collated("CHAR(36)");
      case INSTANT -> "DATETIME(6)";
      case DATE -> "DATE";
      case BYTES -> "LONGBLOB";
      case JSON -> facts.isMariaDb() ? document(JSON_COMMENT) : "JSON";
      case TEXT_LIST -> facts.isMariaDb()
          ? document(TEXT_LIST_COMMENT)
          : "JSON COMMENT '" + TEXT_LIST_COMMENT + "'";
    };
  }

  /** In a key, which takes no text or bytes of any length. */
  @Override
  public String keyColumnType(ColumnDefinition column) {
    if (column.maxLength() == 0 && column.type() == PortableType.TEXT) {
      return collated("VARCHAR(" + KEY_CHARACTERS + ")");
    }
    return column.type() == PortableType.BYTES
        ? "VARBINARY(" + KEY_CHARACTERS + ")"
        : columnType(column);
  }

  /** MariaDB's JSON is a text with a check that refuses what is nested more than 32 levels deep. */
  private String document(String comment) {
    return collated("LONGTEXT") + " COMMENT '" + comment + "'";
  }

  private String collated(String type) {
    return type + " CHARACTER SET utf8mb4 COLLATE " + facts.collation();
  }

  @Override
  public ValueCodec codec(PortableType type) {
    return codecs().of(type);
  }

  private MysqlCodecs codecs() {
    return facts.isMariaDb() ? MysqlCodecs.MARIADB : MysqlCodecs.MYSQL;
  }

  @Override
  public ValueCodec codec(ColumnDescription column) {
    PortableType type = column.type();
    if (type == null) {
      return MysqlCodecs.ANY;
    }
    String name = column.nativeType().toLowerCase(Locale.ROOT);
    return switch (type) {
      case TEXT -> name.startsWith("varchar") || name.startsWith("char")
          ? MysqlCodecs.text(DecimalShape.ofType(name).precision())
          : MysqlCodecs.TEXT;
      case DECIMAL -> name.startsWith("bigint")
          ? MysqlCodecs.decimal(new DecimalShape(20, 0))
          : MysqlCodecs.decimal(DecimalShape.ofType(name));
      case DOUBLE -> name.startsWith("float") ? MysqlCodecs.REAL : Codecs.DOUBLE;
      default -> codec(type);
    };
  }

  /** Whether two values of a column are equal for the server exactly where they are equal in Java. */
  static boolean isExact(ColumnDescription column) {
    String collation = column.collation();
    return Batching.isExact(column) && (collation == null || collation.equals("utf8mb4_0900_bin")
        || collation.equals("utf8mb4_nopad_bin"));
  }

  /** By the type alone: the drivers name types in different ways. */
  @Override
  public ValueCodec resultCodec(ResultSetMetaData columns, int index) throws SQLException {
    String name = columns.getColumnTypeName(index).toUpperCase(Locale.ROOT);
    if (name.equals("JSON")) {
      return codec(PortableType.JSON);
    }
    return switch (columns.getColumnType(index)) {
      case Types.BIT, Types.BOOLEAN ->
          columns.getPrecision(index) > 1 ? Codecs.BYTES : codec(PortableType.BOOLEAN);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Codecs.LONG;
      case Types.BIGINT -> name.contains("UNSIGNED") ? Codecs.DECIMAL : Codecs.LONG;
      case Types.REAL, Types.FLOAT -> name.startsWith("DOUBLE") ? Codecs.DOUBLE : MysqlCodecs.REAL;
      case Types.DOUBLE -> Codecs.DOUBLE;
      case Types.DECIMAL, Types.NUMERIC -> Codecs.DECIMAL;
      case Types.TIMESTAMP -> codec(PortableType.INSTANT);
      case Types.DATE -> name.startsWith("YEAR") ? Codecs.LONG : codec(PortableType.DATE);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Codecs.BYTES;
      default -> MysqlCodecs.ANY;
    };
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      MysqlCodecs.ANY.bindNull(statement, index);
    } else {
      MysqlCodecs.ANY.bind(statement, index, value);
    }
  }
}
