package dev.plinth.sqlite;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values travel. A column may hold anything, whatever it was declared as: a value of another kind
 * is read as what it is, and the getters of a row decide.
 */
final class SqliteCodecs {
  /** For a column without a portable type, and for parameters of native statements. */
  static final ValueCodec ANY = new Any();

  private static final ValueCodec BOOLEAN = new Flag();
  private static final ValueCodec LONG = new Whole();
  private static final ValueCodec DOUBLE = new Floating();
  private static final ValueCodec UUIDS =
      Codecs.asText(UUID.class, UUID::toString, text -> uuid(text));
  private static final ValueCodec INSTANT =
      Codecs.asText(Instant.class, Instants::text, Instants::parse);
  private static final ValueCodec DATE =
      Codecs.asText(LocalDate.class, LocalDate::toString, LocalDate::parse);
  private static final ValueCodec JSON = Codecs.asText(Json.class, Json::text, Json::trusted);
  private static final ValueCodec TEXT_LIST =
      Codecs.asText(List.class, list -> Json.of(list).text(), text -> strings(text));
  private static final ValueCodec DECIMAL = decimal(DecimalShape.ANY);

  private SqliteCodecs() {}

  static ValueCodec of(PortableType type) {
    return switch (type) {
      case BOOLEAN -> BOOLEAN;
      case LONG -> LONG;
      case DOUBLE -> DOUBLE;
      case DECIMAL -> DECIMAL;
      case TEXT -> Codecs.TEXT;
      case UUID -> UUIDS;
      case INSTANT -> INSTANT;
      case DATE -> DATE;
      case BYTES -> Codecs.BYTES;
      case JSON -> JSON;
      case TEXT_LIST -> TEXT_LIST;
    };
  }

  /** Decimals of a column. */
  static ValueCodec decimal(DecimalShape shape) {
    return Codecs.asText(BigDecimal.class, value -> Decimals.text(shape, value), Decimals::parse);
  }

  /** Texts changed on the way in, for a condition on them. */
  static ValueCodec binding(Function<String, String> change) {
    return Codecs.asText(String.class, change, text -> text);
  }

  /** What texts mean that a measure computed. */
  static ValueCodec reading(Function<String, Object> meaning) {
    return Codecs.asText(String.class, text -> text, meaning);
  }

  private static UUID uuid(String text) {
    if (text.length() != 36) {
      throw new IllegalArgumentException();
    }
    return UUID.fromString(text);
  }

  private static Object strings(String text) {
    Object value = Json.trusted(text).value();
    return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
        ? list
        : text;
  }

  private static @Nullable Object portable(@Nullable Object read) {
    return read instanceof Integer number ? (Object) number.longValue() : read;
  }

  private static final class Any implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      switch (value) {
        case Boolean flag -> BOOLEAN.bind(statement, index, flag);
        case Long number -> statement.setLong(index, number);
        case Double number -> statement.setDouble(index, number);
        case BigDecimal number -> DECIMAL.bind(statement, index, number);
        case UUID id -> UUIDS.bind(statement, index, id);
        case Instant instant -> INSTANT.bind(statement, index, instant);
        case LocalDate date -> DATE.bind(statement, index, date);
        case byte[] bytes -> statement.setBytes(index, bytes);
        case Json json -> JSON.bind(statement, index, json);
        case Row row -> JSON.bind(statement, index, Json.of(row));
        case List<?> list -> TEXT_LIST.bind(statement, index, list);
        default -> statement.setString(index, value.toString());
      }
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return portable(rows.getObject(index));
    }

    @Override
    public String literal(Object value) {
      return Codecs.quotedText(value.toString());
    }
  }

  private static final class Flag implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setInt(index, (Boolean) value ? 1 : 0);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      Object read = portable(rows.getObject(index));
      return read instanceof Long number && (number == 0 || number == 1)
          ? (Object) (number == 1)
          : read;
    }

    @Override
    public String literal(Object value) {
      return (Boolean) value ? "1" : "0";
    }
  }

  private static final class Whole implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      if (value instanceof Long number) {
        statement.setLong(index, number);
      } else {
        ANY.bind(statement, index, value);
      }
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return portable(rows.getObject(index));
    }

    @Override
    public String literal(Object value) {
      return value.toString();
    }
  }

  private static final class Floating implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setDouble(index, (Double) value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      Object read = portable(rows.getObject(index));
      return read instanceof Long number ? (Object) number.doubleValue() : read;
    }

    @Override
    public String literal(Object value) {
      return value.toString();
    }
  }
}
