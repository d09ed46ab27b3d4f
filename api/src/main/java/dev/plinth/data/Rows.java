package dev.plinth.data;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bounded result. */
public final class Rows implements Iterable<Row> {
  private final Columns columns;
  private final List<Row> list;
  private final boolean truncated;
  private final @Nullable String nextCursor;

  private Rows(Columns columns, List<Row> list, boolean truncated, @Nullable String nextCursor) {
    this.columns = Objects.requireNonNull(columns, "columns");
    this.list = List.copyOf(list);
    this.truncated = truncated;
    this.nextCursor = nextCursor;
  }

  /** A complete result; for backends. */
  public static Rows complete(Columns columns, List<Row> rows) {
    return new Rows(columns, rows, false, null);
  }

  /**
   * A result that a bound may have cut; for backends.
   *
   * @param nextCursor where the next page begins; null where there is none or the table has no key
   */
  public static Rows of(Columns columns, List<Row> rows, boolean truncated,
      @Nullable String nextCursor) {
    return new Rows(columns, rows, truncated, nextCursor);
  }

  /** The columns, also of an empty result. */
  public Columns columns() {
    return columns;
  }

  /** The rows. */
  public List<Row> list() {
    return list;
  }

  /** How many rows. */
  public int size() {
    return list.size();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** The row at a position from 0. */
  public Row row(int position) {
    return list.get(position);
  }

  /** The first row, where there is one. */
  public Optional<Row> first() {
    return list.stream().findFirst();
  }

  /** True exactly when at least one more row existed beyond the last returned, whichever bound cut. */
  public boolean truncated() {
    return truncated;
  }

  /** For {@link Query#after(String)}: where the next page begins; empty on the last page and for a table without a key. */
  public Optional<String> nextCursor() {
    return Optional.ofNullable(nextCursor);
  }

  /** The rows. */
  public Stream<Row> stream() {
    return list.stream();
  }

  /** The rows as records: {@link Row#as}. */
  public <T extends Record> List<T> as(Class<T> recordType) {
    return list.stream().map(row -> row.as(recordType)).toList();
  }

  @Override
  public Iterator<Row> iterator() {
    return list.iterator();
  }

  /** How many rows and which columns: values do not belong into logs. */
  @Override
  public String toString() {
    return "Rows[" + list.size() + " of " + columns + (truncated ? ", truncated]" : "]");
  }
}
