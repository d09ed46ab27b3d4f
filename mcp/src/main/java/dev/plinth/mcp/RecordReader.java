package dev.plinth.mcp;

import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries, records and updates out of arguments. */
final class RecordReader {
  private static final List<String> CHANGES = List.of("increment", "decrement", "set", "unset");

  private final Table table;

  RecordReader(Table table) {
    this.table = table;
  }

  /** The filter of a query: every record where there is none. */
  Filter where(Arguments arguments) {
    return arguments.object("where").flatMap(where -> new FilterReader(table).read(where))
        .orElse(Filter.all());
  }

  /** The filter of a change: every record only where {@code all} says so. */
  Filter target(Arguments arguments) {
    boolean all = arguments.flag("all").orElse(false);
    Filter where = where(arguments);
    if (where instanceof Filter.All && !all) {
      throw Arguments.invalid("a change without where would concern every record of "
          + table.name() + "; give a condition, or \"all\": true if every record is meant");
    }
    if (!(where instanceof Filter.All) && all) {
      throw Arguments.invalid("where and \"all\": true contradict each other; leave one out");
    }
    return where;
  }

  Query query(Arguments arguments) {
    List<String> select = arguments.names("select");
    select.forEach(table::column);
    var query = new Query(table.name(), select, where(arguments), order(arguments),
        arguments.number("limit", 1, 10_000_000).map(Long::intValue).orElse(null),
        arguments.number("offset", 0, Long.MAX_VALUE).orElse(0L),
        arguments.optionalText("cursor").orElse(null));
    return query;
  }

  private List<Order> order(Arguments arguments) {
    var order = new ArrayList<Order>();
    for (Object part : arguments.list("orderBy", true).orElse(List.of())) {
      if (part instanceof String column) {
        table.column(column);
        order.add(Order.ascending(column));
        continue;
      }
      JsonValues.object(part)
          .orElseThrow(() -> Arguments.wrong("orderBy",
              "an object {\"column\": \"asc\" or \"desc\"} or a list of such", part))
          .forEach((column, direction) -> order.add(order(column, direction)));
    }
    return order;
  }

  private Order order(String column, @Nullable Object direction) {
    table.column(column);
    String word = direction instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
    return switch (word) {
      case "asc" -> Order.ascending(column);
      case "desc" -> Order.descending(column);
      default -> throw Arguments.invalid("the order by " + column + " must be asc or desc");
    };
  }

  /** One record. */
  Row row(String name, @Nullable Object value) {
    Map<String, @Nullable Object> data = JsonValues.object(value)
        .orElseThrow(() -> Arguments.wrong(name, "an object of columns and values", value));
    if (data.isEmpty()) {
      throw Arguments.invalid(name + " has no column; give at least one");
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    data.forEach((column, given) -> values.put(column, ValueReader.read(table, column, given)));
    return Row.ofMap(values);
  }

  /** Several records, or one. */
  List<Row> rows(Arguments arguments, String name, int most) {
    List<@Nullable Object> list = arguments.list(name, true)
        .orElseThrow(() -> Arguments.invalid("the argument " + name + " is missing"));
    if (list.isEmpty() || list.size() > most) {
      throw Arguments.invalid(name + " must hold 1 to " + most + " records, but holds "
          + list.size());
    }
    var rows = new ArrayList<Row>(list.size());
    for (Object record : list) {
      rows.add(row(list.size() == 1 ? name : name + "[" + rows.size() + "]", record));
    }
    return rows;
  }

  Update update(Arguments arguments) {
    Map<String, @Nullable Object> data = arguments.object("data")
        .orElseThrow(() -> Arguments.invalid("the argument data is missing"));
    if (data.isEmpty()) {
      throw Arguments.invalid("data changes nothing; name at least one column");
    }
    var changes = new ArrayList<Update.Change>();
    data.forEach((column, value) -> changes.add(change(column, value)));
    return new Update(changes);
  }

  private Update.Change change(String column, @Nullable Object value) {
    ColumnDescription known = table.column(column);
    if (!(value instanceof Map<?, ?> map)) {
      return set(column, value);
    }
    String only = map.size() == 1 ? String.valueOf(map.keySet().iterator().next()) : "";
    Object operand = map.size() == 1 ? map.values().iterator().next() : null;
    return switch (only) {
      case "increment" -> Update.none().increment(column, number(column, only, operand)).changes()
          .get(0);
      case "decrement" -> Update.none().decrement(column, number(column, only, operand)).changes()
          .get(0);
      case "set" -> set(column, operand);
      case "unset" -> unset(column, operand);
      default -> {
        boolean document = known == null || known.type() == PortableType.JSON
            || only.startsWith("$");
        if (!document) {
          throw Arguments.invalid("the change of " + column + " is none of "
              + String.join(", ", CHANGES) + ", each alone in its object");
        }
        yield set(column, map);
      }
    };
  }

  private Update.Change set(String column, @Nullable Object value) {
    return new Update.Set(column, ValueReader.read(table, column, value));
  }

  private Number number(String column, String change, @Nullable Object operand) {
    if (operand != null && ValueReader.read(table, column, operand) instanceof Number number) {
      return number;
    }
    throw Arguments.invalid(change + " of " + column + " needs a number and a column of numbers");
  }

  private static Update.Change unset(String column, @Nullable Object operand) {
    if (!(operand instanceof Boolean flag) || !flag) {
      throw Arguments.invalid("unset of " + column + " must be true");
    }
    return new Update.Unset(column);
  }
}
