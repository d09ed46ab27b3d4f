package dev.plinth.parity;

import dev.plinth.data.Json;
import dev.plinth.schema.PortableType;
import dev.plinth.testkit.PortableSamples;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The samples of the suite, what is large, and what no backend may take. */
final class EdgeValues {
  private static final int MEBIBYTE = 1 << 20;

  private EdgeValues() {}

  static List<Object> of(PortableType type) {
    var values = new ArrayList<>(PortableSamples.of(type));
    values.addAll(further(type));
    return values;
  }

  private static List<?> further(PortableType type) {
    return switch (type) {
      case BOOLEAN, UUID -> List.of("neither");
      case LONG -> List.of(1.5, BigInteger.TWO.pow(63), BigInteger.TWO.pow(63).negate(), "1", 2.0,
          new BigDecimal("3.00"));
      case DOUBLE -> List.of(-0.0, Double.MIN_NORMAL, Math.nextUp(1.0), 0.1 + 0.2, Double.NaN,
          Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 7L, new BigDecimal("0.25"));
      case DECIMAL -> List.of(new BigDecimal("1.10"), new BigDecimal("1.1"),
          new BigDecimal("-9999999999999999999999999999999999"),
          new BigDecimal("0.1234567890123456789012345678"), 5L, 0.5, Double.NaN);
      case TEXT -> List.of("\uD83D\uDE00".repeat(MEBIBYTE / 4), "x".repeat(MEBIBYTE), "a\0b",
          "half \uD83D", "ﬃ", "ß", "ẞ", "İ", "ı", "\uFEFFa", "a\u200Db", "\n", "\\N", "\\");
      case INSTANT -> List.of(Instant.parse("2026-05-05T05:05:05.123999999Z"),
          Instant.parse("1969-12-31T23:59:59.998Z"), Instant.parse("-0043-03-15T12:00:00Z"),
          Instant.parse("0000-12-31T23:59:59.999Z"), Instant.parse("+10000-01-01T00:00:00Z"),
          Instant.MIN, Instant.MAX, LocalDate.of(2026, 5, 5), "2026-05-05T05:05:06Z", "yesterday");
      case DATE -> List.of(LocalDate.of(-43, 3, 15), LocalDate.of(0, 12, 31),
          LocalDate.of(10_000, 1, 1), LocalDate.MIN, LocalDate.MAX, "2026-05-05", "2026-02-30",
          Instant.parse("2026-05-05T05:05:05Z"));
      case BYTES -> List.of(random(MEBIBYTE), new byte[MEBIBYTE], new byte[]{'\\'}, "text");
      case JSON -> List.of(Json.parse("null"), Json.parse("false"), Json.parse("0"),
          Json.parse("9223372036854775807"), Json.parse("-9223372036854775808"),
          Json.parse("1e300"), Json.parse("{\"\uD83D\uDE00\":\"\uD83D\uDE00\",\"$a\":1,\"b.c\":2}"),
          Json.parse("[".repeat(30) + "{\"a\":null}" + "]".repeat(30)),
          Json.parse("[\"" + "x".repeat(MEBIBYTE) + "\"]"));
      case TEXT_LIST -> List.of(List.of("x".repeat(MEBIBYTE), "\uD83D\uDE00"),
          Collections.nCopies(1_000, "many"), List.of("null"), List.of(" ", "\t"), "text");
    };
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
