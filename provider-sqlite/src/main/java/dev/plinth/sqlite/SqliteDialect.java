package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Aggregation.Function;
import dev.plinth.data.Filter;
import dev.plinth.jdbc.Catalog;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.SchemaSyntax;
import dev.plinth.jdbc.SqlText;
import dev.plinth.jdbc.TypeMapping;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.TableSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** SQL as SQLite speaks it. */
final class SqliteDialect extends Dialect {
  /** Fails with SQLITE_TOOBIG, the one way in which an expression can say by a code that a value does not fit. */
  private static final String OUT_OF_RANGE = "zeroblob(9223372036854775807)";
  private static final String BY_VALUE = " COLLATE " + SqliteFunctions.DECIMAL;
  private static final ValueCodec FOLDED = SqliteCodecs.binding(SqliteFunctions::fold);

  private final SqliteTypes types = new SqliteTypes();
  private final SqliteDefinitions definitions = new SqliteDefinitions();
  private final SqliteCatalog catalog;

  SqliteDialect(SqliteSettings settings) {
    super(new SqliteGrammar());
    this.catalog = new SqliteCatalog(settings);
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

  /** A connection compares its schema with that of the file when it reads, and EXPLAIN reads nothing. */
  @Override
  public void refreshSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM sqlite_schema LIMIT 1");
    }
  }

  @Override
  public DatabaseException translate(SQLException failure) {
    return SqliteErrors.translate(failure);
  }

  @Override
  public String operand(String expression, ColumnDescription column) {
    return column.type() == PortableType.DECIMAL ? expression + BY_VALUE : expression;
  }

  /** By value too, of up to 15 digits exactly: collations and functions of ours are no part of a file. */
  @Override
  public String checkOperand(String expression, ColumnDescription column) {
    return column.type() == PortableType.DECIMAL
        ? "CAST(" + expression + " AS NUMERIC)"
        : expression;
  }

  @Override
  public void textSearch(SqlText sql, String expression, Filter.TextSearch search) {
    if (search.ignoreCase() && sql.isDefinition()) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "SQLite itself has no way to ignore the case "
              + "of letters outside of ASCII, so that a check on " + search.field()
              + " cannot: compare with case, or check in the application");
    }
    ValueCodec codec = search.ignoreCase() ? FOLDED : Codecs.TEXT;
    String text =
        search.ignoreCase() ? SqliteFunctions.FOLD + "(" + expression + ")" : expression;
    String sought = search.text();
    switch (search.match()) {
      case CONTAINS -> sql.append("instr(" + text + ", ").value(codec, sought).append(") > 0");
      case STARTS_WITH -> sql.append("substr(" + text + ", 1, length(").value(codec, sought)
          .append(")) = ").repeated(codec, sought);
      case ENDS_WITH -> sql.append("substr(" + text + ", length(" + text + ") + 1 - length(")
          .value(codec, sought).append(")) = ").repeated(codec, sought);
    }
  }

  @Override
  public String measure(Function function, String expression, ColumnDescription column) {
    PortableType type = column.type();
    return switch (function) {
      case COUNT -> "count(" + expression + ")";
      case MIN -> "min(" + operand(expression, column) + ")";
      case MAX -> "max(" + operand(expression, column) + ")";
      case AVG -> (type == PortableType.DECIMAL ? SqliteFunctions.DECIMAL_MEAN : "avg") + "("
          + expression + ")";
      case SUM -> type == PortableType.DECIMAL
          ? SqliteFunctions.DECIMAL_SUM + "(" + expression + ")"
          : type == PortableType.LONG ? wideSum(expression) : "sum(" + expression + ")";
    };
  }

  /** A sum of SQLite fails where it does not fit; that of both halves always fits. */
  private static String wideSum(String expression) {
    return SqliteFunctions.WIDE_SUM + "(sum(" + expression + " >> 32), sum(" + expression
        + " & 4294967295))";
  }

  @Override
  public ValueCodec measureCodec(Function function, ColumnDescription column) {
    boolean decimal = column.type() == PortableType.DECIMAL;
    return switch (function) {
      case COUNT -> SqliteCodecs.of(PortableType.LONG);
      case MIN, MAX -> types.codec(column);
      case AVG -> SqliteCodecs.of(decimal ? PortableType.DECIMAL : PortableType.DOUBLE);
      case SUM -> column.type() == PortableType.LONG
          ? SqliteCodecs.reading(SqliteDialect::whole)
          : SqliteCodecs.of(decimal ? PortableType.DECIMAL : PortableType.DOUBLE);
    };
  }

  private static Object whole(String text) {
    var number = new BigInteger(text);
    return number.bitLength() < Long.SIZE
        ? (Object) number.longValueExact()
        : new BigDecimal(number);
  }

  @Override
  public String measureOperand(String alias, Function function, ColumnDescription column) {
    boolean wide = function == Function.SUM && column.type() == PortableType.LONG;
    return wide ? alias + BY_VALUE : super.measureOperand(alias, function, column);
  }

  @Override
  public void increment(SqlText sql, String expression, ColumnDescription column, Object by) {
    ValueCodec codec = types.codec(column);
    PortableType type = column.type();
    if (type == PortableType.DECIMAL) {
      SqliteTypes.Declared declared = SqliteTypes.declared(column.nativeType());
      sql.append("coalesce(" + SqliteFunctions.DECIMAL_ADD + "(" + expression + ", ")
          .value(SqliteCodecs.of(type), by)
          .append(", " + declared.first() + ", " + declared.second() + "), CASE WHEN "
              + expression + " IS NOT NULL THEN " + OUT_OF_RANGE + " END)");
    } else if (type == PortableType.LONG) {
      sql.append("CASE WHEN typeof(" + expression + " + ").value(codec, by)
          .append(") = 'real' THEN " + OUT_OF_RANGE + " ELSE " + expression + " + ")
          .repeated(codec, by).append(" END");
    } else {
      sql.append("CASE WHEN abs(" + expression + " + ").value(codec, by)
          .append(") > 1.7976931348623157e308 THEN " + OUT_OF_RANGE + " ELSE " + expression
              + " + ")
          .repeated(codec, by).append(" END");
    }
  }

  @Override
  public void push(SqlText sql, String expression, Object text) {
    changeList(sql, SqliteFunctions.LIST_PUSH, expression, text);
  }

  @Override
  public void pull(SqlText sql, String expression, Object text) {
    changeList(sql, SqliteFunctions.LIST_PULL, expression, text);
  }

  private static void changeList(SqlText sql, String function, String expression, Object text) {
    sql.append(function + "(" + expression + ", ").value(Codecs.TEXT, text).append(")");
  }

  @Override
  public List<String> rowIdentity(TableSchema table) {
    return Stream.of("rowid", "_rowid_", "oid")
        .filter(name -> table.columns().names().stream().noneMatch(name::equalsIgnoreCase))
        .limit(1).toList();
  }

  /** Rows are fetched one by one anyway. */
  @Override
  public void configureRead(PreparedStatement statement) {}
}
