package dev.plinth.support.engine;

import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A session that answers several calls about single records of one table in one round trip.
 *
 * <p>A key is a row of the columns of the primary key, in their order. The keys of one write are distinct,
 * and answers stand in the order of what was asked. A write is applied as a whole or not at all; it
 * fails as the first of its members would.
 */
public interface BatchSession extends Session {
  /**
   * Finds records by their keys, of which some may be equal.
   *
   * @param shape says which columns are selected; nothing else of it counts
   */
  List<Optional<Row>> findByKeys(TableSchema table, Query shape, List<Row> keys);

  /** Inserts records of the same columns; returns their primary keys, empty on a table without one. */
  List<Row> insertEach(TableSchema table, List<Row> rows);

  /**
   * Inserts those of the records that no unique key of the table forbids, after {@link #insertEach} failed
   * for one; each states its whole primary key. Says which were inserted. May fail as {@link #insertEach} does
   * where the backend cannot tell which of them are forbidden, and then nothing was done.
   */
  BitSet insertPossible(TableSchema table, List<Row> rows);

  /** Updates records by their keys, by updates of the same columns; returns how many each matched, 0 or 1. */
  long[] updateByKeys(TableSchema table, List<Row> keys, List<Update> updates);

  /** Deletes records by their keys; returns how many each matched, 0 or 1. */
  long[] deleteByKeys(TableSchema table, List<Row> keys);
}
