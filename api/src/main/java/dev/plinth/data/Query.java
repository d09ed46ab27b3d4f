package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to find. Immutable; each method returns a changed copy.
 *
 * @param table the table or collection
 * @param select the columns in the answer; empty for all
 * @param where which records
 * @param order in which order; without one the backend chooses
 * @param limit at most so many rows, 1 to 10,000,000; null for the limit of the view
 * @param offset so many rows are passed over first, at least 0
 * @param cursor where the page before ended; null for the first page
 */
public record Query(String table, List<String> select, Filter where, List<Order> order,
    @Nullable Integer limit,
    long offset, @Nullable String cursor) {
  private static final Filter ALL = Filter.all();

  /** Refuses limits out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Query {
    Objects.requireNonNull(table, "table");
    select = List.copyOf(select);
    Objects.requireNonNull(where, "where");
    order = List.copyOf(order);
    if (limit != null && (limit < 1 || limit > 10_000_000)) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "limit must be from 1 to 10000000, but is " + limit);
    }
    if (offset < 0) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "offset must not be negative, but is " + offset);
    }
    if (offset > 0 && cursor != null) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a query has an offset or a cursor, not both");
    }
  }

  /** All records of a table. */
  public static Query from(String table) {
    return new Query(table, List.of(), ALL, List.of(), null, 0, null);
  }

  /** With these columns alone in the answer. */
  public Query select(String... columns) {
    return new Query(table, List.of(columns), where, order, limit, offset, cursor);
  }

  /** With this filter instead of the one before. */
  public Query where(Filter filter) {
    return new Query(table, select, filter, order, limit, offset, cursor);
  }

  /** With a further column to order by, ascending. */
  public Query orderBy(String column) {
    return orderBy(Order.ascending(column));
  }

  /** With a further column to order by, descending. */
  public Query orderByDescending(String column) {
    return orderBy(Order.descending(column));
  }

  /** With further parts of the order. */
  public Query orderBy(Order... parts) {
    var all = new ArrayList<>(order);
    all.addAll(List.of(parts));
    return new Query(table, select, where, all, limit, offset, cursor);
  }

  /** With at most so many rows. */
  public Query limit(int rows) {
    return new Query(table, select, where, order, rows, offset, cursor);
  }

  /** Passing over so many rows. */
  public Query offset(long rows) {
    return new Query(table, select, where, order, limit, rows, cursor);
  }

  /** From where the page before ended: {@link Rows#nextCursor()} of the same query. */
  public Query after(String nextCursor) {
    Objects.requireNonNull(nextCursor, "nextCursor");
    return new Query(table, select, where, order, limit, offset, nextCursor);
  }

  /** From where the page before ended, or from the start where there was none. */
  public Query after(Optional<String> nextCursor) {
    return new Query(table, select, where, order, limit, offset, nextCursor.orElse(null));
  }

  /** Without the cursor: it holds values, which do not belong into logs. */
  @Override
  public String toString() {
    return "Query[" + table + ", select=" + select + ", where=" + where + ", order=" + order
        + ", limit=" + limit + ", offset=" + offset + (cursor == null ? "]" : ", after a cursor]");
  }
}
