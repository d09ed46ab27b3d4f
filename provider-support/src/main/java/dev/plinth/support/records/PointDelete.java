package dev.plinth.support.records;

import dev.plinth.data.Filter;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;

/**
 * Deletes the record of a key; answers how many there were.
 *
 * @param where {@linkplain KeyFilter#isKey names a key}
 */
public record PointDelete(TableSchema table, Filter where) implements RecordWork<Long> {
  @Override
  public Long run(Session session) {
    return session.delete(table, where);
  }
}
