package dev.plinth.testkit;

import dev.plinth.data.Json;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Values of every portable type that backends are known to stumble over. */
public final class PortableSamples {
  private PortableSamples() {}

  /** The class of Java in which values of a type are read. */
  public static Class<?> javaType(PortableType type) {
    return switch (type) {
      case BOOLEAN -> Boolean.class;
      case LONG -> Long.class;
      case DOUBLE -> Double.class;
      case DECIMAL -> BigDecimal.class;
      case TEXT -> String.class;
      case UUID -> UUID.class;
      case INSTANT -> Instant.class;
      case DATE -> LocalDate.class;
      case BYTES -> byte[].class;
      case JSON -> Json.class;
      case TEXT_LIST -> List.class;
    };
  }

  /** Values of a type, no two equal. */
  public static List<Object> of(PortableType type) {
    return switch (type) {
      case BOOLEAN -> List.of(true, false);
      case LONG -> List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, 1L << 53);
      case DOUBLE -> List.of(0.0, 0.1, -1.5, 1 / 3.0, 1e15, Double.MAX_VALUE, -Double.MAX_VALUE,
          Double.MIN_VALUE, 1e-300);
      case DECIMAL -> decimals("0", "10", "9.5", "-0.1", "10.5", "0.00000001", "1E+3",
          "-12345678901234567890.123456789", "99999999999999999999.999999", "1E-30",
          "9999999999999999999999999999999999");
      case TEXT -> List.of("", " ", "a", "A", "a ", " a", "ä", "a\u0308", "it's \"quoted\" `so`",
          "100%_\\", "line\r\nbreak\ttab", "'; DROP TABLE notes; --", "NULL", "0", "日本語",
          "\uFF5E", "\uD83D\uDE00", "\u0001\u007F", ":name ? $1 {} ${x}");
      case UUID ->
          List.of(new UUID(0, 0), new UUID(0, 1), uuid("7fffffff-ffff-4fff-bfff-ffffffffffff"),
              uuid("80000000-0000-4000-8000-000000000000"),
              uuid("ffffffff-ffff-ffff-ffff-ffffffffffff"),
              uuid("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"));
      case INSTANT -> instants("1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
          "1582-10-10T12:00:00Z", "1969-12-31T23:59:59.999Z", "2026-03-29T01:30:00.123456Z",
          "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2038-01-19T03:14:08Z",
          "9999-12-31T23:59:59.999999Z", "2026-01-01T00:00:00.001Z");
      case DATE -> List.of(LocalDate.EPOCH, LocalDate.of(1, 1, 1), LocalDate.of(1582, 10, 10),
          LocalDate.of(1900, 2, 28), LocalDate.of(2024, 2, 29), LocalDate.of(9999, 12, 31));
      case BYTES -> List.of(new byte[0], new byte[]{0}, new byte[]{0, 1}, new byte[]{127},
          new byte[]{-128}, new byte[]{-1}, allBytes(), new byte[]{'a', 0, 'b'});
      case JSON -> jsons("{}", "[]", "[1,\"two\",null,{\"three\":[true,false]}]",
          "{\"b\":1,\"a\":{\"ü\":\"\\u0001\\n\\\"\",\"\":0.1},\"list\":[[],{}]}", "\"text\"",
          "1234567890123", "-0.5", "true");
      case TEXT_LIST -> List.of(List.of(), List.of("a"), List.of(""), List.of("a", "b"),
          List.of("b", "a"), List.of("x", "x"),
          List.of("a,b", "\"q\"", "{}", "NULL", "ü\uD83D\uDE00", "\\", "it's", "line\nbreak"));
    };
  }

  /** Whether values of a type can be compared with a filter's. */
  public static boolean comparable(PortableType type) {
    return type != PortableType.JSON && type != PortableType.TEXT_LIST;
  }

  /** How values of a type follow each other. */
  static Comparator<Object> order(PortableType type) {
    return switch (type) {
      case BOOLEAN -> Comparator.comparing(Boolean.class::cast);
      case LONG -> Comparator.comparing(Long.class::cast);
      case DOUBLE -> Comparator.comparing(Double.class::cast);
      case DECIMAL -> Comparator.comparing(BigDecimal.class::cast);
      case TEXT -> (left, right) -> Arrays.compare(points(left), points(right));
      // As text, and as unsigned bytes; UUID.compareTo is signed.
      case UUID -> Comparator.comparing(Object::toString);
      case INSTANT -> Comparator.comparing(Instant.class::cast);
      case DATE -> Comparator.comparing(LocalDate.class::cast);
      case BYTES -> (left, right) -> Arrays.compareUnsigned((byte[]) left, (byte[]) right);
      case JSON, TEXT_LIST -> throw new IllegalArgumentException(type + " has no order");
    };
  }

  /** Whether two values of a type are the same value. */
  public static boolean same(PortableType type, Object left, Object right) {
    return switch (type) {
      case DECIMAL -> ((BigDecimal) left).compareTo((BigDecimal) right) == 0;
      case BYTES -> Arrays.equals((byte[]) left, (byte[]) right);
      default -> left.equals(right);
    };
  }

  private static int[] points(Object text) {
    return ((String) text).codePoints().toArray();
  }

  private static UUID uuid(String text) {
    return UUID.fromString(text);
  }

  private static byte[] allBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }

  private static List<Object> decimals(String... texts) {
    return Arrays.stream(texts).<Object>map(BigDecimal::new).toList();
  }

  private static List<Object> instants(String... texts) {
    return Arrays.stream(texts).<Object>map(Instant::parse).toList();
  }

  private static List<Object> jsons(String... texts) {
    return Arrays.stream(texts).<Object>map(Json::parse).toList();
  }
}
