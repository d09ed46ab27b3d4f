package dev.plinth.jdbc;

import dev.plinth.data.Columns;
import dev.plinth.data.Order;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.TableSchema;
import java.util.List;

/** Renders the statements about the records of one table. */
final class TableRenderer {
  private final Dialect dialect;
  private final TableSchema table;
  private final FilterRenderer filters;
  private final BatchRenderer batches;

  TableRenderer(Dialect dialect, TableSchema table) {
    this.dialect = dialect;
    this.table = table;
    this.filters = new FilterRenderer(dialect, table);
    this.batches = new BatchRenderer(dialect, table);
  }

  Rendered render(Shape shape) {
    return switch (shape) {
      case Shape.Insert insert -> insert(insert);
      case Shape.Upsert upsert -> upsert(upsert);
      case Shape.Overwrite overwrite -> overwrite(overwrite);
      case Shape.LockedKey locked -> lockedKey(locked);
      case Shape.Filtered filtered -> filtered(filtered);
      case Shape.Select select -> select(select);
      case Shape.Change change -> change.returning() ? compareAndSet(change) : update(change);
      case Shape.KeyedSelect select -> batches.select(select);
      case Shape.ArrayInsert insert -> batches.insert(insert);
      case Shape.ArrayChange change -> batches.update(change.update());
      case Shape.ArrayDelete delete -> batches.delete();
    };
  }

  private Rendered insert(Shape.Insert insert) {
    SqlText sql = insert(insert.columns(), insert.rows());
    return switch (insert.end()) {
      case PLAIN -> Rendered.write(dialect, sql);
      case IGNORING -> Rendered.write(dialect, sql.append(dialect.ignoringConflict(insert.keys())));
      case RETURNING_KEY -> returning(sql, table.primaryKey());
    };
  }

  private Rendered upsert(Shape.Upsert upsert) {
    List<String> others = upsert.columns().names().stream()
        .filter(name -> !upsert.keys().contains(name)).toList();
    SqlText sql = insert(upsert.columns(), upsert.rows())
        .append(dialect.overwritingConflict(others, upsert.keys()));
    return Rendered.read(dialect, sql, Columns.of(List.of("inserted")),
        new ValueCodec[]{dialect.types().codec(PortableType.BOOLEAN)});
  }

  private SqlText insert(Columns columns, int rows) {
    SqlText sql = SqlText.withParameters(dialect).append("INSERT INTO ").name(table.name());
    if (columns.size() == 0) {
      return sql.append(dialect.defaultValues());
    }
    sql.append(" (").names(columns.names()).append(") VALUES ");
    for (int row = 0; row < rows; row++) {
      values(sql.append(row == 0 ? "(" : ", ("), columns);
    }
    return sql;
  }

  private void values(SqlText sql, Columns columns) {
    for (int i = 0; i < columns.size(); i++) {
      sql.append(i == 0 ? "" : ", ").parameter(codec(columns.name(i)));
    }
    sql.append(")");
  }

  private Rendered overwrite(Shape.Overwrite overwrite) {
    SqlText sql = SqlText.withParameters(dialect).append("UPDATE ").name(table.name());
    String separator = " SET ";
    for (String name : overwrite.columns().names()) {
      if (!overwrite.keys().contains(name)) {
        sql.append(separator).name(name).append(" = ").parameter(codec(name));
        separator = ", ";
      }
    }
    separator = " WHERE ";
    for (String name : overwrite.keys()) {
      sql.append(separator).append(filters.operand(filters.column(name))).append(" = ")
          .parameter(codec(name));
      separator = " AND ";
    }
    return Rendered.write(dialect, sql);
  }

  private Rendered lockedKey(Shape.LockedKey locked) {
    SqlText sql = SqlText.withParameters(dialect).append("SELECT 1 FROM ").name(table.name());
    String separator = " WHERE ";
    for (String name : locked.keys()) {
      sql.append(separator).append(filters.operand(filters.column(name))).append(" = ")
          .parameter(codec(name));
      separator = " AND ";
    }
    return Rendered.write(dialect, sql.append(dialect.keyLock()));
  }

