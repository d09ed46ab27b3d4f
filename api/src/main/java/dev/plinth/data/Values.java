package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The portable values: null, Boolean, Long, Double, BigDecimal, String, UUID, Instant, LocalDate,
 * byte[], {@link Json}, list of String, and {@link Row} as a document.
 */
public final class Values {
  private Values() {}

  /**
   * The portable form of a Java value: narrower numbers are widened, other instants converted, maps
   * become documents.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} for another type, for NaN and infinities, and
   * for text with U+0000 or half a surrogate pair, naming {@code name}.
   */
  public static @Nullable Object portable(String name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text(name, text);
      case Long number -> number;
      case Integer number -> (long) number;
      case Boolean flag -> flag;
      case UUID id -> id;
      case Instant instant -> instant;
      case Double number -> finite(name, number);
      case BigDecimal number -> number;
      case byte[] bytes -> bytes.clone();
      case LocalDate date -> date;
      case Json json -> json;
      case Row row -> row;
      default -> lessCommon(name, value);
    };
  }

  private static Object lessCommon(String name, Object value) {
    return switch (value) {
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Float number -> finite(name, number.doubleValue());
      case BigInteger number -> new BigDecimal(number);
      case OffsetDateTime time -> time.toInstant();
      case ZonedDateTime time -> time.toInstant();
      case Enum<?> constant -> constant.name();
      case CharSequence text -> text(name, text.toString());
      case Map<?, ?> map -> Row.ofMap(name, map);
      case List<?> list -> texts(name, list);
      default -> throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the value of " + name + " has the type "
              + value.getClass().getName()
              + "; use null, Boolean, Long, Double, BigDecimal, String, UUID, Instant, "
              + "LocalDate, byte[], Json, List<String> or Row");
    };
  }

  private static String text(String name, String text) {
    if (!isStorable(text)) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the text of " + name
          + " contains U+0000 or half a surrogate pair, which not every backend can store");
    }
    return text;
  }

  /** Half a surrogate pair would arrive as a question mark. */
  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        if (Character.isLowSurrogate(c) || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static Double finite(String name, Double number) {
    if (!Double.isFinite(number)) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the number of " + name + " is not finite");
    }
    // Not every backend keeps the sign of zero, and those that do take it for another group.
    return number + 0.0;
  }

  private static List<String> texts(String name, List<?> list) {
    var texts = new ArrayList<String>(list.size());
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the list of " + name
            + " may hold strings alone; use Json for others");
      }
      texts.add(text(name, text));
    }
    return List.copyOf(texts);
  }
}
