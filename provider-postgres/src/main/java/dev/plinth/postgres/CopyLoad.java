package dev.plinth.postgres;

import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.Queries;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Inserts many rows by COPY in its binary format: one statement, all rows or none. */
final class CopyLoad {
  /** Fewer are inserted as fast by statements, which need no conversation about it. */
  private static final int LEAST_ROWS = 64;
  private static final int FLUSHED_FROM = 64 * 1024;
  private static final byte[] HEADER =
      "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

  private final CopyIn copy;
  private final CopyField[] fields;
  private final CopyBuffer buffer = new CopyBuffer(FLUSHED_FROM + 8 * 1024);

  private CopyLoad(CopyIn copy, CopyField[] fields) {
    this.copy = copy;
    this.fields = fields;
  }

  /** Whether the rows were inserted; else nothing was sent that changes anything. */
  static boolean load(Dialect dialect, Connection connection, TableSchema table, List<Row> rows)
      throws SQLException {
    Columns columns = rows.getFirst().columns();
    CopyField[] fields = rows.size() < LEAST_ROWS ? null : fields(table, columns);
    if (fields == null || guardsRows(connection, dialect.quoted(table.name()))) {
      return false;
    }
    String names = String.join(", ", columns.names().stream().map(dialect::quoted).toList());
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
        .copyIn("COPY " + dialect.quoted(table.name()) + " (" + names
            + ") FROM STDIN (FORMAT binary)");
    try {
      new CopyLoad(copy, fields).send(rows);
      return true;
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private static CopyField @Nullable [] fields(TableSchema table, Columns columns) {
    if (table.description().kind() != TableKind.TABLE) {
      return null;
    }
    var fields = new CopyField[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      ColumnDescription column = table.column(columns.name(i));
      CopyField field = column == null ? null : CopyField.of(column);
      if (field == null) {
        return null;
      }
      fields[i] = field;
    }
    return fields;
  }

  /** COPY does not apply the policies of row-level security, so that PostgreSQL refuses it. */
  private static boolean guardsRows(Connection connection, String table) throws SQLException {
    return Queries
        .list(connection, "SELECT pg_catalog.row_security_active(?::text)",
            rows -> rows.getBoolean(1), table)
        .getFirst();
  }

  private void send(List<Row> rows) throws SQLException {
    buffer.addAll(HEADER);
    for (Row row : rows) {
      buffer.addShort(fields.length);
      for (int i = 0; i < fields.length; i++) {
        add(fields[i], row.valueAt(i).orElse(null));
      }
      if (buffer.length() >= FLUSHED_FROM) {
        flush();
      }
    }
    buffer.addShort(-1);
    flush();
    copy.endCopy();
  }

  private void add(CopyField field, @Nullable Object value) {
    if (value == null) {
      buffer.addInt(-1);
    } else {
      field.add(buffer, value);
    }
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer.bytes(), 0, buffer.length());
    buffer.clear();
  }
}
