package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers about groups of records. Immutable; each method returns a changed copy.
 *
 * <p>The answer has the columns of {@code groupBy}, then a column for each measure. A sum of whole
 * numbers or decimals is exact; an average is a double, for decimals a decimal; nulls do not count.
 *
 * @param table the table or collection
 * @param where which records
 * @param groupBy the columns that make a group; empty for one group of all
 * @param measures what is computed, at least one when it is carried out
 * @param order by columns of the answer
 * @param limit at most so many groups; null for the limit of the view
 */
public record Aggregation(String table, Filter where, List<String> groupBy, List<Measure> measures,
    List<Order> order, @Nullable Integer limit) {
  /** What is computed of a group. */
  public enum Function {
    /** How many records; of a column, how many values that are not null. */
    COUNT,
    /** The sum; null where there is no value. */
    SUM,
    /** The mean; null where there is no value. */
    AVG,
    /** The least; null where there is no value. */
    MIN,
    /** The greatest; null where there is no value. */
    MAX
  }

  /**
   * One number of a group.
   *
   * @param function what is computed
   * @param column of which column; null for a count of records
   * @param as its name in the answer
   */
  public record Measure(Function function, @Nullable String column, String as) {
    /** Refuses a function without a column other than a count with {@link ErrorCode#INVALID_ARGUMENT}. */
    public Measure {
      Objects.requireNonNull(function, "function");
      Objects.requireNonNull(as, "as");
      if (column == null && function != Function.COUNT) {
        throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, function + " needs a column");
      }
    }
  }

  /** Refuses a limit out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Aggregation {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(where, "where");
    groupBy = List.copyOf(groupBy);
    measures = List.copyOf(measures);
    order = List.copyOf(order);
    if (limit != null && (limit < 1 || limit > 10_000_000)) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "limit must be from 1 to 10000000, but is " + limit);
    }
  }

  /** About all records of a table. */
  public static Aggregation from(String table) {
    return new Aggregation(table, Filter.all(), List.of(), List.of(), List.of(), null);
  }

  /** About these records. */
  public Aggregation where(Filter filter) {
    return new Aggregation(table, filter, groupBy, measures, order, limit);
  }

  /** One group for each combination of these columns. */
  public Aggregation groupBy(String... columns) {
    return new Aggregation(table, where, List.of(columns), measures, order, limit);
  }

  /** And how many records. */
  public Aggregation count(String as) {
    return and(new Measure(Function.COUNT, null, as));
  }

  /** And the sum of a column. */
  public Aggregation sum(String column, String as) {
    return and(new Measure(Function.SUM, column, as));
  }

  /** And the mean of a column. */
  public Aggregation avg(String column, String as) {
    return and(new Measure(Function.AVG, column, as));
  }

  /** And the least of a column. */
  public Aggregation min(String column, String as) {
    return and(new Measure(Function.MIN, column, as));
  }

  /** And the greatest of a column. */
  public Aggregation max(String column, String as) {
    return and(new Measure(Function.MAX, column, as));
  }

  /** In this order, by columns of the answer. */
  public Aggregation orderBy(Order... parts) {
    return new Aggregation(table, where, groupBy, measures, List.of(parts), limit);
  }

  /** At most so many groups. */
  public Aggregation limit(int groups) {
    return new Aggregation(table, where, groupBy, measures, order, groups);
  }

  private Aggregation and(Measure measure) {
    var all = new ArrayList<>(measures);
    all.add(measure);
    return new Aggregation(table, where, groupBy, all, order, limit);
  }
}
