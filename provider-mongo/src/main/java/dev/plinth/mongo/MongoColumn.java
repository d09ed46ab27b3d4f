package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A declared column: what its values must be like. The server's validator says the same; asked here first, a
 * violation has its own code.
 *
 * @param type null for a field of a collection without declared columns
 * @param required whether null is refused
 * @param maxLength the most characters of a text; 0 for unbounded
 * @param precision the most digits of a decimal; 0 for unbounded
 * @param scale of them behind the point
 * @param defaultValue where an insert does not name it; null for none
 */
record MongoColumn(String name, @Nullable PortableType type, boolean required, int maxLength,
    int precision, int scale, @Nullable BsonValue defaultValue) {
  private static final Pattern BOUNDS = Pattern.compile("[a-z]+\\((\\d+)(?:,(\\d+))?\\)");
  private static final String VALUE = "v";

  static MongoColumn of(ColumnDescription column) {
    Matcher bounds = BOUNDS.matcher(column.nativeType());
    boolean bounded = bounds.matches();
    int first = bounded ? Integer.parseInt(bounds.group(1)) : 0;
    boolean decimal = column.type() == PortableType.DECIMAL;
    int scale = bounded && decimal ? Integer.parseInt(bounds.group(2)) : 0;
    return new MongoColumn(column.name(), column.type(),
        !column.nullable() && column.type() != null,
        column.type() == PortableType.TEXT ? first : 0, decimal ? first : 0, scale,
        defaultOf(column.defaultExpression()));
  }

  /** How a default stands in a description: Extended JSON. */
  static String defaultText(BsonValue value) {
    String document = new BsonDocument(VALUE, value).toJson();
    return document.substring(document.indexOf(':') + 1, document.length() - 1).strip();
  }

  private static @Nullable BsonValue defaultOf(@Nullable String text) {
    return text == null ? null : BsonDocument.parse("{\"" + VALUE + "\":" + text + "}").get(VALUE);
  }

  /** Fails where the column may not have this value. */
  void check(String table, @Nullable Object value) {
    if (value == null) {
      if (required) {
        throw new DatabaseException(ErrorCode.NOT_NULL_VIOLATION,
            "the column " + name + " of " + table + " needs a value");
      }
    } else if (value instanceof String text && maxLength > 0
        && text.codePointCount(0, text.length()) > maxLength) {
      throw tooLarge(table, "at most " + maxLength + " characters");
    } else if (value instanceof BigDecimal number && precision > 0 && !fits(number)) {
      throw tooLarge(table, "at most " + precision + " digits, " + scale + " behind the point");
    }
  }

  private boolean fits(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= scale && plain.precision() - plain.scale() <= precision - scale;
  }

  private DatabaseException tooLarge(String table, String bound) {
    return new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
        "the column " + name + " of " + table + " takes " + bound);
  }
}