  private Rendered filtered(Shape.Filtered filtered) {
    SqlText sql = SqlText.withParameters(dialect).append(switch (filtered.verb()) {
      case COUNT -> "SELECT count(*) FROM ";
      case EXISTS -> "SELECT 1 FROM ";
      case DELETE -> "DELETE FROM ";
    }).name(table.name());
    filters.where(sql, filtered.where());
    return Rendered.write(dialect,
        filtered.verb() == Shape.Verb.EXISTS ? sql.append(" LIMIT 1") : sql);
  }

  private Rendered select(Shape.Select select) {
    Columns columns = select.columns().isEmpty() ? table.columns() : Columns.of(select.columns());
    SqlText sql = SqlText.withParameters(dialect).append("SELECT ").names(columns.names())
        .append(" FROM ").name(table.name());
    filters.where(sql, select.where());
    order(sql, select.order());
    sql.append(switch (select.page()) {
      case ALL -> "";
      case FIRST -> " LIMIT 1";
      case FIRST_LOCKED -> " LIMIT 1" + dialect.rowLock();
      case LIMIT -> " LIMIT ?";
      case LIMIT_AND_OFFSET -> " LIMIT ? OFFSET ?";
    });
    return Rendered.read(dialect, sql, columns, codecs(columns));
  }

  private void order(SqlText sql, List<Order> order) {
    String separator = " ORDER BY ";
    for (Order part : order) {
      ColumnDescription column = filters.column(part.field());
      sql.append(separator).append(
          dialect.order(filters.operand(column), column.nullable(), part.descending()));
      separator = ", ";
    }
  }

  private Rendered update(Shape.Change change) {
    SqlText sql = changes(change.update());
    filters.where(sql, change.where());
    return Rendered.write(dialect, sql);
  }

  /** The condition stands twice, so that a record which another changed meanwhile is looked at again. */
  private Rendered compareAndSet(Shape.Change change) {
    SqlText sql = changes(change.update()).append(" WHERE ");
    List<String> identity =
        table.primaryKey().isEmpty() ? dialect.rowIdentity(table) : table.primaryKey();
    filters.condition(sql, change.where());
    if (!new KeyPinning(table).isPinned(change.where())) {
      sql.append(identity.size() == 1 ? " AND " : " AND (").names(identity)
          .append(identity.size() == 1 ? " IN (SELECT " : ") IN (SELECT ").names(identity)
          .append(" FROM ").name(table.name());
      filters.where(sql, change.where());
      sql.append(" LIMIT 1)");
    }
    return returning(sql, table.columns().names());
  }

  private SqlText changes(Update update) {
    SqlText sql = SqlText.withParameters(dialect).append("UPDATE ").name(table.name());
    String separator = " SET ";
    for (Update.Change change : update.changes()) {
      ColumnDescription column = filters.column(change.column());
      sql.append(separator).name(column.name()).append(" = ");
      switch (change) {
        case Update.Set set -> sql.parameter(dialect.types().codec(column));
        case Update.Increment increment ->
            dialect.increment(sql, dialect.quoted(column.name()), column, increment.by());
        case Update.Push push -> dialect.push(sql, dialect.quoted(column.name()), push.value());
        case Update.Pull pull -> dialect.pull(sql, dialect.quoted(column.name()), pull.value());
        case Update.Unset unset -> sql.append("NULL");
      }
      separator = ", ";
    }
    return sql;
  }

  private Rendered returning(SqlText sql, List<String> names) {
    Columns columns = Columns.of(names);
    return Rendered.read(dialect, sql.append(" RETURNING ").names(names), columns, codecs(columns));
  }

  private ValueCodec[] codecs(Columns columns) {
    return columns.names().stream().map(this::codec).toArray(ValueCodec[]::new);
  }

  private ValueCodec codec(String column) {
    return dialect.types().codec(filters.column(column));
  }
}
