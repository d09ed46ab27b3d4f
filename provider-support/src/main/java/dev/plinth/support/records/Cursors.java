package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Json;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The text of a cursor: base64url of a JSON array with a fingerprint of table, filter and order, and
 * then the values of the order's columns in the last row, each after a letter for its type.
 */
public final class Cursors {
  private Cursors() {}

  /** The cursor after a row. */
  public static String encode(Query query, List<Order> order, Row last) {
    var parts = new ArrayList<@Nullable Object>();
    parts.add(fingerprint(query, order));
    for (Order part : order) {
      parts.add(text(last.value(part.field()).orElse(null)));
    }
    return Base64.getUrlEncoder().withoutPadding()
        .encodeToString(Json.of(parts).text().getBytes(StandardCharsets.UTF_8));
  }

  /** The values of a cursor. Fails with {@link ErrorCode#INVALID_ARGUMENT} for one of another query. */
  public static List<@Nullable Object> decode(Query query, List<Order> order, String cursor) {
    try {
      String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (Json.parse(json).value() instanceof List<?> parts && parts.size() == order.size() + 1
          && fingerprint(query, order).equals(parts.get(0))) {
        var values = new ArrayList<@Nullable Object>();
        for (Object part : parts.subList(1, parts.size())) {
          values.add(value(part));
        }
        return values;
      }
    } catch (RuntimeException malformed) {
      throw foreign();
    }
    throw foreign();
  }

  private static DatabaseException foreign() {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT,
        "the cursor is not one of this query: table, filter and "
            + "order must be the same as on the page before; start again without a cursor");
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Long number -> "l" + number;
      case Double number -> "f" + number;
      case BigDecimal number -> "d" + number;
      case Boolean flag -> "b" + flag;
      case UUID id -> "u" + id;
      case Instant instant -> "i" + instant;
      case LocalDate date -> "a" + date;
      case byte[] bytes -> "x" + HexFormat.of().formatHex(bytes);
      case String text -> "s" + text;
      default -> throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a cursor cannot follow an order by documents or lists");
    };
  }

  private static @Nullable Object value(@Nullable Object part) {
    if (!(part instanceof String text)) {
      return null;
    }
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case 'l' -> Long.valueOf(rest);
      case 'f' -> Double.valueOf(rest);
      case 'd' -> new BigDecimal(rest);
      case 'b' -> Boolean.valueOf(rest);
      case 'u' -> UUID.fromString(rest);
      case 'i' -> Instant.parse(rest);
      case 'a' -> LocalDate.parse(rest);
      case 'x' -> HexFormat.of().parseHex(rest);
      case 's' -> rest;
      default -> throw foreign();
    };
  }

  private static String fingerprint(Query query, List<Order> order) {
    var text = new StringBuilder(query.table());
    FilterText.append(text, query.where());
    order.forEach(
        part -> text.append('\0').append(part.field()).append(part.descending() ? '-' : '+'));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** A filter as text that tells any two apart; hashed, never shown. */
  private static final class FilterText {
    static void append(StringBuilder out, Filter filter) {
      switch (filter) {
        case Filter.Comparison c ->
            out.append("\0c").append(c.field()).append('\0').append(c.comparator())
                .append(printed(c.value()));
        case Filter.Membership m -> {
          out.append("\0m").append(m.field()).append('\0').append(m.negated());
          m.values().forEach(value -> out.append('\0').append(printed(value)));
        }
        case Filter.TextSearch s ->
            out.append("\0t").append(s.field()).append('\0').append(s.match())
                .append(s.ignoreCase()).append(printed(s.text()));
        case Filter.NullCheck n ->
            out.append("\0n").append(n.field()).append('\0').append(n.negated());
        case Filter.And and -> nested(out, "&", and.filters());
        case Filter.Or or -> nested(out, "|", or.filters());
        case Filter.Not not -> nested(out, "!", List.of(not.filter()));
        case Filter.All all -> out.append("\0*");
      }
    }

    private static void nested(StringBuilder out, String sign, List<Filter> filters) {
      out.append('\0').append(sign).append('(');
      filters.forEach(filter -> append(out, filter));
      out.append(')');
    }

    private static String printed(Object value) {
      return value instanceof byte[] bytes
          ? HexFormat.of().formatHex(bytes)
          : value.getClass().getName() + value;
    }
  }
}
