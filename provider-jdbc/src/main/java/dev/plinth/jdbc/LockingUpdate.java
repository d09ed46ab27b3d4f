package dev.plinth.jdbc;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.engine.TableSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Updates one record and reads it again, where an update returns nothing: it is locked in between. */
final class LockingUpdate {
  private final Dialect dialect;
  private final RecordReads reads;
  private final RecordWrites writes;

  LockingUpdate(Dialect dialect, RecordReads reads, RecordWrites writes) {
    this.dialect = dialect;
    this.reads = reads;
    this.writes = writes;
  }

  Optional<Row> updateReturning(TableSchema table, Filter where, Update update)
      throws SQLException {
    List<String> key =
        table.primaryKey().isEmpty() ? dialect.rowIdentity(table) : table.primaryKey();
    Query one = Query.from(table.name()).select(key.toArray(String[]::new)).where(where);
    Optional<Row> locked = reads.first(table, one, Shape.Page.FIRST_LOCKED);
    if (locked.isEmpty()) {
      return locked;
    }
    Row before = locked.get();
    writes.update(table, equal(before), update);
    return reads.findOne(table,
        Query.from(table.name()).where(equal(changed(before, update))));
  }

  private static Filter equal(Row key) {
    var conditions = new ArrayList<Filter>();
    for (String column : key.names()) {
      conditions.add(key.value(column).<Filter>map(Filter.field(column)::eq)
          .orElseGet(Filter.field(column)::isNull));
    }
    return new And(conditions);
  }

  private static Row changed(Row key, Update update) {
    Row changed = key;
    for (Update.Change change : update.changes()) {
      if (change instanceof Update.Set set && key.has(set.column())) {
        changed = changed.with(set.column(), set.value());
      }
    }
    return changed;
  }
}
