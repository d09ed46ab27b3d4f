package dev.plinth.postgres;

import dev.plinth.DatabaseException;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation.Function;
import dev.plinth.data.Filter;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.jdbc.ArrayCodec;
import dev.plinth.jdbc.Catalog;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.SchemaSyntax;
import dev.plinth.jdbc.SqlText;
import dev.plinth.jdbc.TypeMapping;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL as PostgreSQL speaks it. */
final class PostgresDialect extends Dialect {
  /** Numbers of parameters are written in 16 bits. */
  private static final int MOST_PARAMETERS = 65_535;

  private final PostgresTypes types = new PostgresTypes();
  private final PostgresDefinitions definitions = new PostgresDefinitions();
  private final PostgresCatalog catalog;
  private final LetterCase letterCase;

  PostgresDialect(PostgresSettings settings, LetterCase letterCase) {
    super(new PostgresGrammar());
    this.catalog = new PostgresCatalog(settings);
    this.letterCase = letterCase;
  }

  @Override
  public TypeMapping types() {
    return types;
  }

  @Override
  public Catalog catalog() {
    return catalog;
  }

  @Override
  public SchemaSyntax definitions() {
    return definitions;
  }

  @Override
  public DatabaseException translate(SQLException failure) {
    return PostgresErrors.translate(failure);
  }

  @Override
  public int maxParameters() {
    return MOST_PARAMETERS;
  }

  /** A pattern, since patterns are what indexes of texts can serve. */
  @Override
  public void textSearch(SqlText sql, String expression, Filter.TextSearch search) {
    ValueCodec pattern = Codecs.asText(String.class,
        text -> switch (search.match()) {
          case CONTAINS -> "%" + escaped(text) + "%";
          case STARTS_WITH -> escaped(text) + "%";
          case ENDS_WITH -> "%" + escaped(text);
        }, text -> text);
    if (!search.ignoreCase()) {
      sql.append(expression + " LIKE ").value(pattern, search.text());
    } else {
      sql.append(letterCase.folded(expression) + " LIKE " + letterCase.before())
          .value(pattern, search.text()).append(letterCase.behind());
    }
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** An index serves an order only where both say the same of nulls, and a key says nothing. */
  @Override
  public String order(String operand, boolean nullable, boolean descending) {
    return operand + direction(nullable, descending);
  }

  static String direction(boolean nullable, boolean descending) {
    if (descending) {
      return nullable ? " DESC NULLS LAST" : " DESC";
    }
    return nullable ? " NULLS FIRST" : "";
  }

  @Override
  public void push(SqlText sql, String expression, Object text) {
    sql.append("array_append(" + expression + "::text[], ").value(Codecs.TEXT, text)
        .append("::text)");
  }

  @Override
  public void pull(SqlText sql, String expression, Object text) {
    sql.append("array_remove(" + expression + "::text[], ").value(Codecs.TEXT, text)
        .append("::text)");
  }

  @Override
  public String measure(Function function, String expression, ColumnDescription column) {
    return switch (function) {
      case COUNT -> "count(" + expression + ")";
      case SUM -> "sum(" + expression + ")";
      case AVG -> column.type() == PortableType.DECIMAL
          ? "avg(" + expression + ")"
          : "avg(" + expression + ")::float8";
      case MIN -> extreme("min", expression, column);
      case MAX -> extreme("max", expression, column);
    };
  }

  /** Of some types PostgreSQL knows the order and yet no least and greatest; their text has the same order. */
  private static String extreme(String function, String expression, ColumnDescription column) {
    return switch (column.type()) {
      case UUID -> function + "(" + expression + "::text COLLATE \"C\")::uuid";
      case BYTES ->
          "decode(" + function + "(encode(" + expression + ", 'hex') COLLATE \"C\"), 'hex')";
      case BOOLEAN -> (function.equals("min") ? "bool_and(" : "bool_or(") + expression + ")";
      case null, default -> function + "(" + expression + ")";
    };
  }

  @Override
  public ValueCodec measureCodec(Function function, ColumnDescription column) {
    boolean decimal = column.type() == PortableType.DECIMAL;
    return switch (function) {
      case COUNT -> Codecs.LONG;
      case MIN, MAX -> types.codec(column);
      case AVG -> decimal ? Codecs.DECIMAL : Codecs.DOUBLE;
      case SUM -> decimal
          ? Codecs.DECIMAL
          : column.type() == PortableType.DOUBLE ? Codecs.DOUBLE : Codecs.WHOLE_SUM;
    };
  }

  @Override
  public boolean overwritesConflicts(TableSchema table) {
    return table.description().kind() == TableKind.TABLE;
  }

  /** A row version that an insert made was never locked or replaced by any transaction. */
  @Override
  public String overwritingConflict(List<String> columns, List<String> keys) {
    String changes = String.join(", ", columns.stream()
        .map(column -> quoted(column) + " = EXCLUDED." + quoted(column)).toList());
    String key = String.join(", ", keys.stream().map(this::quoted).toList());
    return " ON CONFLICT (" + key + ") DO UPDATE SET " + changes + " RETURNING (xmax = 0)";
  }

  @Override
  public boolean load(Connection connection, TableSchema table, List<Row> rows)
      throws SQLException {
    return CopyLoad.load(this, connection, table, rows);
  }

  @Override
  public @Nullable ArrayCodec arrayCodec(ColumnDescription column) {
    return PostgresArrays.of(column);
  }

  /** Where a row stands, and in which partition. */
  @Override
  public List<String> rowIdentity(TableSchema table) {
    return table.description().kind() == TableKind.TABLE
        ? List.of("tableoid", "ctid")
        : super.rowIdentity(table);
  }

  @Override
  public Found call(Connection connection, RoutineCall call, Limits limits) throws SQLException {
    return new RoutineCalls(this, connection).call(call, limits);
  }
}
