package dev.plinth.jdbc;

import dev.plinth.data.Columns;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Renders statements about many records of one table, each named by its key. */
final class BatchRenderer {
  private static final String GIVEN = "plinth_given";

  private final Dialect dialect;
  private final TableSchema table;
  private final FilterRenderer filters;

  BatchRenderer(Dialect dialect, TableSchema table) {
    this.dialect = dialect;
    this.table = table;
    this.filters = new FilterRenderer(dialect, table, dialect.quoted(table.name()) + ".");
  }

  /** The columns asked for and, behind them, what is missing of the key. */
  Rendered select(Shape.KeyedSelect select) {
    var names = new ArrayList<>(
        select.columns().isEmpty() ? table.columns().names() : select.columns());
    table.primaryKey().stream().filter(name -> !names.contains(name)).forEach(names::add);
    SqlText sql = SqlText.withParameters(dialect).append("SELECT ");
    for (int i = 0; i < names.size(); i++) {
      sql.append(i == 0 ? "" : ", ").name(table.name()).append(".").name(names.get(i));
    }
    sql.append(" FROM ").name(table.name());
    if (select.keys() > 0) {
      inList(sql, select.keys());
    } else if (table.primaryKey().size() == 1) {
      anyKey(sql);
    } else {
      given(sql.append(", "), List.of());
      sql.append(" WHERE ");
      keysAreGiven(sql);
    }
    Columns columns = Columns.of(names);
    return Rendered.read(dialect, sql, columns, codecs(names));
  }

  private void inList(SqlText sql, int keys) {
    List<String> key = table.primaryKey();
    String opening = key.size() == 1 ? "" : "(";
    String closing = key.size() == 1 ? "" : ")";
    sql.append(" WHERE ").append(opening);
    for (int i = 0; i < key.size(); i++) {
      sql.append(i == 0 ? "" : ", ").append(filters.operand(filters.column(key.get(i))));
    }
    sql.append(closing).append(" IN (");
    for (int row = 0; row < keys; row++) {
      sql.append(row == 0 ? "" : ", ").append(opening);
      for (int i = 0; i < key.size(); i++) {
        sql.append(i == 0 ? "" : ", ").parameter(codec(key.get(i)));
      }
      sql.append(closing);
    }
    sql.append(")");
  }

  private void anyKey(SqlText sql) {
    ColumnDescription column = filters.column(table.primaryKey().get(0));
    sql.append(" WHERE ").append(filters.operand(column)).append(" = ANY(");
    array(sql, column);
    sql.append(")");
  }

  Rendered insert(Shape.ArrayInsert insert) {
    SqlText sql = SqlText.withParameters(dialect).append("INSERT INTO ").name(table.name())
        .append(" (").names(insert.columns().names()).append(") SELECT * FROM unnest(");
    arrays(sql, insert.columns().names());
    sql.append(")");
    return switch (insert.end()) {
      case PLAIN -> Rendered.write(dialect, sql);
      case IGNORING -> returning(sql.append(" ON CONFLICT DO NOTHING"));
      case RETURNING_KEY -> returning(sql);
    };
  }

  private Rendered returning(SqlText sql) {
    List<String> key = table.primaryKey();
    return Rendered.read(dialect, sql.append(" RETURNING ").names(key), Columns.of(key),
        codecs(key));
  }

  Rendered update(Update update) {
    SqlText sql = SqlText.withParameters(dialect).append("UPDATE ").name(table.name());
    String separator = " SET ";
    List<String> bound = new ArrayList<>();
    for (Update.Change change : update.changes()) {
      sql.append(separator).name(change.column()).append(" = ");
      switch (change) {
        case Update.Set set -> sql.append(given(table.primaryKey().size() + bound.size()));
        case Update.Increment increment -> sql.name(table.name()).append(".").name(change.column())
            .append(" + ").append(given(table.primaryKey().size() + bound.size()));
        case Update.ListChange list ->
            throw new IllegalStateException("lists are not bound as arrays");
        case Update.Unset unset -> sql.append("NULL");
      }
      if (!(change instanceof Update.Unset)) {
        bound.add(change.column());
      }
      separator = ", ";
    }
    given(sql.append(" FROM "), bound);
    return returningGiven(sql);
  }

  Rendered delete() {
    SqlText sql =
        SqlText.withParameters(dialect).append("DELETE FROM ").name(table.name());
    given(sql.append(" USING "), List.of());
    return returningGiven(sql);
  }

  private Rendered returningGiven(SqlText sql) {
    keysAreGiven(sql.append(" WHERE "));
    List<String> key = table.primaryKey();
    String separator = " RETURNING ";
    for (int i = 0; i < key.size(); i++) {
      sql.append(separator).append(given(i));
      separator = ", ";
    }
    return Rendered.read(dialect, sql, Columns.of(key), codecs(key));
  }

  /** The given keys and further values as a table, whose columns are numbered. */
  private void given(SqlText sql, List<String> more) {
    var names = new ArrayList<>(table.primaryKey());
    names.addAll(more);
    sql.append("unnest(");
    arrays(sql, names);
    sql.append(") AS ").append(GIVEN).append("(");
    for (int i = 0; i < names.size(); i++) {
      sql.append(i == 0 ? "c" : ", c").append(String.valueOf(i));
    }
    sql.append(")");
  }

  private static String given(int index) {
    return GIVEN + ".c" + index;
  }

  private void keysAreGiven(SqlText sql) {
    List<String> key = table.primaryKey();
    for (int i = 0; i < key.size(); i++) {
      sql.append(i == 0 ? "" : " AND ").append(filters.operand(filters.column(key.get(i))))
          .append(" = ").append(given(i));
    }
  }

  private void arrays(SqlText sql, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      array(sql.append(i == 0 ? "" : ", "), filters.column(names.get(i)));
    }
  }

  private void array(SqlText sql, ColumnDescription column) {
    ArrayCodec codec = Objects.requireNonNull(dialect.arrayCodec(column), "arrayCodec");
    sql.parameter(new ArrayValues(codec)).append("::").append(codec.type());
  }

  private ValueCodec[] codecs(List<String> names) {
    return names.stream().map(this::codec).toArray(ValueCodec[]::new);
  }

  private ValueCodec codec(String name) {
    return dialect.types().codec(filters.column(name));
  }
}
