package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A session on one platform table. Here alone a missing table is told from a missing record: it fails
 * with {@link ErrorCode#SCHEMA_MISMATCH}.
 */
final class TableSession {
  private static final List<String> PRIMARY_KEY = List.of();

  private final Session session;
  private final StoreContext context;
  private final TableSchema table;

  TableSession(Session session, StoreContext context, String table) {
    this.session = session;
    this.context = context;
    this.table = context.table(table);
  }

  /** The same session on another platform table. */
  TableSession on(String other) {
    return new TableSession(session, context, other);
  }

  TableSchema table() {
    return table;
  }

  void insert(Row row) {
    var unused = translated(() -> session.insert(table, row));
  }

  boolean insertIfAbsent(Row row) {
    return translated(() -> session.insertIfAbsent(table, row, PRIMARY_KEY));
  }

  Optional<Row> findOne(Filter where) {
    return translated(() -> session.findOne(table, Query.from(table.name()).where(where)));
  }

  Found find(Query query, Limits limits) {
    return translated(() -> session.find(table, query, limits));
  }

  long count(Filter where) {
    return translated(() -> session.count(table, where));
  }

  boolean exists(Filter where) {
    return translated(() -> session.exists(table, where));
  }

  long update(Filter where, Update update) {
    return translated(() -> session.update(table, where, update));
  }

  Optional<Row> updateReturning(Filter where, Update update) {
    return translated(() -> session.updateReturning(table, where, update));
  }

  long delete(Filter where) {
    return translated(() -> session.delete(table, where));
  }

  private <T> T translated(Supplier<T> primitive) {
    try {
      return primitive.get();
    } catch (DatabaseException failure) {
      throw failure.code() == ErrorCode.NOT_FOUND ? missing(failure) : failure;
    }
  }

  private DatabaseException missing(DatabaseException failure) {
    return new DatabaseException(ErrorCode.SCHEMA_MISMATCH, "the platform table " + table.name()
        + " is missing or lacks a column; call initialize() once before the stores are used",
        failure.sqlState().orElse(null), failure.vendorCode(), failure.getCause());
  }
}
