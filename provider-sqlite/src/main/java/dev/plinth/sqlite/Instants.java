package dev.plinth.sqlite;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Instants as text of one width, {@code 2026-01-31T23:59:59.123456Z}: its order is theirs. */
final class Instants {
  private static final int WIDTH = 27;
  private static final int MICROS = 1_000;

  private Instants() {}

  static String text(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    byte[] text = new byte[WIDTH];
    digits(text, 0, 4, time.getYear());
    text[4] = '-';
    digits(text, 5, 2, time.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, time.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, time.getHour());
    text[13] = ':';
    digits(text, 14, 2, time.getMinute());
    text[16] = ':';
    digits(text, 17, 2, time.getSecond());
    text[19] = '.';
    digits(text, 20, 6, time.getNano() / MICROS);
    text[26] = 'Z';
    return new String(text, java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** Reads that form at once, and any other of ISO 8601 as the JDK does. */
  static Instant parse(String text) {
    if (text.length() != WIDTH || text.charAt(26) != 'Z' || text.charAt(19) != '.') {
      return Instant.parse(text);
    }
    return LocalDateTime
        .of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10), number(text, 11, 13),
            number(text, 14, 16), number(text, 17, 19), number(text, 20, 26) * MICROS)
        .toInstant(ZoneOffset.UTC);
  }

  private static void digits(byte[] text, int at, int count, int number) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
