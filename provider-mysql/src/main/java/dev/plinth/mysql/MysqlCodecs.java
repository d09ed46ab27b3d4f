package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.jdbc.RealCodec;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How values travel. Each is read by the class that is wanted: the drivers answer with different ones. */
final class MysqlCodecs {
  /** For columns without a portable type and parameters of native statements. */
  static final ValueCodec ANY = new Any();
  /** {@code FLOAT}, whose values a double shows with digits that they do not have. */
  static final ValueCodec REAL = new Real();
  /** Texts, which in a literal escape backslashes too. */
  static final ValueCodec TEXT = new Text(0);

  static final MysqlCodecs MYSQL = new MysqlCodecs("CAST(? AS JSON)");
  static final MysqlCodecs MARIADB = new MysqlCodecs("JSON_NORMALIZE(?)");

  private static final int LAST_YEAR = 9999;
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final ValueCodec UUIDS =
      Codecs.asText(UUID.class, UUID::toString, UUID::fromString);
  private static final ValueCodec INSTANT = new Instants();
  private static final ValueCodec DATE = new Dates();
  private static final ValueCodec BYTES = new Bytes();

  private final ValueCodec json;
  private final ValueCodec textList;

  private MysqlCodecs(String placeholder) {
    this.json = new JsonCodec(placeholder);
    this.textList = new TextList(placeholder);
  }

  ValueCodec of(PortableType type) {
    return switch (type) {
      case BOOLEAN -> Codecs.BOOLEAN;
      case LONG -> Codecs.LONG;
      case DOUBLE -> Codecs.DOUBLE;
      case DECIMAL -> decimal(new DecimalShape(65, 30));
      case TEXT -> TEXT;
      case UUID -> UUIDS;
      case INSTANT -> INSTANT;
      case DATE -> DATE;
      case BYTES -> BYTES;
      case JSON -> json;
      case TEXT_LIST -> textList;
    };
  }

  /** Texts of at most so many characters; 0 for any number of them. */
  static ValueCodec text(int maxLength) {
    return maxLength == 0 ? TEXT : new Text(maxLength);
  }

  /** Decimals, read without the zeros that a column of so many digits appends. */
  static ValueCodec decimal(DecimalShape shape) {
    return new Decimal(shape);
  }

  /** In parentheses, since a default of a long text must be an expression. */
  private static String literal(String text) {
    return "('" + text.replace("\\", "\\\\").replace("'", "''") + "')";
  }

  /** In UTC, as the session is. Fails for one that does not fit a column. */
  static LocalDateTime local(Instant instant) {
    var local = LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    if (local.getYear() < 1 || local.getYear() > LAST_YEAR) {
      throw outOfRange("an instant");
    }
    return local;
  }

  /** The date, if it fits a column. */
  static LocalDate within(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
      throw outOfRange("a date");
    }
    return date;
  }

  private static DatabaseException outOfRange(String what) {
    return new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
        what + " outside of the years 1 to " + LAST_YEAR + " does not fit into its column");
  }

  private static final class Real extends RealCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setDouble(index, (Double) value);
    }
  }

  private static final class Text implements ValueCodec {
    private final int maxLength;

    Text(int maxLength) {
      this.maxLength = maxLength;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      String text = (String) value;
      statement.setString(index, maxLength == 0 ? text : Codecs.within(maxLength, text));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getString(index);
    }

    @Override
    public String literal(Object value) {
      return MysqlCodecs.literal((String) value);
    }
  }

  private static final class Decimal implements ValueCodec {
    private final DecimalShape shape;

    Decimal(DecimalShape shape) {
      this.shape = shape;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setBigDecimal(index, shape.fit((BigDecimal) value));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      BigDecimal value = rows.getBigDecimal(index);
      if (value == null || shape.scale() < 30) {
        return value;
      }
      BigDecimal stripped = value.stripTrailingZeros();
      return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    @Override
    public String literal(Object value) {
      return ((BigDecimal) value).toPlainString();
    }
  }

  /** In UTC, as the session is. */
  private static final class Instants implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, local((Instant) value));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      LocalDateTime value = rows.getObject(index, LocalDateTime.class);
      return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    @Override
    public String literal(Object value) {
      return "'" + DATE_TIME.format(local((Instant) value)) + "'";
    }
  }

  private static final class Dates implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setObject(index, within((LocalDate) value));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getObject(index, LocalDate.class);
    }

    @Override
    public String literal(Object value) {
      return "'" + value + "'";
    }
  }

  private static final class Bytes implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      Codecs.BYTES.bind(statement, index, value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getBytes(index);
    }

    @Override
    public String literal(Object value) {
      return "(" + Codecs.BYTES.literal(value) + ")";
    }
  }

  /** A parameter is made JSON by the server, so that it is compared by value. */
  private static final class JsonCodec implements ValueCodec {
    private final String placeholder;

    JsonCodec(String placeholder) {
      this.placeholder = placeholder;
    }

    @Override
    public String comparedParameter() {
      return placeholder;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setString(index, ((Json) value).text());
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      String text = rows.getString(index);
      return text == null ? null : Json.trusted(text);
    }

    @Override
    public String literal(Object value) {
      return MysqlCodecs.literal(((Json) value).text());
    }
  }

  private static final class TextList implements ValueCodec {
    private final String placeholder;

    TextList(String placeholder) {
      this.placeholder = placeholder;
    }

    @Override
    public String comparedParameter() {
      return placeholder;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setString(index, Json.of(value).text());
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      String text = rows.getString(index);
      return text == null ? null : list(text);
    }

    /** What is no list of texts, another program wrote: it is read as the JSON that it is. */
    private static Object list(String text) {
      Json json = Json.trusted(text);
      return json.value() instanceof List<?> list
          && list.stream().allMatch(String.class::isInstance)
              ? List.copyOf(list)
              : json;
    }

    @Override
    public String literal(Object value) {
      return MysqlCodecs.literal(Json.of(value).text());
    }
  }

  private static final class Any implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      switch (value) {
        case String text -> statement.setString(index, text);
        case Boolean flag -> statement.setBoolean(index, flag);
        case Long number -> statement.setLong(index, number);
        case Double number -> statement.setDouble(index, number);
        case BigDecimal number -> statement.setBigDecimal(index, number);
        case UUID id -> UUIDS.bind(statement, index, id);
        case Instant instant -> INSTANT.bind(statement, index, instant);
        case LocalDate date -> DATE.bind(statement, index, date);
        case byte[] bytes -> statement.setBytes(index, bytes);
        case Json json -> statement.setString(index, json.text());
        case Row row -> statement.setString(index, Json.of(row).text());
        case List<?> list -> statement.setString(index, Json.of(list).text());
        default -> statement.setString(index, value.toString());
      }
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getString(index);
    }

    @Override
    public String literal(Object value) {
      return MysqlCodecs.literal(value.toString());
    }
  }
}
