package dev.plinth.mysql;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;

/** Lines of LOAD DATA on their way to the server: UTF-8, fields behind tabs, a backslash before what would end one. */
final class LoadBuffer {
  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B',
      'C', 'D', 'E', 'F'};
  private static final int LONGEST_ESCAPE = 4;

  private byte[] bytes;
  private int length;

  LoadBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void copyTo(byte[] target, int offset, int from, int count) {
    System.arraycopy(bytes, from, target, offset, count);
  }

  void tab() {
    reserve(1);
    put('\t');
  }

  void endOfLine() {
    reserve(1);
    put('\n');
  }

  void none() {
    reserve(2);
    put('\\');
    put('N');
  }

  /** Digits, signs and the like, of which nothing needs to be escaped. */
  void plain(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  void text(String text) {
    reserve(LONGEST_ESCAPE * text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += beyondAscii(text, i);
        continue;
      }
      switch (c) {
        case '\\' -> escaped('\\');
        case '\t' -> escaped('t');
        case '\n' -> escaped('n');
        case '\0' -> escaped('0');
        default -> put(c);
      }
    }
  }

  private void escaped(char c) {
    put('\\');
    put(c);
  }

  /** How many more characters of the text it took. Half a character is written as a question mark. */
  private int beyondAscii(String text, int position) {
    int point = text.codePointAt(position);
    if (point < 0x800) {
      put(0xc0 | (point >> 6));
    } else if (point < 0x10000) {
      if (Character.isSurrogate((char) point)) {
        put('?');
        return 0;
      }
      put(0xe0 | (point >> 12));
      put(0x80 | ((point >> 6) & 0x3f));
    } else {
      put(0xf0 | (point >> 18));
      put(0x80 | ((point >> 12) & 0x3f));
      put(0x80 | ((point >> 6) & 0x3f));
    }
    put(0x80 | (point & 0x3f));
    return Character.charCount(point) - 1;
  }

  void hex(byte[] values) {
    reserve(Math.multiplyExact(2, values.length));
    for (byte value : values) {
      bytes[length++] = HEX[(value >> 4) & 0xf];
      bytes[length++] = HEX[value & 0xf];
    }
  }

  void date(LocalDate date) {
    digits(date.getYear(), 4);
    plain("-");
    digits(date.getMonthValue(), 2);
    plain("-");
    digits(date.getDayOfMonth(), 2);
  }

  void dateTime(LocalDateTime time) {
    date(time.toLocalDate());
    plain(" ");
    digits(time.getHour(), 2);
    plain(":");
    digits(time.getMinute(), 2);
    plain(":");
    digits(time.getSecond(), 2);
    plain(".");
    digits(time.getNano() / 1_000, 6);
  }

  private void digits(int number, int count) {
    reserve(count);
    int rest = number;
    for (int i = count - 1; i >= 0; i--) {
      bytes[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }

  private void put(int value) {
    bytes[length++] = (byte) value;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
