package dev.plinth.schema;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An index to create.
 *
 * @param name its name
 * @param table on which table
 * @param columns what it is ordered by, at least one
 * @param unique whether two records may not be equal in these columns (nulls are never equal)
 * @param where the records that it holds; {@link Filter#all} for all
 * @param expireAfter how long after the instant in its column a record is deleted; null for never
 * @param text whether it is for the search of words in its columns
 */
public record IndexDefinition(String name, String table, List<Order> columns, boolean unique,
    Filter where, @Nullable Duration expireAfter, boolean text) {
  /** Refuses an index without columns and options that exclude each other with {@link ErrorCode#INVALID_ARGUMENT}. */
  public IndexDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(where, "where");
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw invalid(name, "needs at least one column");
    }
    if (text && (unique || expireAfter != null)) {
      throw invalid(name, "is for the search of words: it can be neither unique nor let records "
          + "expire");
    }
    if (expireAfter != null && (columns.size() > 1 || expireAfter.isNegative()
        || expireAfter.getNano() != 0 || expireAfter.getSeconds() > Integer.MAX_VALUE)) {
      throw invalid(name, "lets records expire: it needs one column, and whole seconds from 0 to "
          + Integer.MAX_VALUE);
    }
  }

  /** An index of all records. */
  public IndexDefinition(String name, String table, List<Order> columns, boolean unique) {
    this(name, table, columns, unique, Filter.all(), null, false);
  }

  /** An index, ascending. */
  public static IndexDefinition on(String table, String name, String... columns) {
    return new IndexDefinition(name, table, Arrays.stream(columns).map(Order::ascending).toList(),
        false);
  }

  /** The same index, unique. */
  public IndexDefinition asUnique() {
    return new IndexDefinition(name, table, columns, true, where, expireAfter, text);
  }

  /**
   * The same index of some of the records; if it is unique, it is so among them. Needs {@link
   * Capability#PARTIAL_INDEXES}. MongoDB takes {@code eq}, {@code in}, {@code lt}, {@code lte}, {@code
   * gt}, {@code gte} and {@code isNotNull}, joined by {@code and} and {@code or}.
   */
  public IndexDefinition where(Filter condition) {
    return new IndexDefinition(name, table, columns, unique, condition, expireAfter, text);
  }

  /**
   * The same index, which lets the backend delete records so long after the instant in its column, some
   * time later. Needs {@link Capability#EXPIRING_INDEXES}.
   */
  public IndexDefinition expiringAfter(Duration time) {
    return new IndexDefinition(name, table, columns, unique, where,
        Objects.requireNonNull(time, "time"), text);
  }

  /** The same index, for the search of words by a native statement. Needs {@link Capability#TEXT_INDEXES}. */
  public IndexDefinition asText() {
    return new IndexDefinition(name, table, columns, unique, where, expireAfter, true);
  }

  private static DatabaseException invalid(String name, String reason) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the index " + name + " " + reason);
  }
}
