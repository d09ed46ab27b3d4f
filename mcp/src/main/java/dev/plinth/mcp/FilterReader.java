package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.data.Field;
import dev.plinth.data.Filter;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.spi.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Filters in the shape of Prisma. Nothing in them is ignored: a condition that is missed widens an update. */
final class FilterReader {
  private static final int DEEPEST = 50;
  private static final List<String> OPERATORS = List.of("equals", "not", "in", "notIn", "lt", "lte",
      "gt", "gte", "contains", "startsWith", "endsWith", "isNull", "mode");

  private final Table table;

  FilterReader(Table table) {
    this.table = table;
  }

  /** The filter, or empty where the object has no condition. */
  Optional<Filter> read(Map<String, @Nullable Object> where) {
    return where.isEmpty() ? Optional.empty() : Optional.of(all(where, 0));
  }

  private Filter all(Map<String, @Nullable Object> where, int depth) {
    if (depth > DEEPEST) {
      throw Arguments.invalid("where is nested deeper than " + DEEPEST);
    }
    if (where.isEmpty()) {
      throw Arguments.invalid("where has an empty object inside AND, OR or NOT, which would mean "
          + "every record; remove it");
    }
    var filters = new ArrayList<Filter>();
    where.forEach((name, value) -> filters.add(switch (name) {
      case "AND" -> joined(Filter.And::new, several(name, value, depth));
      case "OR" -> joined(Filter.Or::new, several(name, value, depth));
      case "NOT" -> Filter.not(joined(Filter.Or::new, several(name, value, depth)));
      default -> condition(name, value, depth);
    }));
    return joined(Filter.And::new, filters);
  }

  private interface Joining {
    Filter join(List<Filter> filters);
  }

  private static Filter joined(Joining joining, List<Filter> filters) {
    return filters.size() == 1 ? filters.get(0) : joining.join(filters);
  }

  private List<Filter> several(String word, @Nullable Object value, int depth) {
    Object read = JsonValues.structured(value);
    List<?> parts = switch (read) {
      case List<?> list -> list;
      case Map<?, ?> map -> List.of(map);
      case null, default -> throw Arguments.wrong(word, "a list of objects", value);
    };
    if (parts.isEmpty()) {
      throw Arguments.invalid(word + " joins at least one condition, but its list is empty");
    }
    return parts.stream().map(part -> all(JsonValues.object(part)
        .orElseThrow(() -> Arguments.wrong("each element of " + word, "an object", part)),
        depth + 1)).toList();
  }

  private Filter condition(String column, @Nullable Object value, int depth) {
    ColumnDescription known = table.column(column);
    boolean whole = known != null && known.type() == PortableType.JSON;
    if (value instanceof Map<?, ?> map && !isValue(map)) {
      return operators(column, JsonValues.object(map).orElseThrow(), depth);
    }
    if (whole) {
      throw Arguments.invalid("the column " + column + " is JSON, which cannot be compared; "
          + "isNull is all that applies");
    }
    return equal(column, value);
  }

  /** A value in itself, typed as Extended JSON. */
  private static boolean isValue(Map<?, ?> map) {
    return map.size() == 1 && String.valueOf(map.keySet().iterator().next()).startsWith("$");
  }

  private Filter operators(String column, Map<String, @Nullable Object> operators, int depth) {
    if (depth > DEEPEST) {
      throw Arguments.invalid("where is nested deeper than " + DEEPEST);
    }
    boolean ignoreCase = ignoresCase(operators.get("mode"));
    var filters = new ArrayList<Filter>();
    operators.forEach((operator, value) -> {
      if (!operator.equals("mode")) {
        filters.add(operator(column, operator, value, ignoreCase, depth));
      }
    });
    if (filters.isEmpty()) {
      throw Arguments.invalid("the condition on " + column + " has no operator; there are "
          + String.join(", ", OPERATORS));
    }
    return joined(Filter.And::new, filters);
  }

  private static boolean ignoresCase(@Nullable Object mode) {
    return switch (mode) {
      case null -> false;
      case String text when text.equals("insensitive") -> true;
      case String text when text.equals("default") -> false;
      default -> throw Arguments.invalid("mode must be default or insensitive");
    };
  }

  private Filter operator(String column, String operator, @Nullable Object value,
      boolean ignoreCase, int depth) {
    Field field = Filter.field(column);
    return switch (operator) {
      case "equals" -> equal(column, value);
      case "not" -> not(column, value, depth);
      case "in" -> field.in(values(column, operator, value));
      case "notIn" -> field.notIn(values(column, operator, value));
      case "lt" -> field.lt(value(column, operator, value));
      case "lte" -> field.lte(value(column, operator, value));
      case "gt" -> field.gt(value(column, operator, value));
      case "gte" -> field.gte(value(column, operator, value));
      case "contains" -> search(column, operator, Filter.TextMatch.CONTAINS, value, ignoreCase);
      case "startsWith" ->
          search(column, operator, Filter.TextMatch.STARTS_WITH, value, ignoreCase);
      case "endsWith" -> search(column, operator, Filter.TextMatch.ENDS_WITH, value, ignoreCase);
      case "isNull" -> nullCheck(field, value);
      default -> throw unknown(column, operator);
    };
  }

  private DatabaseException unknown(String column, String operator) {
    return Arguments.invalid("there is no operator " + Arguments.shown(operator) + " (on " + column
        + "); there are " + Nearest.first(Arguments.shown(operator), OPERATORS));
  }

  private Filter equal(String column, @Nullable Object value) {
    Object read = ValueReader.read(table, column, value);
    return read == null ? Filter.field(column).isNull() : Filter.field(column).eq(read);
  }

  private Filter not(String column, @Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map && !isValue(map)) {
      return Filter.not(operators(column, JsonValues.object(map).orElseThrow(), depth + 1));
    }
    Object read = ValueReader.read(table, column, value);
    return read == null ? Filter.field(column).isNotNull() : Filter.field(column).notEq(read);
  }

  private Object value(String column, String operator, @Nullable Object value) {
    Object read = ValueReader.read(table, column, value);
    if (read == null) {
      throw Arguments.invalid(operator + " on " + column + " needs a value that is not null");
    }
    return read;
  }

  private List<Object> values(String column, String operator, @Nullable Object value) {
    if (!(JsonValues.structured(value) instanceof List<?> list)) {
      throw Arguments.wrong(operator + " on " + column, "a list", value);
    }
    return list.stream().map(element -> value(column, operator, element)).toList();
  }

  private static Filter search(String column, String operator, Filter.TextMatch match,
      @Nullable Object value, boolean ignoreCase) {
    if (!(value instanceof String text)) {
      throw Arguments.wrong(operator + " on " + column, "a text", value);
    }
    return new Filter.TextSearch(column, match, text, ignoreCase);
  }

  private static Filter nullCheck(Field field, @Nullable Object value) {
    return switch (value) {
      case Boolean flag -> flag ? field.isNull() : field.isNotNull();
      case null, default -> throw Arguments.wrong("isNull", "true or false", value);
    };
  }
}
