package dev.plinth.support.pooled;

import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.TableSchema;
import java.util.function.Predicate;

/**
 * Which single-record calls travel together, on sessions that are {@link
 * dev.plinth.support.engine.BatchSession}s.
 *
 * @param readLanes batches of one kind of read that are in flight at once; 0 for no batches of reads
 * @param writeLanes the same for one kind of write
 * @param mostMembers calls in one batch
 * @param transactions whether updates and deletes by key take several statements, which the engine
 *     then runs in one transaction
 * @param undoneWrites the tables of which a write that fails leaves nothing behind; on others every write travels alone
 * @param generatedKeys the tables of which an insert of several records tells their generated keys in order
 * @param exactKeys whether two values of a column are equal in the backend exactly where they are
 *     equal in Java; not so for text with a collation that ignores case
 */
public record Batching(int readLanes, int writeLanes, int mostMembers, boolean transactions,
    Predicate<TableSchema> undoneWrites, Predicate<TableSchema> generatedKeys,
    Predicate<ColumnDescription> exactKeys) {
  private static final Batching NONE =
      new Batching(0, 0, 1, false, table -> false, table -> false, column -> false);
  private static final Batching DEFAULTS =
      new Batching(2, 1, 256, false, table -> true, Batching::hasNoTriggers, Batching::isExact);

  /** No batches. */
  public static Batching none() {
    return NONE;
  }

  /**
   * Two lanes for reads, one for writes, 256 members, each batch one statement, keys generated but by triggers, text compared
   * by code point.
   */
  public static Batching defaults() {
    return DEFAULTS;
  }

  /** With so many members at most. */
  public Batching withMostMembers(int members) {
    return new Batching(readLanes, writeLanes, members, transactions, undoneWrites, generatedKeys,
        exactKeys);
  }

  /** With updates and deletes run in a transaction. */
  public Batching withTransactions() {
    return new Batching(readLanes, writeLanes, mostMembers, true, undoneWrites, generatedKeys,
        exactKeys);
  }

  /** With writes to some tables alone. */
  public Batching withUndoneWrites(Predicate<TableSchema> tables) {
    return new Batching(readLanes, writeLanes, mostMembers, transactions, tables, generatedKeys,
        exactKeys);
  }

  /** With inserts that state their whole key, and those into some tables that leave it to the backend. */
  public Batching withGeneratedKeys(Predicate<TableSchema> tables) {
    return new Batching(readLanes, writeLanes, mostMembers, transactions, undoneWrites, tables,
        exactKeys);
  }

  /** With another judgement of columns. */
  public Batching withExactKeys(Predicate<ColumnDescription> exact) {
    return new Batching(readLanes, writeLanes, mostMembers, transactions, undoneWrites,
        generatedKeys, exact);
  }

  /** A trigger may leave a record out, so that there are fewer keys than records. */
  public static boolean hasNoTriggers(TableSchema table) {
    return table.description().triggers().isEmpty();
  }

  /** Whether the type of a column has one value only for each that is equal in the backend. */
  public static boolean isExact(ColumnDescription column) {
    PortableType type = column.type();
    return type != null && switch (type) {
      case LONG, UUID, TEXT, DATE -> true;
      case BOOLEAN, DOUBLE, DECIMAL, INSTANT, BYTES, JSON, TEXT_LIST -> false;
    };
  }
}
