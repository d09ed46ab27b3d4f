package dev.plinth.postgres;

import dev.plinth.data.Json;
import dev.plinth.jdbc.ArrayCodec;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Many values of a column as one array. */
final class PostgresArrays implements ArrayCodec {
  private final String elementType;
  private final Function<Object, @Nullable Object> element;
  private final Function<Integer, @Nullable Object[]> made;

  private PostgresArrays(String elementType, Function<Object, @Nullable Object> element,
      Function<Integer, @Nullable Object[]> made) {
    this.elementType = elementType;
    this.element = element;
    this.made = made;
  }

  private static PostgresArrays of(String elementType, Function<Object, @Nullable Object> element) {
    return new PostgresArrays(elementType, element, String[]::new);
  }

  /** The arrays of a column; null for a type that has none here, such as lists, which arrays would flatten. */
  static @Nullable ArrayCodec of(ColumnDescription column) {
    PortableType type = column.type();
    String name = column.nativeType().toLowerCase(Locale.ROOT);
    return type == null ? null : switch (type) {
      case LONG -> new PostgresArrays("int8", value -> value, Long[]::new);
      case DOUBLE -> name.equals("real")
          ? null
          : new PostgresArrays("float8", value -> value, Double[]::new);
      case BOOLEAN -> new PostgresArrays("bool", value -> value, Boolean[]::new);
      case TEXT -> text(name);
      case DECIMAL -> decimal(DecimalShape.ofType(name));
      case UUID, DATE -> of(type == PortableType.UUID ? "uuid" : "date", Object::toString);
      case INSTANT -> name.contains("without time zone")
          ? of("timestamp",
              value -> LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC).toString())
          : of("timestamptz", Object::toString);
      case BYTES -> new PostgresArrays("bytea", value -> value, byte[][]::new);
      case JSON -> of(name.equals("jsonb") ? "jsonb" : "json", value -> ((Json) value).text());
      case TEXT_LIST -> null;
    };
  }

  private static @Nullable ArrayCodec text(String name) {
    if (name.startsWith("character(") || name.equals("name")) {
      return null;
    }
    int most = name.contains("var") ? DecimalShape.ofType(name).precision() : 0;
    return of("text", most == 0 ? value -> value : value -> Codecs.within(most, (String) value));
  }

  private static ArrayCodec decimal(DecimalShape shape) {
    return of("numeric", value -> shape.fit((BigDecimal) value).toString());
  }

  @Override
  public String type() {
    return elementType + "[]";
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object[] values)
      throws SQLException {
    @Nullable
    Object[] elements = made.apply(values.length);
    for (int i = 0; i < elements.length; i++) {
      Object value = values[i];
      elements[i] = value == null ? null : element.apply(value);
    }
    statement.setArray(index, statement.getConnection().createArrayOf(elementType, elements));
  }
}
