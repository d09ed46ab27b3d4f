package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes single records, and updates and deletes by a filter. */
final class RecordWrites {
  private static final int UPSERT_ATTEMPTS = 5;

  private final Dialect dialect;
  private final StatementCache statements;
  private final RecordReads reads;

  RecordWrites(Dialect dialect, StatementCache statements, RecordReads reads) {
    this.dialect = dialect;
    this.statements = statements;
    this.reads = reads;
  }

  Row insert(TableSchema table, Row row) throws SQLException {
    TableStatements known = TableStatements.of(dialect, table);
    Columns key = known.key();
    @Nullable
    Object[] keyValues = new @Nullable Object[key.size()];
    for (int i = 0; i < keyValues.length; i++) {
      int position = row.columns().position(key.name(i));
      if (position < 0) {
        return insertGenerating(known, table, row);
      }
      keyValues[i] = row.valueAt(position).orElse(null);
      if (keyValues[i] == null) {
        return insert(table, without(row, key.name(i)));
      }
    }
    run(known, Shape.InsertEnd.PLAIN, List.of(), row);
    return Row.owning(key, keyValues);
  }

  boolean insertIfAbsent(TableSchema table, Row row, List<String> keys) throws SQLException {
    List<String> key = keysOf(table, keys);
    return dialect.ignoresConflicts()
        ? run(TableStatements.of(dialect, table), Shape.InsertEnd.IGNORING, key, row) > 0
        : new TriedInsert(dialect, statements).insertIfAbsent(table, row, key);
  }

  /** One of both statements has an effect, so that they need no transaction. */
  UpsertOutcome upsert(TableSchema table, Row row, List<String> keys) throws SQLException {
    List<String> key = keysOf(table, keys);
    if (overwrites(table, row.columns(), key)) {
      return overwriting(table, List.of(row), key) == 1
          ? UpsertOutcome.INSERTED
          : UpsertOutcome.UPDATED;
    }
    boolean others = !key.containsAll(row.names());
    if (!dialect.ignoresConflicts() && others && overwrite(table, row, key)) {
      return UpsertOutcome.UPDATED;
    }
    for (int attempt = 0; attempt < UPSERT_ATTEMPTS; attempt++) {
      if (insertIfAbsent(table, row, key)) {
        return UpsertOutcome.INSERTED;
      }
      if (overwrite(table, row, key)) {
        return UpsertOutcome.UPDATED;
      }
    }
    throw new DatabaseException(ErrorCode.SERIALIZATION_FAILED,
        "the record was inserted and deleted by others again and again; try again");
  }

  /** Whether {@link #overwriting} upserts such rows. */
  boolean overwrites(TableSchema table, Columns columns, List<String> key) {
    return dialect.overwritesConflicts(table) && !key.containsAll(columns.names());
  }

  /** Upserts rows of the same columns and of different keys in one statement; how many were inserted. */
  long overwriting(TableSchema table, List<Row> rows, List<String> key) throws SQLException {
    Rendered rendered = TableStatements.of(dialect, table)
        .statement(new Shape.Upsert(rows.getFirst().columns(), key, rows.size()));
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    for (int i = 0; i < rows.size(); i++) {
      binder.row(rows.get(i));
    }
    long inserted = 0;
    try (ResultSet outcomes = statement.executeQuery()) {
      while (outcomes.next()) {
        inserted += Boolean.TRUE.equals(rendered.decoders()[0].read(outcomes, 1)) ? 1 : 0;
      }
    }
    return inserted;
  }

  /** Overwrites the columns other than the key; whether there was a record. */
  boolean overwrite(TableSchema table, Row row, List<String> key) throws SQLException {
    if (key.containsAll(row.names())) {
      return true;
    }
    Rendered rendered = TableStatements.of(dialect, table)
        .statement(new Shape.Overwrite(row.columns(), key));
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    for (int i = 0; i < row.size(); i++) {
      if (!key.contains(row.columns().name(i))) {
        binder.value(row.valueAt(i).orElse(null));
      }
    }
    for (String column : key) {
      binder.value(row.value(column).orElse(null));
    }
    return statement.executeUpdate() > 0;
  }

  long update(TableSchema table, Filter where, Update update) throws SQLException {
    Rendered rendered = TableStatements.of(dialect, table)
        .statement(new Shape.Change(where, update, false));
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    binder.update(update);
    binder.filter(where);
    return statement.executeUpdate();
  }

  Optional<Row> updateReturning(TableSchema table, Filter where, Update update)
      throws SQLException {
    if (!dialect.returning()) {
      return new LockingUpdate(dialect, reads, this).updateReturning(table, where, update);
    }
    Rendered rendered =
        TableStatements.of(dialect, table).statement(new Shape.Change(where, update, true));
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    binder.update(update);
    binder.filterToTheEnd(where);
    return RecordReads.first(statement, rendered);
  }

  long delete(TableSchema table, Filter where) throws SQLException {
    Rendered rendered = TableStatements.of(dialect, table)
        .statement(new Shape.Filtered(Shape.Verb.DELETE, where));
    PreparedStatement statement = statements.prepare(rendered.sql());
    new ParameterBinder(statement, rendered).filter(where);
    return statement.executeUpdate();
  }

  static List<String> keysOf(TableSchema table, List<String> keys) {
    List<String> key = keys.isEmpty() ? table.primaryKey() : keys;
    if (key.isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the table " + table.name() + " has no primary key; name the columns of a unique key");
    }
    return key;
  }

  private int run(TableStatements known, Shape.InsertEnd end, List<String> keys, Row row)
      throws SQLException {
    Rendered rendered = known.statement(new Shape.Insert(row.columns(), end, keys, 1));
    PreparedStatement statement = statements.prepare(rendered.sql());
    new ParameterBinder(statement, rendered).row(row);
    return statement.executeUpdate();
  }

  private Row insertGenerating(TableStatements known, TableSchema table, Row row)
      throws SQLException {
    boolean returning = dialect.returningInserts();
    if (!returning) {
      GeneratedKeys.requireToldByDriver(dialect, table, row.columns());
    }
    Rendered rendered = known.statement(new Shape.Insert(row.columns(),
        returning ? Shape.InsertEnd.RETURNING_KEY : Shape.InsertEnd.PLAIN, List.of(), 1));
    PreparedStatement statement = returning
        ? statements.prepare(rendered.sql())
        : statements.prepareForKeys(rendered.sql());
    new ParameterBinder(statement, rendered).row(row);
    List<Row> keys = returning
        ? GeneratedKeys.returned(statement, rendered, known.key(), 1)
        : GeneratedKeys.toldByDriver(dialect, statement, table, List.of(row));
    return keys.getFirst();
  }

  private static Row without(Row row, String column) {
    var names = new ArrayList<String>(row.size());
    var values = new ArrayList<@Nullable Object>(row.size());
    for (int i = 0; i < row.size(); i++) {
      if (!row.columns().name(i).equals(column)) {
        names.add(row.columns().name(i));
        values.add(row.valueAt(i).orElse(null));
      }
    }
    return Row.owning(Columns.of(names), values.toArray());
  }
}
