package dev.plinth.postgres;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.RealCodec;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** How values travel. Each is bound with its type, so that the server need not guess and a plan serves all. */
final class PostgresCodecs {
  /** For columns without a portable type and parameters of native statements: the server finds out the type of a text. */
  static final ValueCodec ANY = new Any();
  /** {@code REAL}, whose values a double shows with digits that they do not have. */
  static final ValueCodec REAL = new Real();
  /** {@code TIMESTAMP} without time zone, which is taken for UTC. */
  static final ValueCodec LOCAL_INSTANT = new LocalInstant();
  private static final ValueCodec UUIDS = new Known(UUID.class);
  private static final ValueCodec INSTANT = new Instants();
  private static final ValueCodec DATE = new Known(LocalDate.class);
  private static final ValueCodec BYTES = new Bytes();
  private static final ValueCodec JSON = new JsonCodec();
  private static final ValueCodec TEXT_LIST = new TextList();

  private PostgresCodecs() {}

  static ValueCodec of(PortableType type) {
    return switch (type) {
      case BOOLEAN -> Codecs.BOOLEAN;
      case LONG -> Codecs.LONG;
      case DOUBLE -> Codecs.DOUBLE;
      case DECIMAL -> Codecs.DECIMAL;
      case TEXT -> Codecs.TEXT;
      case UUID -> UUIDS;
      case INSTANT -> INSTANT;
      case DATE -> DATE;
      case BYTES -> BYTES;
      case JSON -> JSON;
      case TEXT_LIST -> TEXT_LIST;
    };
  }

  /** Texts as a list; the elements of an array of another type as the server writes them. */
  private static Object strings(Object[] elements) {
    @Nullable
    Object[] texts = new @Nullable Object[elements.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = elements[i] == null ? null : elements[i].toString();
    }
    return Collections.unmodifiableList(Arrays.asList(texts));
  }

  private static final class Real extends RealCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setFloat(index, ((Double) value).floatValue());
    }
  }

  /** Values that the driver knows as they are. */
  private static final class Known implements ValueCodec {
    private final Class<?> type;

    Known(Class<?> type) {
      this.type = type;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getObject(index, type);
    }

    @Override
    public String literal(Object value) {
      return "'" + value + "'";
    }
  }

  private static final class Instants implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, ((Instant) value).atOffset(ZoneOffset.UTC));
    }

    @Override
    public void bindNull(PreparedStatement statement, int index) throws SQLException {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      OffsetDateTime value = rows.getObject(index, OffsetDateTime.class);
      return value == null ? null : value.toInstant();
    }

    @Override
    public String literal(Object value) {
      return "'" + value + "'";
    }
  }

  private static final class LocalInstant implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      LocalDateTime value = rows.getObject(index, LocalDateTime.class);
      return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    @Override
    public String literal(Object value) {
      return "'" + LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC) + "'";
    }
  }

  private static final class Bytes implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setBytes(index, (byte[]) value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getBytes(index);
    }

    @Override
    public String literal(Object value) {
      return "'\\x" + HexFormat.of().formatHex((byte[]) value) + "'::bytea";
    }
  }

  /** Whether the column is {@code JSONB} or {@code JSON}, the server finds out. */
  private static final class JsonCodec implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, ((Json) value).text(), Types.OTHER);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      String text = rows.getString(index);
      return text == null ? null : Json.trusted(text);
    }

    @Override
    public String literal(Object value) {
      return Codecs.quotedText(((Json) value).text());
    }
  }

  private static final class TextList implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, ((List<?>) value).toArray(new String[0]));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      Array array = rows.getArray(index);
      if (array == null) {
        return null;
      }
      return array.getArray() instanceof Object[] elements && !(elements instanceof Object[][])
          ? strings(elements)
          : rows.getString(index);
    }

    @Override
    public String literal(Object value) {
      var elements = ((List<?>) value).stream().map(element -> Codecs.quotedText((String) element))
          .toList();
      return "ARRAY[" + String.join(", ", elements) + "]::text[]";
    }
  }

  private static final class Any implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      switch (value) {
        case String text -> statement.setObject(index, text, Types.OTHER);
        case Boolean flag -> statement.setBoolean(index, flag);
        case Long number -> statement.setLong(index, number);
        case Double number -> statement.setDouble(index, number);
        case BigDecimal number -> statement.setBigDecimal(index, number);
        case UUID id -> UUIDS.bind(statement, index, id);
        case Instant instant -> INSTANT.bind(statement, index, instant);
        case LocalDate date -> DATE.bind(statement, index, date);
        case byte[] bytes -> statement.setBytes(index, bytes);
        case Json json -> statement.setObject(index, binary(json));
        case Row row -> statement.setObject(index, binary(Json.of(row)));
        case List<?> list -> TEXT_LIST.bind(statement, index, list);
        default -> statement.setObject(index, value.toString(), Types.OTHER);
      }
    }

    private static PGobject binary(Json json) throws SQLException {
      var object = new PGobject();
      object.setType("jsonb");
      object.setValue(json.text());
      return object;
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getString(index);
    }

    @Override
    public String literal(Object value) {
      return Codecs.quotedText(value.toString());
    }
  }
}
