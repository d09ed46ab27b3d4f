package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Inserts what is not there yet, on backends that cannot say in an insert which conflict is meant: it is
 * tried, and where a unique key refuses it, the record that has the key meant is looked for. A failed
 * insert changes nothing, and the transaction goes on.
 */
final class TriedInsert {
  private static final int ATTEMPTS = 5;

  private final Dialect dialect;
  private final StatementCache statements;

  TriedInsert(Dialect dialect, StatementCache statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  /** Whether it was inserted; fails with {@link ErrorCode#UNIQUE_VIOLATION} for a conflict with another key. */
  boolean insertIfAbsent(TableSchema table, Row row, List<String> key) throws SQLException {
    DatabaseException conflict = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        insert(table, List.of(row));
        return true;
      } catch (SQLException failure) {
        conflict = dialect.translate(failure);
        if (conflict.code() != ErrorCode.UNIQUE_VIOLATION) {
          throw failure;
        }
      }
      if (exists(table, row, key)) {
        return false;
      }
      if (hasNoOther(table, key)) {
        // The record that was in the way is gone meanwhile.
        continue;
      }
      throw conflict;
    }
    throw new DatabaseException(ErrorCode.SERIALIZATION_FAILED,
        "the record was inserted and deleted by others again and again; try again");
  }

  /** How many of the rows were inserted: together where none is there yet, else one by one. */
  long insertAbsent(TableSchema table, List<Row> rows, List<String> key, int rowsPerStatement)
      throws SQLException {
    long inserted = 0;
    for (int from = 0; from < rows.size(); from += rowsPerStatement) {
      List<Row> part = rows.subList(from, Math.min(rows.size(), from + rowsPerStatement));
      inserted += insertPart(table, part, key);
    }
    return inserted;
  }

  /** By halves, so that a few conflicts among many rows cost little. */
  private long insertPart(TableSchema table, List<Row> rows, List<String> key)
      throws SQLException {
    if (rows.size() == 1) {
      return insertIfAbsent(table, rows.getFirst(), key) ? 1 : 0;
    }
    if (!ValueSizes.mayExceed(rows, dialect.maxStatementBytes())) {
      try {
        insert(table, rows);
        return rows.size();
      } catch (SQLException failure) {
        if (dialect.translate(failure).code() != ErrorCode.UNIQUE_VIOLATION) {
          throw failure;
        }
      }
    }
    int half = rows.size() / 2;
    return insertPart(table, rows.subList(0, half), key)
        + insertPart(table, rows.subList(half, rows.size()), key);
  }

  private void insert(TableSchema table, List<Row> rows) throws SQLException {
    Columns columns = rows.getFirst().columns();
    Rendered rendered = TableStatements.of(dialect, table)
        .statement(new Shape.Insert(columns, Shape.InsertEnd.PLAIN, List.of(), rows.size()));
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    for (Row row : rows) {
      binder.row(row);
    }
    statement.executeUpdate();
  }

  /** As the record is now, not as the transaction began. */
  private boolean exists(TableSchema table, Row row, List<String> key) throws SQLException {
    for (String column : key) {
      if (row.value(column).isEmpty()) {
        return false;
      }
    }
    Rendered rendered = TableStatements.of(dialect, table).statement(new Shape.LockedKey(key));
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    for (String column : key) {
      binder.value(row.value(column).orElseThrow());
    }
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  private static boolean hasNoOther(TableSchema table, List<String> key) {
    long others = table.description().indexes().stream().filter(index -> index.unique()
        && !index.columns().stream().map(column -> column.field()).toList().equals(key)).count();
    return others == 0;
  }
}
