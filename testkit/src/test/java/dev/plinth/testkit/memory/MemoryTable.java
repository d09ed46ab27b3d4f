package dev.plinth.testkit.memory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Order;
import dev.plinth.data.Row;
import dev.plinth.schema.CheckDefinition;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table: its definition, its records, and where each of its keys is. Copied before it is changed. */
final class MemoryTable {
  private final TableDefinition definition;
  private final List<IndexDefinition> indexes;
  private final Columns columns;
  private final Map<Long, Row> rows;
  private final Map<List<String>, Map<List<@Nullable Object>, Long>> keys;
  private long lastId;
  private long lastGenerated;

  private MemoryTable(TableDefinition definition, List<IndexDefinition> indexes, long lastId,
      long lastGenerated) {
    this.definition = definition;
    this.indexes = List.copyOf(indexes);
    this.columns = Columns.of(definition.columns().stream().map(ColumnDefinition::name).toList());
    this.rows = new LinkedHashMap<>();
    this.keys = new HashMap<>();
    this.lastId = lastId;
    this.lastGenerated = lastGenerated;
    uniqueKeys().forEach(key -> keys.put(key, new HashMap<>()));
  }

  static MemoryTable of(TableDefinition definition) {
    return new MemoryTable(definition, List.of(), 0, 0);
  }

  TableDefinition definition() {
    return definition;
  }

  List<IndexDefinition> indexes() {
    return indexes;
  }

  Columns columns() {
    return columns;
  }

  Map<Long, Row> rows() {
    return rows;
  }

  /** A copy that may be changed. */
  MemoryTable copy() {
    var copy = new MemoryTable(definition, indexes, lastId, lastGenerated);
    copy.rows.putAll(rows);
    keys.forEach((key, places) -> copy.keys.put(key, new HashMap<>(places)));
    return copy;
  }

  /** The same records under another definition or other indexes. Fails where they violate a key. */
  MemoryTable redefined(TableDefinition changed, List<IndexDefinition> changedIndexes) {
    var copy = new MemoryTable(changed, changedIndexes, lastId, lastGenerated);
    rows.forEach((id, row) -> {
      Row filled = copy.filled(row.toMap());
      copy.place(id, filled);
      copy.rows.put(id, filled);
    });
    return copy;
  }

  /** Inserts a record; returns it as it is stored. */
  Row insert(Row row) {
    Map<String, @Nullable Object> values = row.toMap();
    for (ColumnDefinition column : definition.columns()) {
      if (column.generated()) {
        Object given = values.get(column.name());
        lastGenerated = given == null ? lastGenerated + 1 : Math.max(lastGenerated, (Long) given);
        values.put(column.name(), given == null ? lastGenerated : given);
      }
    }
    Row filled = filled(values);
    check(filled);
    place(++lastId, filled);
    rows.put(lastId, filled);
    return filled;
  }

  /** Replaces records as one: keys may pass from one of them to another. */
  void replace(Map<Long, Row> changed) {
    changed.forEach((id, row) -> {
      check(row);
      unplace(id);
    });
    changed.forEach((id, row) -> {
      place(id, row);
      rows.put(id, row);
    });
  }

  void delete(Collection<Long> ids) {
    ids.forEach(id -> {
      unplace(id);
      rows.remove(id);
    });
  }

  /** The place of the record with the same values of a key; null where there is none. */
  @Nullable
  Long find(List<String> key, Row row) {
    return keys.getOrDefault(key, Map.of()).get(values(key, row));
  }

  /** The key of this table with these columns, in whatever order. */
  List<String> key(List<String> columnNames) {
    List<String> wanted = columnNames.isEmpty() ? definition.primaryKey() : columnNames;
    return keys.keySet().stream()
        .filter(key -> key.size() == wanted.size() && key.containsAll(wanted)).findFirst()
        .orElse(wanted);
  }

  private List<List<String>> uniqueKeys() {
    var unique = new ArrayList<List<String>>();
    if (!definition.primaryKey().isEmpty()) {
      unique.add(definition.primaryKey());
    }
    unique.addAll(definition.uniqueKeys());
    indexes.stream().filter(IndexDefinition::unique)
        .map(index -> index.columns().stream().map(Order::field).toList()).forEach(unique::add);
    return unique;
  }

  private Row filled(Map<String, @Nullable Object> given) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    int i = 0;
    for (ColumnDefinition column : definition.columns()) {
      values[i++] =
          given.containsKey(column.name()) ? given.get(column.name()) : column.defaultValue();
    }
    return Row.owning(columns, values);
  }

  private void check(Row row) {
    for (ColumnDefinition column : definition.columns()) {
      Object value = row.value(column.name()).orElse(null);
      boolean required = column.required() || definition.primaryKey().contains(column.name());
      if (value == null && required) {
        throw violated(ErrorCode.NOT_NULL_VIOLATION, "the column " + column.name() + " of "
            + definition.name() + " needs a value");
      }
      if (value != null && !fits(column, value)) {
        throw violated(ErrorCode.VALUE_OUT_OF_RANGE,
            "the value does not fit the column " + column.name() + " of " + definition.name());
      }
    }
    for (CheckDefinition check : definition.checks()) {
      if (!MemoryChecks.holds(check.condition(), row)) {
        throw violated(ErrorCode.CHECK_VIOLATION,
            "the check " + check.name() + " of " + definition.name() + " does not hold");
      }
    }
  }

  private static boolean fits(ColumnDefinition column, Object value) {
    if (value instanceof String text && column.maxLength() > 0) {
      return text.codePointCount(0, text.length()) <= column.maxLength();
    }
    if (value instanceof BigDecimal number && column.precision() > 0) {
      BigDecimal plain = number.stripTrailingZeros();
      return plain.scale() <= column.scale()
          && plain.precision() - plain.scale() <= column.precision() - column.scale();
    }
    return true;
  }

  private void place(long id, Row row) {
    keys.forEach((key, places) -> {
      List<@Nullable Object> values = values(key, row);
      if (!values.contains(null) && places.putIfAbsent(values, id) != null) {
        throw violated(ErrorCode.UNIQUE_VIOLATION,
            "there is a record of " + definition.name() + " with the same " + key);
      }
    });
  }

  private void unplace(long id) {
    Row row = rows.get(id);
    if (row != null) {
      keys.forEach((key, places) -> places.remove(values(key, row), id));
    }
  }

  private static List<@Nullable Object> values(List<String> key, Row row) {
    var values = new ArrayList<@Nullable Object>();
    key.forEach(column -> values.add(MemoryValues.key(row.value(column).orElse(null))));
    return values;
  }

  private static DatabaseException violated(ErrorCode code, String message) {
    return new DatabaseException(code, message);
  }
}
