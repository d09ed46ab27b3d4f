package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259), equal by value: the order of an object's members and the way a number is
 * written do not count.
 */
public final class Json {
  private final String text;
  private volatile @Nullable Parsed parsed;

  private record Parsed(@Nullable Object value) {}

  private Json(String text, @Nullable Parsed parsed) {
    this.text = text;
    this.parsed = parsed;
  }

  /** Parses a text. Fails with {@link ErrorCode#INVALID_ARGUMENT} and the position where it is not JSON. */
  public static Json parse(String text) {
    return new Json(text, new Parsed(JsonParser.parse(text)));
  }

  /** A text that a backend checked already; parsed when its value is asked for. */
  public static Json trusted(String text) {
    return new Json(text, null);
  }

  /**
   * The JSON of a tree of maps with string keys, lists, strings, numbers, booleans and null; rows
   * are objects, and other portable values become strings.
   */
  public static Json of(@Nullable Object tree) {
    String text = JsonWriter.write(tree);
    return new Json(text, null);
  }

  /** The text, as given or as written. */
  public String text() {
    return text;
  }

  /**
   * The tree: unmodifiable maps and lists, String, Boolean, Long, BigDecimal for other numbers, and
   * null for JSON's null.
   */
  public @Nullable Object value() {
    Parsed known = parsed;
    if (known == null) {
      known = new Parsed(JsonParser.parse(text));
      parsed = known;
    }
    return known.value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Json that
        && (text.equals(that.text) || Objects.equals(value(), that.value()));
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value());
  }

  /** How long it is: values do not belong into logs. */
  @Override
  public String toString() {
    return "Json[" + text.length() + " characters]";
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
