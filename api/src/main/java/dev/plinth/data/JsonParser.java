package dev.plinth.data;

import dev.plinth.DatabaseException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** RFC 8259, strict. The last of repeated members wins. */
final class JsonParser {
  private static final int MAX_DEPTH = 500;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  /** An exponent beyond this would make a number of a gigabyte out of ten characters. */
  private static final int MAX_SCALE = 10_000;

  private final String text;
  private int at;
  private int depth;

  private JsonParser(String text) {
    this.text = text;
  }

  static @Nullable Object parse(String text) {
    var parser = new JsonParser(text);
    Object value = parser.value();
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.unexpected();
    }
    return value;
  }

  private @Nullable Object value() {
    skipSpace();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    enter();
    var members = new LinkedHashMap<String, @Nullable Object>();
    if (!closes('}')) {
      do {
        skipSpace();
        if (peek() != '"') {
          throw unexpected();
        }
        String name = string();
        skipSpace();
        expect(':');
        members.put(name, value());
      } while (another('}'));
    }
    depth--;
    return Collections.unmodifiableMap(members);
  }

  private List<@Nullable Object> array() {
    enter();
    var elements = new ArrayList<@Nullable Object>();
    if (!closes(']')) {
      do {
        elements.add(value());
      } while (another(']'));
    }
    depth--;
    return Collections.unmodifiableList(elements);
  }

  private void enter() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw Json.invalid("this JSON is nested deeper than " + MAX_DEPTH);
    }
  }

  private boolean closes(char end) {
    skipSpace();
    if (peek() == end) {
      at++;
      return true;
    }
    return false;
  }

  private boolean another(char end) {
    if (closes(end)) {
      return false;
    }
    expect(',');
    return true;
  }

  private String string() {
    at++;
    int start = at;
    while (true) {
      char c = peek();
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\') {
        return escapedString(start);
      }
      refuseControl(c);
      at++;
    }
  }

  private String escapedString(int start) {
    var out = new StringBuilder(text.substring(start, at));
    while (true) {
      char c = peek();
      at++;
      if (c == '"') {
        return out.toString();
      }
      if (c == '\\') {
        out.append(escape());
      } else {
        refuseControl(c);
        out.append(c);
      }
    }
  }

  private char escape() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> {
        at--;
        throw unexpected();
      }
    };
  }

  private char hex() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw unexpected();
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private void refuseControl(char c) {
    if (c < 0x20) {
      throw unexpected();
    }
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw unexpected();
    }
    at += word.length();
    return value;
  }

  private Object number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw unexpected();
    }
    String digits = matcher.group();
    boolean whole = matcher.group(1) == null && matcher.group(2) == null;
    at = matcher.end();
    if (whole && digits.length() < 19) {
      return Long.parseLong(digits);
    }
    return canonical(digits);
  }

  /** Equal numbers become equal objects: 1, 1.0 and 1e0 are the long 1. */
  private Object canonical(String digits) {
    BigDecimal number;
    try {
      number = new BigDecimal(digits).stripTrailingZeros();
    } catch (NumberFormatException tooLarge) {
      throw Json.invalid("a number in this JSON is out of range");
    }
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      throw Json.invalid("a number in this JSON is out of range");
    }
    if (number.scale() <= 0 && number.precision() - number.scale() < 20) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException wider) {
        return number;
      }
    }
    return number;
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw Json.invalid("this JSON ends too early, after " + text.length() + " characters");
    }
    return text.charAt(at);
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected();
    }
    at++;
  }

  private DatabaseException unexpected() {
    return Json.invalid("this is not JSON: unexpected character at position " + at);
  }
}
