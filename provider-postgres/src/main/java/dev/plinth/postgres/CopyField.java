package dev.plinth.postgres;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteConverter;

/** How the values of a column are written in the binary format of COPY: as the server itself keeps them. */
@FunctionalInterface
interface CopyField {
  /** From 1970 to 2000, from when PostgreSQL counts. */
  long EPOCH_SECONDS = 946_684_800;
  /** The same in days. */
  int EPOCH_DAYS = 10_957;
  /** The number of the type {@code text}. */
  int TEXT_OID = 25;
  /** The number of the type {@code varchar}. */
  int VARCHAR_OID = 1043;

  /** Adds a value, its length in front. */
  void add(CopyBuffer out, Object value);

  /** The field of a column; null for a type whose binary form is not known here. */
  static @Nullable CopyField of(ColumnDescription column) {
    PortableType type = column.type();
    String name = column.nativeType().toLowerCase(Locale.ROOT);
    return type == null || column.generated() ? null : switch (type) {
      case BOOLEAN -> name.equals("boolean") ? CopyField::flag : null;
      case LONG -> whole(name);
      case DOUBLE -> name.equals("double precision") ? CopyField::floating : null;
      case DECIMAL -> name.startsWith("numeric") ? decimal(DecimalShape.ofType(name)) : null;
      case TEXT -> text(name);
      case UUID -> name.equals("uuid") ? CopyField::uuid : null;
      case INSTANT -> name.equals("timestamp with time zone") ? CopyField::instant : null;
      case DATE -> name.equals("date") ? CopyField::date : null;
      case BYTES -> name.equals("bytea") ? (out, value) -> out.addField((byte[]) value) : null;
      case JSON -> name.equals("jsonb") ? CopyField::json : null;
      case TEXT_LIST -> texts(name);
    };
  }

  private static @Nullable CopyField whole(String name) {
    return switch (name) {
      case "bigint" -> (out, value) -> {
        out.addInt(Long.BYTES);
        out.addLong((Long) value);
      };
      case "integer" -> (out, value) -> {
        out.addInt(Integer.BYTES);
        out.addInt((int) within((Long) value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      };
      case "smallint" -> (out, value) -> {
        out.addInt(Short.BYTES);
        out.addShort((int) within((Long) value, Short.MIN_VALUE, Short.MAX_VALUE));
      };
      default -> null;
    };
  }

  private static long within(long value, long least, long greatest) {
    if (value < least || value > greatest) {
      throw new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
          "a whole number does not fit into its column");
    }
    return value;
  }

  private static @Nullable CopyField text(String name) {
    if (!name.equals("text") && !name.startsWith("character varying")) {
      return null;
    }
    int most = DecimalShape.ofType(name).precision();
    return (out, value) -> out.addField(
        (most == 0 ? (String) value : Codecs.within(most, (String) value))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable CopyField texts(String name) {
    return switch (name) {
      case "text[]" -> (out, value) -> texts(out, TEXT_OID, (List<?>) value);
      case "character varying[]" -> (out, value) -> texts(out, VARCHAR_OID, (List<?>) value);
      default -> null;
    };
  }

  private static void texts(CopyBuffer out, int elementType, List<?> values) {
    int start = out.begin();
    out.addInt(values.isEmpty() ? 0 : 1);
    out.addInt(0);
    out.addInt(elementType);
    if (!values.isEmpty()) {
      out.addInt(values.size());
      out.addInt(1);
    }
    for (Object value : values) {
      out.addField(((String) value).getBytes(StandardCharsets.UTF_8));
    }
    out.end(start);
  }

  private static void flag(CopyBuffer out, Object value) {
    out.addInt(1);
    out.add((byte) ((Boolean) value ? 1 : 0));
  }

  private static void floating(CopyBuffer out, Object value) {
    out.addInt(Double.BYTES);
    out.addLong(Double.doubleToLongBits((Double) value));
  }

  private static CopyField decimal(DecimalShape shape) {
    return (out, value) -> out.addField(ByteConverter.numeric(shape.fit((BigDecimal) value)));
  }

  private static void uuid(CopyBuffer out, Object value) {
    var id = (UUID) value;
    out.addInt(2 * Long.BYTES);
    out.addLong(id.getMostSignificantBits());
    out.addLong(id.getLeastSignificantBits());
  }

  private static void instant(CopyBuffer out, Object value) {
    var instant = (Instant) value;
    out.addInt(Long.BYTES);
    out.addLong(
        (instant.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + instant.getNano() / 1_000);
  }

  private static void date(CopyBuffer out, Object value) {
    out.addInt(Integer.BYTES);
    out.addInt((int) ((LocalDate) value).toEpochDay() - EPOCH_DAYS);
  }

  /** Behind the number of the format's version. */
  private static void json(CopyBuffer out, Object value) {
    int start = out.begin();
    out.add((byte) 1);
    out.addAll(((Json) value).text().getBytes(StandardCharsets.UTF_8));
    out.end(start);
  }
}
