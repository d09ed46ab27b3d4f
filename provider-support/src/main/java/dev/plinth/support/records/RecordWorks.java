package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.engine.Work;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each call on records does, once its table is known: checked first, then asked of the session. */
public final class RecordWorks {
  /** Work on a table that is known. */
  @FunctionalInterface
  public interface OnTable<T extends @Nullable Object> extends Function<TableSchema, Work<T>> {}

  private final RecordChecks checks;

  /** Works with these checks. */
  public RecordWorks(RecordChecks checks) {
    this.checks = checks;
  }

  /** A table to create, its values fitted to its columns. */
  public TableDefinition definition(TableDefinition table) {
    return checks.definitions().table(table);
  }

  /** A column to create, its default fitted to it. */
  public ColumnDefinition definition(ColumnDefinition column) {
    return checks.definitions().column(column);
  }

  /** An index to create, the values of its condition fitted to the columns. */
  public IndexDefinition definition(TableSchema table, IndexDefinition index) {
    return checks.definitions().index(table, index);
  }

  /** Inserts a record. */
  public OnTable<Row> insert(Row row) {
    return table -> {
      Row checked = checks.row(table, row);
      return new PointInsert(table, checked);
    };
  }

  /** Inserts records. */
  public OnTable<InsertResult> insertAll(List<Row> rows, InsertOptions options) {
    return table -> {
      List<Row> checked = checks.rows(table, rows);
      InsertOptions keyed = checks.insertOptions(table, options, checked.get(0));
      return session -> session.insertAll(table, checked, keyed);
    };
  }

  /** Inserts or updates a record. */
  public OnTable<UpsertOutcome> upsert(Row row, List<String> conflictKeys) {
    return table -> {
      Row checked = checks.row(table, row);
      List<String> keys = checks.conflictKeys(table, conflictKeys, checked);
      return session -> session.upsert(table, checked, keys);
    };
  }

  /** Finds a page. */
  public OnTable<Rows> find(Query query, Limits limits) {
    return table -> {
      PagePlan plan = PagePlan.of(table, checks.query(table, query), limits);
      return session -> plan.run(session, limits);
    };
  }

  /** Finds the first record. */
  public OnTable<Optional<Row>> findOne(Query query) {
    return table -> {
      Query checked = checks.query(table, query);
      refuseCursor(checked);
      return checked.offset() == 0 && KeyFilter.isKey(table, checked.where())
          ? new PointRead(table, checked)
          : session -> session.findOne(table, checked);
    };
  }

  /** Opens a stream. */
  public OnTable<RowCursor> open(Query query) {
    return table -> {
      Query checked = checks.query(table, query);
      refuseCursor(checked);
      return session -> session.open(table, checked);
    };
  }

  /** Counts records. */
  public OnTable<Long> count(Filter where) {
    return table -> {
      Filter checked = checks.filters().check(table, where);
      return session -> session.count(table, checked);
    };
  }

  /** Whether there is a record. */
  public OnTable<Boolean> exists(Filter where) {
    return table -> {
      Filter checked = checks.filters().check(table, where);
      return session -> session.exists(table, checked);
    };
  }

  /** Updates records. */
  public OnTable<Long> update(Filter where, Update update) {
    return table -> {
      Filter checkedWhere = checks.filters().check(table, where);
      Update checked = checks.update(table, update);
      return KeyFilter.isKey(table, checkedWhere)
          ? new PointUpdate(table, checkedWhere, checked)
          : session -> session.update(table, checkedWhere, checked);
    };
  }

  /** Carries out several updates. */
  public OnTable<Long> updateAll(List<TargetedUpdate> updates) {
    return table -> {
      List<TargetedUpdate> checked = updates.stream()
          .map(one -> new TargetedUpdate(checks.filters().check(table, one.where()),
              checks.update(table, one.update())))
          .toList();
      return session -> {
        long matched = 0;
        for (TargetedUpdate one : checked) {
          matched += session.update(table, one.where(), one.update());
        }
        return matched;
      };
    };
  }

  /** Updates one record of an expected version. */
  public OnTable<Long> updateVersioned(Filter where, Update update, String versionColumn,
      long expected) {
    return table -> {
      checks.versionColumn(table, versionColumn, update);
      Filter checkedWhere = checks.filters().check(table, where);
      Update checked = checks.update(table, update.increment(versionColumn, 1));
      Filter current =
          new Filter.And(List.of(checkedWhere, Filter.field(versionColumn).eq(expected)));
      return session -> {
        requireAtMostOne(session.count(table, checkedWhere));
        if (session.update(table, current, checked) == 1) {
          return expected + 1;
        }
        throw notCurrent(session, table, checkedWhere);
      };
    };
  }

  private static void requireAtMostOne(long matched) {
    if (matched > 1) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the filter of a versioned update matches " + matched + " records; it must name one");
    }
  }

  private static DatabaseException notCurrent(Session session, TableSchema table, Filter where) {
    return session.exists(table, where)
        ? new DatabaseException(ErrorCode.CONFLICT, "the record of " + table.name()
            + " has another version than expected: somebody changed it; read it again")
        : new DatabaseException(ErrorCode.NOT_FOUND, "no record of " + table.name() + " matches");
  }

  /** Deletes records. */
  public OnTable<Long> delete(Filter where) {
    return table -> {
      Filter checked = checks.filters().check(table, where);
      return KeyFilter.isKey(table, checked)
          ? new PointDelete(table, checked)
          : session -> session.delete(table, checked);
    };
  }

  /** Computes numbers about groups. */
  public OnTable<Rows> aggregate(Aggregation aggregation, Limits limits) {
    return table -> {
      Aggregation checked = checks.aggregation(table, aggregation);
      return session -> rows(session.aggregate(table, checked, limits));
    };
  }

  /** Walks a tree. */
  public OnTable<Rows> walk(TreeQuery tree, boolean down, Limits limits) {
    return table -> {
      TreeQuery checked = checks.tree(table, tree);
      return session -> rows(session.walk(table, checked, down, limits));
    };
  }

  /** A result without a cursor. */
  public static Rows rows(Found found) {
    return Rows.of(found.columns(), found.rows(), found.truncated(), null);
  }

  /**
   * Work that looks its table up first, and once more where a column is missing.
   *
   * @param prepared what it does then
   */
  public static <T extends @Nullable Object> Work<T> lookingUp(Catalog catalog, String table,
      OnTable<T> prepared) {
    return session -> {
      TableSchema schema = catalog.table(session, table);
      return prepared(catalog, session, schema, prepared).run(session);
    };
  }

  private static <T extends @Nullable Object> Work<T> prepared(Catalog catalog, Session session,
      TableSchema schema,
      OnTable<T> prepared) {
    try {
      return prepared.apply(schema);
    } catch (UnknownColumn perhapsStale) {
      TableSchema fresh = catalog.refresh(session, schema.name());
      try {
        return prepared.apply(fresh);
      } catch (UnknownColumn missing) {
        throw missing.coded(fresh);
      }
    }
  }

  /** The work if the table is known and has the columns; null if it must be looked up. */
  public static <T extends @Nullable Object> @Nullable Work<T> ifKnown(Catalog catalog,
      String table,
      OnTable<T> prepared) {
    TableSchema known = catalog.known(table);
    try {
      return known == null ? null : prepared.apply(known);
    } catch (UnknownColumn perhapsStale) {
      return null;
    }
  }

  private static void refuseCursor(Query query) {
    if (query.cursor() != null) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a cursor is for find; this call takes none");
    }
  }
}
