package dev.plinth.support.records;

import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.util.Optional;

/**
 * Finds the record of a key.
 *
 * @param query has no offset, and {@linkplain KeyFilter#isKey names a key}
 */
public record PointRead(TableSchema table, Query query) implements RecordWork<Optional<Row>> {
  @Override
  public Optional<Row> run(Session session) {
    return session.findOne(table, query);
  }
}
