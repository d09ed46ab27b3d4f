package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The records of one table, with its unique keys. Each method is one atomic statement. */
final class FakeTable {
  private List<Row> rows = new ArrayList<>();

  synchronized List<Row> snapshot() {
    return List.copyOf(rows);
  }

  synchronized void restore(List<Row> before) {
    rows = new ArrayList<>(before);
  }

  synchronized void insert(TableSchema table, Row row) {
    requireUnique(table, row, rows);
    rows.add(row);
  }

  synchronized boolean insertIfAbsent(TableSchema table, Row row) {
    if (rows.stream().anyMatch(other -> equal(table.primaryKey(), row, other))) {
      return false;
    }
    insert(table, row);
    return true;
  }

  synchronized Found find(Query query, Limits limits) {
    List<Row> all = rows.stream().filter(row -> FakeFilters.matches(query.where(), row))
        .sorted((left, right) -> FakeFilters.compare(query.order(), left, right)).toList();
    List<Row> some = all.stream().limit(limits.maxRows()).toList();
    return new Found(Columns.of(List.of()), some, some.size() < all.size());
  }

  synchronized List<Row> update(TableSchema table, Filter where, Update update) {
    var updated = new ArrayList<Row>();
    for (int i = 0; i < rows.size(); i++) {
      if (FakeFilters.matches(where, rows.get(i))) {
        Row row = changed(rows.get(i), update);
        var others = new ArrayList<>(rows);
        others.remove(i);
        requireUnique(table, row, others);
        rows.set(i, row);
        updated.add(row);
      }
    }
    return updated;
  }

  synchronized long delete(Filter where) {
    int before = rows.size();
    rows.removeIf(row -> FakeFilters.matches(where, row));
    return (long) before - rows.size();
  }

  Optional<Row> findOne(Filter where) {
    return snapshot().stream().filter(row -> FakeFilters.matches(where, row)).findFirst();
  }

  private static Row changed(Row row, Update update) {
    Row changed = row;
    for (Update.Change change : update.changes()) {
      changed = switch (change) {
        case Update.Set set -> changed.with(set.column(), set.value());
        case Update.Unset unset -> changed.with(unset.column(), null);
        case Update.Increment by -> changed.with(by.column(),
            Math.addExact(changed.longValue(by.column()), by.by().longValue()));
        case Update.ListChange list -> throw new IllegalStateException("no store keeps lists");
      };
    }
    return changed;
  }

  private static void requireUnique(TableSchema table, Row row, List<Row> others) {
    table.description().indexes().stream().filter(index -> index.unique()).forEach(index -> {
      List<String> key = index.columns().stream().map(Order::field).toList();
      if (others.stream().anyMatch(other -> equal(key, row, other))) {
        throw new DatabaseException(ErrorCode.UNIQUE_VIOLATION, "a record with this key exists");
      }
    });
  }

  private static boolean equal(List<String> key, Row left, Row right) {
    return key.stream().allMatch(column -> left.value(column).equals(right.value(column)));
  }
}
