package dev.plinth.support.records;

import dev.plinth.data.Filter;
import dev.plinth.data.Update;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;

/**
 * Updates the record of a key; answers how many there were.
 *
 * @param where {@linkplain KeyFilter#isKey names a key}
 */
public record PointUpdate(TableSchema table, Filter where,
    Update update) implements RecordWork<Long> {
  @Override
  public Long run(Session session) {
    return session.update(table, where, update);
  }
}
