package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.OnConflict;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a caller asks against the table, before anything is sent: names, operators, types. Answers
 * the same question with values of the columns' types.
 */
public final class RecordChecks {
  private static final Set<PortableType> UNORDERED =
      Set.of(PortableType.JSON, PortableType.TEXT_LIST);

  private final ColumnValues values;
  private final FilterChecks filters;

  /** Checks for a backend whose instants have this precision. */
  public RecordChecks(ChronoUnit precision) {
    this.values = new ColumnValues(precision);
    this.filters = new FilterChecks(values);
  }

  FilterChecks filters() {
    return filters;
  }

  DefinitionChecks definitions() {
    return new DefinitionChecks(values, filters);
  }

  /** A record to insert. */
  Row row(TableSchema table, Row row) {
    if (row.size() == 0) {
      throw invalid("a record for the table " + table.name() + " needs at least one column");
    }
    Columns columns = row.columns();
    @Nullable
    Object[] fitted = null;
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.valueAt(i).orElse(null);
      Object better = fit(table, columns.name(i), value);
      if (fitted == null && !Objects.equals(better, value)) {
        fitted = copy(row);
      }
      if (fitted != null) {
        fitted[i] = better;
      }
    }
    return fitted == null ? row : Row.owning(columns, fitted);
  }

  /** Records to insert: all of one shape. */
  List<Row> rows(TableSchema table, List<Row> rows) {
    Columns columns = rows.get(0).columns();
    var checked = new ArrayList<Row>(rows.size());
    for (Row row : rows) {
      if (!row.columns().equals(columns)) {
        throw invalid("row " + checked.size() + " of the batch for " + table.name()
            + " has other columns than row 0, "
            + columns.names() + "; insert rows of another shape by another call");
      }
      checked.add(row(table, row));
    }
    return checked;
  }

  /** The key in conflict: named columns, or the primary key. */
  List<String> conflictKeys(TableSchema table, List<String> keys, Row row) {
    List<String> named = keys.isEmpty() ? table.primaryKey() : keys;
    if (named.isEmpty()) {
      throw invalid("the table " + table.name()
          + " has no primary key; name the columns of the key in conflict");
    }
    for (String key : named) {
      requireColumn(table, key);
      if (!row.has(key)) {
        throw invalid("the record does not name " + key + ", which is part of the key in conflict");
      }
    }
    if (table.description().kind() != TableKind.COLLECTION && !isUnique(table, named)) {
      throw invalid("the columns " + named + " of " + table.name()
          + " are neither its primary key nor a unique key");
    }
    return named;
  }

  /** Options of a bulk insert with the key in conflict filled in. */
  InsertOptions insertOptions(TableSchema table, InsertOptions options, Row first) {
    if (options.onConflict() == OnConflict.ERROR) {
      return options;
    }
    List<String> keys = conflictKeys(table, options.conflictKeys(), first);
    return new InsertOptions(options.batchSize(), options.onConflict(), keys);
  }

  private static boolean isUnique(TableSchema table, List<String> keys) {
    var wanted = new HashSet<>(keys);
    return wanted.equals(new HashSet<>(table.primaryKey())) || table.description().indexes()
        .stream()
        .anyMatch(index -> index.unique() && !index.partial()
            && wanted.equals(new HashSet<>(index.columns().stream().map(Order::field).toList())));
  }

  /** An update. */
  Update update(TableSchema table, Update update) {
    if (update.changes().isEmpty()) {
      throw invalid("the update of " + table.name()
          + " changes nothing; set, increment or unset at least one column");
    }
    var changes = new ArrayList<Update.Change>();
    for (Update.Change change : update.changes()) {
      changes.add(switch (change) {
        case Update.Set set -> new Update.Set(set.column(), fit(table, set.column(), set.value()));
        case Update.Increment increment -> increment(table, increment);
        case Update.ListChange list -> listChange(table, list);
        case Update.Unset unset -> {
          requireColumn(table, unset.column());
          yield unset;
        }
      });
    }
    return new Update(changes);
  }

  private Update.Increment increment(TableSchema table, Update.Increment increment) {
    ColumnDescription column = requireColumn(table, increment.column());
    if (column == null || column.type() == null) {
      return increment;
    }
    return switch (column.type()) {
      case LONG, DOUBLE, DECIMAL ->
          new Update.Increment(column.name(), (Number) fitted(column, increment.by()));
      default -> throw invalid("the column " + column.name() + " is a " + column.type()
          + ", which cannot be incremented");
    };
  }

  private static Update.ListChange listChange(TableSchema table, Update.ListChange change) {
    ColumnDescription column = requireColumn(table, change.column());
    if (column == null || table.description().kind() == TableKind.COLLECTION) {
      return change;
    }
    if (column.type() != PortableType.TEXT_LIST) {
      throw invalid("the column " + column.name() + " is a "
          + (column.type() == null ? column.nativeType() : column.type())
          + "; only elements of a TEXT_LIST are pushed and pulled");
    }
    if (!(change.value() instanceof String)) {
      throw invalid("the list " + column.name() + " takes texts, which a "
          + change.value().getClass().getSimpleName() + " is not");
    }
    return change;
  }

  private Object fitted(ColumnDescription column, Object value) {
    return Objects.requireNonNull(values.fit(column, value));
  }

  /** A query. */
  Query query(TableSchema table, Query query) {
    List<String> select = query.select();
    for (int i = 0; i < select.size(); i++) {
      requireColumn(table, select.get(i));
    }
    if (!query.order().isEmpty()) {
      order(table, query.order());
    }
    Filter where = filters.check(table, query.where());
    return where.equals(query.where()) ? query : query.where(where);
  }

  private void order(TableSchema table, List<Order> order) {
    for (Order part : order) {
      ColumnDescription column = requireColumn(table, part.field());
      if (column != null && column.type() != null && UNORDERED.contains(column.type())) {
        throw invalid(
            "the column " + column.name() + " is a " + column.type() + ", which has no order");
      }
    }
  }

  /** An aggregation. */
  Aggregation aggregation(TableSchema table, Aggregation aggregation) {
    if (aggregation.measures().isEmpty()) {
      throw invalid("the aggregation of " + table.name()
          + " computes nothing; add count, sum, avg, min or max");
    }
    var names = new HashSet<String>(aggregation.groupBy());
    aggregation.groupBy().forEach(column -> requireGroups(table, column));
    for (Aggregation.Measure measure : aggregation.measures()) {
      measure(table, measure);
      if (!names.add(measure.as())) {
        throw invalid("two columns of the aggregation have the name " + measure.as());
      }
    }
    for (Order part : aggregation.order()) {
      if (!names.contains(part.field())) {
        throw invalid(
            "the aggregation has no column " + part.field() + " to order by; it has " + names);
      }
    }
    return new Aggregation(aggregation.table(), filters.check(table, aggregation.where()),
        aggregation.groupBy(),
        aggregation.measures(), aggregation.order(), aggregation.limit());
  }

  /** Backends differ in which of the values of an unordered type they take for one. */
  private static void requireGroups(TableSchema table, String name) {
    ColumnDescription column = requireColumn(table, name);
    if (column != null && column.type() != null && UNORDERED.contains(column.type())) {
      throw invalid("the column " + name + " is a " + column.type() + ", which has no groups");
    }
  }

  private void measure(TableSchema table, Aggregation.Measure measure) {
    if (measure.column() == null) {
      return;
    }
    ColumnDescription column = requireColumn(table, measure.column());
    if (column == null || column.type() == null
        || measure.function() == Aggregation.Function.COUNT) {
      return;
    }
    boolean number = switch (column.type()) {
      case LONG, DOUBLE, DECIMAL -> true;
      default -> false;
    };
    boolean ordered = !UNORDERED.contains(column.type());
    boolean extreme = measure.function() == Aggregation.Function.MIN
        || measure.function() == Aggregation.Function.MAX;
    if (extreme ? !ordered : !number) {
      throw invalid(measure.function() + " does not apply to the column " + column.name() + ", a "
          + column.type());
    }
  }

  /** A walk through a tree. */
  TreeQuery tree(TableSchema table, TreeQuery tree) {
    ColumnDescription key = requireColumn(table, tree.keyColumn());
    requireColumn(table, tree.parentColumn());
    Object start = key == null ? tree.start() : fitted(key, tree.start());
    return new TreeQuery(tree.table(), tree.keyColumn(), tree.parentColumn(), start,
        tree.maxDepth());
  }

  /** The column of a version. */
  void versionColumn(TableSchema table, String column, Update update) {
    ColumnDescription version = requireColumn(table, column);
    if (version != null && version.type() != null && version.type() != PortableType.LONG) {
      throw invalid("the version column " + column + " must be a LONG, but is a " + version.type());
    }
    if (update.changes().stream().anyMatch(change -> change.column().equals(column))) {
      throw invalid(
          "the update changes the version column " + column + ", which is counted up by itself");
    }
  }

  private @Nullable Object fit(TableSchema table, String name, @Nullable Object value) {
    ColumnDescription column = requireColumn(table, name);
    return column == null ? value : values.fit(column, value);
  }

  /** The column; null for one of a schemaless collection that is not declared. */
  static @Nullable ColumnDescription requireColumn(TableSchema table, String name) {
    ColumnDescription column = table.column(name);
    if (column == null && table.description().kind() != TableKind.COLLECTION) {
      throw new UnknownColumn(name);
    }
    return column;
  }

  private static @Nullable Object[] copy(Row row) {
    @Nullable
    Object[] copy = new @Nullable Object[row.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = row.valueAt(i).orElse(null);
    }
    return copy;
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
