package dev.plinth.jdbc;

import dev.plinth.data.Columns;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.OnConflict;
import dev.plinth.data.Row;
import dev.plinth.support.engine.TableSchema;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inserts many records of the same columns, several in a statement or in a JDBC batch. */
final class BulkInsert {
  private static final int MOST_UPSERTS = 128;

  private final Dialect dialect;
  private final StatementCache statements;
  private final RecordWrites writes;

  BulkInsert(Dialect dialect, StatementCache statements, RecordWrites writes) {
    this.dialect = dialect;
    this.statements = statements;
    this.writes = writes;
  }

  InsertResult insert(TableSchema table, List<Row> rows, InsertOptions options)
      throws SQLException {
    if (rows.isEmpty()) {
      return new InsertResult(0, 0, 0);
    }
    if (options.onConflict() == OnConflict.UPDATE) {
      return upsert(table, rows, RecordWrites.keysOf(table, options.conflictKeys()));
    }
    boolean ignoring = options.onConflict() == OnConflict.IGNORE;
    if (ignoring && !dialect.ignoresConflicts()) {
      return tried(table, rows, options);
    }
    if (!ignoring && dialect.load(statements.connection(), table, rows)) {
      return new InsertResult(rows.size(), 0, 0);
    }
    List<String> key =
        ignoring ? RecordWrites.keysOf(table, options.conflictKeys()) : List.of();
    Shape.InsertEnd end = ignoring ? Shape.InsertEnd.IGNORING : Shape.InsertEnd.PLAIN;
    long inserted = insert(TableStatements.of(dialect, table), rows, end, key, options.batchSize());
    return ignoring
        ? new InsertResult(inserted, 0, rows.size() - inserted)
        : new InsertResult(rows.size(), 0, 0);
  }

  private InsertResult tried(TableSchema table, List<Row> rows, InsertOptions options)
      throws SQLException {
    int most = Math.max(1, rowsPerStatement(rows.getFirst().columns(), options.batchSize()));
    long inserted = new TriedInsert(dialect, statements).insertAbsent(table, rows,
        RecordWrites.keysOf(table, options.conflictKeys()), most);
    return new InsertResult(inserted, 0, rows.size() - inserted);
  }

  private long insert(TableStatements known, List<Row> rows, Shape.InsertEnd end,
      List<String> key, int batchSize) throws SQLException {
    Columns columns = rows.getFirst().columns();
    if (dialect.rowsPerInsert() < 2) {
      return batches(known.statement(new Shape.Insert(columns, end, key, 1)), rows, batchSize);
    }
    int most = Math.max(1, rowsPerStatement(columns, batchSize));
    long inserted = 0;
    int from = 0;
    while (from < rows.size()) {
      int left = rows.size() - from;
      List<Row> part = fitting(
          rows.subList(from, from + (left < most ? Integer.highestOneBit(left) : most)));
      inserted += together(known.statement(new Shape.Insert(columns, end, key, part.size())), part);
      from += part.size();
    }
    return inserted;
  }

  /** The first of the rows, halved until a statement with them is no larger than the server takes. */
  private List<Row> fitting(List<Row> rows) {
    List<Row> part = rows;
    while (part.size() > 1 && ValueSizes.mayExceed(part, dialect.maxStatementBytes())) {
      part = part.subList(0, part.size() / 2);
    }
    return part;
  }

  private int rowsPerStatement(Columns columns, int batchSize) {
    int fitting = dialect.maxParameters() / Math.max(1, columns.size());
    return Math.min(Math.min(dialect.rowsPerInsert(), batchSize), fitting);
  }

  private long together(Rendered rendered, List<Row> rows) throws SQLException {
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    for (Row row : rows) {
      binder.row(row);
    }
    return statement.executeUpdate();
  }

  private long batches(Rendered rendered, List<Row> rows, int batchSize) throws SQLException {
    PreparedStatement statement = statements.prepare(rendered.sql());
    long inserted = 0;
    for (int i = 0; i < rows.size(); i++) {
      new ParameterBinder(statement, rendered).row(rows.get(i));
      statement.addBatch();
      if ((i + 1) % batchSize == 0 || i + 1 == rows.size()) {
        inserted += sum(statement.executeBatch());
      }
    }
    return inserted;
  }

  private static long sum(int[] counts) {
    long sum = 0;
    for (int count : counts) {
      sum += Math.max(count, 0);
    }
    return sum;
  }

  private InsertResult upsert(TableSchema table, List<Row> rows, List<String> key)
      throws SQLException {
    if (writes.overwrites(table, rows.getFirst().columns(), key)) {
      long inserted = overwriting(table, rows, key);
      return new InsertResult(inserted, rows.size() - inserted, 0);
    }
    long inserted = 0;
    for (Row row : rows) {
      switch (writes.upsert(table, row, key)) {
        case INSERTED -> inserted++;
        case UPDATED -> {
        }
      }
    }
    return new InsertResult(inserted, rows.size() - inserted, 0);
  }

  /** A statement may not meet the same record twice, so one ends before a key that it has. */
  private long overwriting(TableSchema table, List<Row> rows, List<String> key)
      throws SQLException {
    int most = Math.min(MOST_UPSERTS,
        dialect.maxParameters() / Math.max(1, rows.getFirst().columns().size()));
    var keys = new HashSet<List<@Nullable Object>>();
    long inserted = 0;
    int from = 0;
    for (int i = 0; i < rows.size(); i++) {
      List<@Nullable Object> mine = comparable(rows.get(i), key);
      if (i - from == most || keys.contains(mine)) {
        inserted += overwritingAll(table, rows.subList(from, i), key);
        keys.clear();
        from = i;
      }
      keys.add(mine);
    }
    return inserted + overwritingAll(table, rows.subList(from, rows.size()), key);
  }

  /** In powers of two, lest every number of rows be a statement of its own. */
  private long overwritingAll(TableSchema table, List<Row> rows, List<String> key)
      throws SQLException {
    long inserted = 0;
    int from = 0;
    while (from < rows.size()) {
      int to = from + Integer.highestOneBit(rows.size() - from);
      inserted += writes.overwriting(table, rows.subList(from, to), key);
      from = to;
    }
    return inserted;
  }

  private static List<@Nullable Object> comparable(Row row, List<String> key) {
    var values = new ArrayList<@Nullable Object>(key.size());
    for (String column : key) {
      Object value = row.value(column).orElse(null);
      values.add(switch (value) {
        case byte[] bytes -> ByteBuffer.wrap(bytes);
        case BigDecimal number -> number.stripTrailingZeros();
        case null, default -> value;
      });
    }
    return values;
  }
}
