package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Codecs on which the drivers agree. */
public final class Codecs {
  /** Whole numbers. */
  public static final ValueCodec LONG = new LongCodec();
  /** Floating-point numbers. */
  public static final ValueCodec DOUBLE = new DoubleCodec();
  /** Exact decimals, of a type that is one. */
  public static final ValueCodec DECIMAL = new DecimalCodec(DecimalShape.ANY);
  /** Truth values, of servers that have them. */
  public static final ValueCodec BOOLEAN = new BooleanCodec();
  /** Text. */
  public static final ValueCodec TEXT = new TextCodec();
  /** Bytes. */
  public static final ValueCodec BYTES = new BytesCodec();
  /** A sum of whole numbers, which servers compute as a decimal: a Long where it fits. It is only read. */
  public static final ValueCodec WHOLE_SUM = new WholeSum();

  private Codecs() {}

  /**
   * Text of at most so many characters, 0 for any number: a longer one fails, also where the backend would
   * cut off what it takes for unimportant.
   */
  public static ValueCodec text(int maxLength) {
    return maxLength == 0
        ? TEXT
        : asText(String.class, text -> within(maxLength, text), text -> text);
  }

  /** The text, where it has at most so many characters; 0 for any number of them. */
  public static String within(int maxLength, String text) {
    if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
      throw new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
          "a text does not fit into its column, which takes " + maxLength + " characters");
    }
    return text;
  }

  /** Exact decimals of a shape, of a type that is one. */
  public static ValueCodec decimal(DecimalShape shape) {
    return shape.precision() == 0 ? DECIMAL : new DecimalCodec(shape);
  }

  /** Values kept as text. A text that is no such value, or that {@code read} refuses, is read as it is. */
  public static <T> ValueCodec asText(Class<T> type, Function<T, String> write,
      Function<String, Object> read) {
    return new AsTextCodec<>(type, write, read);
  }

  /** A text literal of the standard. */
  public static String quotedText(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static final class LongCodec implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setLong(index, (Long) value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      long value = rows.getLong(index);
      return value == 0 && rows.wasNull() ? null : value;
    }

    @Override
    public String literal(Object value) {
      return value.toString();
    }
  }

  private static final class DoubleCodec implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setDouble(index, (Double) value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      double value = rows.getDouble(index);
      return value == 0 && rows.wasNull() ? null : value;
    }

    @Override
    public String literal(Object value) {
      return value.toString();
    }
  }

  private static final class DecimalCodec implements ValueCodec {
    private final DecimalShape shape;

    DecimalCodec(DecimalShape shape) {
      this.shape = shape;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setBigDecimal(index, shape.fit((BigDecimal) value));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getBigDecimal(index);
    }

    @Override
    public String literal(Object value) {
      return ((BigDecimal) value).toPlainString();
    }
  }

  private static final class TextCodec implements ValueCodec {
    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setString(index, (String) value);
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      return rows.getString(index);
    }

    @Override
    public String literal(Object value) {
      return quotedText((String) value);
    }
  }

  private static final class BytesCodec implements ValueCodec {
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
      return "X'" + HexFormat.of().formatHex((byte[]) value) + "'";
    }
  }

  private static final class AsTextCodec<T> implements ValueCodec {
    private final Class<T> type;
    private final Function<T, String> write;
    private final Function<String, Object> read;

    AsTextCodec(Class<T> type, Function<T, String> write, Function<String, Object> read) {
      this.type = type;
      this.write = write;
      this.read = read;
    }

    @Override
    public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
      statement.setString(index, write.apply(type.cast(value)));
    }

    @Override
    public @Nullable Object read(ResultSet rows, int index) throws SQLException {
      String text = rows.getString(index);
      if (text == null) {
        return null;
      }
      try {
        return read.apply(text);
      } catch (IllegalArgumentException | DateTimeException | DatabaseException other) {
        return text;
      }
    }

    @Override
    public String literal(Object value) {
      return quotedText(write.apply(type.cast(value)));
    }
  }
}
