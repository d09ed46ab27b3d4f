package dev.plinth.support.records;

import dev.plinth.data.Row;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;

/** Inserts a record; answers its primary key. */
public record PointInsert(TableSchema table, Row row) implements RecordWork<Row> {
  @Override
  public Row run(Session session) {
    return session.insert(table, row);
  }
}
