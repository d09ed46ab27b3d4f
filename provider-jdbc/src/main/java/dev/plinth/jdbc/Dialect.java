package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.jdbc.sql.ParsedStatement;
import dev.plinth.jdbc.sql.SqlGrammar;
import dev.plinth.jdbc.sql.StatementParser;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one family of SQL backends does in its own way. The defaults are what SQLite, PostgreSQL and
 * MySQL have in common. Immutable, used by many threads.
 *
 * <p>An {@code expression} is a quoted column, perhaps with the alias of its table. Rendering happens
 * once for a shape of a statement; values are only ever bound.
 */
public abstract class Dialect {
  private final StatementParser parser;

  /** A dialect whose native statements follow this grammar. */
  protected Dialect(SqlGrammar grammar) {
    this.parser = new StatementParser(grammar);
  }

  /** The types. */
  public abstract TypeMapping types();

  /** The introspection. */
  public abstract Catalog catalog();

  /** The definitions. */
  public abstract SchemaSyntax definitions();

  /** The portable failure for one of the driver, by SQLSTATE and vendor code; without its message. */
  public abstract DatabaseException translate(SQLException failure);

  /** Reads a native statement; answers are kept. Fails with {@link ErrorCode#INVALID_QUERY}. */
  public final ParsedStatement parse(String text) {
    return parser.parse(text);
  }

  /** A quoted identifier. Fails with {@link ErrorCode#INVALID_ARGUMENT} for one that no backend can have. */
  public final String quoted(String identifier) {
    if (identifier.isEmpty() || identifier.indexOf('\0') >= 0) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a name must not be empty and must not contain U+0000");
    }
    String quote = String.valueOf(identifierQuote());
    return quote + identifier.replace(quote, quote + quote) + quote;
  }

  /** What stands around an identifier. */
  protected char identifierQuote() {
    return '"';
  }

  /**
   * What is compared, ordered and grouped for a column: its expression, or, where the backend would
   * compare what it stores and not what that means, something around it.
   */
  public String operand(String expression, ColumnDescription column) {
    return expression;
  }

  /**
   * The same in a check, which stands in the schema: made of what the backend itself has, since every
   * tool that writes to the table or looks at it carries it out.
   */
  public String checkOperand(String expression, ColumnDescription column) {
    return operand(expression, column);
  }

  /**
   * Adds a condition on a literal text, by code point; it may be null where the column is. The value
   * is added by {@link SqlText#value} and {@link SqlText#repeated}, with a codec that turns the text
   * into what is to be bound.
   */
  public abstract void textSearch(SqlText sql, String expression, Filter.TextSearch search);

  /** A part of an order: nulls first ascending, last descending, where there may be any. */
  public String order(String operand, boolean nullable, boolean descending) {
    return descending ? operand + " DESC" : operand;
  }

  /** An aggregate of a column; the sum of whole numbers must not overflow. */
  public abstract String measure(Aggregation.Function function, String expression,
      ColumnDescription column);

  /**
   * Reads what {@link #measure} computes. A sum of whole numbers is a Long or, where it does not fit, a
   * BigDecimal; a mean is a Double, of decimals a BigDecimal.
   */
  public abstract ValueCodec measureCodec(Aggregation.Function function, ColumnDescription column);

  /** How a measure is ordered by its name in the answer, as {@link #operand} is for a column. */
  public String measureOperand(String alias, Aggregation.Function function,
      ColumnDescription column) {
    return function == Aggregation.Function.COUNT ? alias : operand(alias, column);
  }

  /** Adds the number to add: {@code expression + ?}. It must fail where the result does not fit the column. */
  public void increment(SqlText sql, String expression, ColumnDescription column, Object by) {
    sql.append(expression).append(" + ").value(types().codec(column), by);
  }

  /** Adds a list of texts with one more at its end; of null, the list of it. The text is added once. */
  public abstract void push(SqlText sql, String expression, Object text);

  /** Adds a list of texts without those that are equal to one; of null, null. The text is added once. */
  public abstract void pull(SqlText sql, String expression, Object text);

  /** The most parameters of one statement. */
  public int maxParameters() {
    return 32_766;
  }

  /**
   * How many rows one statement of a bulk insert carries at most; 1 for JDBC batches of single rows,
   * whose driver then tells an exact count for each row.
   */
  public int rowsPerInsert() {
    return 1;
  }

  /** The most bytes of one statement with the values that are bound, as far as it is known. */
  public long maxStatementBytes() {
    return Long.MAX_VALUE;
  }

  /**
   * How many values of a column are bound as one array; null where they cannot be. Where all columns
   * concerned have one, single-record calls that travel together are one statement whatever their number:
   * {@code = ANY(?::uuid[])}, {@code FROM unnest(?::uuid[], ?::text[])}. Elsewhere they are lists of
   * parameters and JDBC batches.
   */
  public @Nullable ArrayCodec arrayCodec(ColumnDescription column) {
    return null;
  }

  /**
   * Whether {@link #ignoringConflict} is there. Without it an insert is tried, and where a unique key
   * refuses it, the record of the key meant is looked for.
   */
  public boolean ignoresConflicts() {
    return true;
  }

  /** The end of an insert that leaves a record with this key as it is, and still fails for other violations. */
  public String ignoringConflict(List<String> keys) {
    return " ON CONFLICT (" + quotedNames(keys) + ") DO NOTHING";
  }

  /** Whether {@link #overwritingConflict} upserts a record of the table in one statement; else it takes two. */
  public boolean overwritesConflicts(TableSchema table) {
    return false;
  }

  /**
   * The end of an insert that overwrites these columns of a record that has this key, and returns for each
   * row, in one column, whether it was inserted; it still fails for other violations.
   */
  public String overwritingConflict(List<String> columns, List<String> keys) {
    throw new IllegalStateException("an upsert takes two statements here");
  }

  /**
   * Inserts many rows of the same columns by the backend's own means of loading them: all or none, and
   * failing for every violation. Whether it did; where it does not pay or is not possible, nothing was sent.
   */
  public boolean load(Connection connection, TableSchema table, List<Row> rows)
      throws SQLException {
    return false;
  }

  /** What an insert without any column says behind the table. */
  public String defaultValues() {
    return " DEFAULT VALUES";
  }

  /**
   * Whether an insert and an update can return rows by RETURNING. Without it an update that returns a record
   * takes three statements, which the engine runs in a transaction.
   */
  public boolean returning() {
    return true;
  }

  /** Whether an insert can return rows by RETURNING. Without it the driver tells the {@link #countedColumn}. */
  public boolean returningInserts() {
    return returning();
  }

  /** The one column of a table that the backend counts up and whose value the driver tells; null for none. */
  public @Nullable String countedColumn(TableSchema table) {
    return null;
  }

  /** What locks the rows that a query finds, up to the end of the transaction; empty where writers wait anyway. */
  public String rowLock() {
    return " FOR UPDATE";
  }

  /** What keeps others from changing a record that was found by its key, up to the end of the transaction. */
  public String keyLock() {
    return rowLock();
  }

  /**
   * The columns by which one record of a table is named where the table has no primary key, such as the
   * backend's row id. Fails with {@link ErrorCode#UNSUPPORTED} where there is nothing of the kind.
   */
  public List<String> rowIdentity(TableSchema table) {
    throw new DatabaseException(ErrorCode.UNSUPPORTED,
        "the table " + table.name() + " needs a primary key for this");
  }

  /** Calls a routine; only where the capabilities name it. */
  public Found call(Connection connection, RoutineCall call, Limits limits) throws SQLException {
    throw new DatabaseException(ErrorCode.UNSUPPORTED, "this backend has no routines to call");
  }

  /** Reads a result whose columns only the driver knows, within bounds. */
  public final Found found(ResultSet rows, Limits limits) throws SQLException {
    return RowReader.of(types(), rows).found(rows, limits.maxRows(), limits.maxBytes());
  }

  /**
   * Lets a connection take notice of the schema as it is now, before a plan is asked for; for backends
   * whose connections learn of a change only when they carry out a statement.
   */
  public void refreshSchema(Connection connection) throws SQLException {}

  /** Sets up a statement whose result no limit bounds, once, so that the driver does not hold all of it. */
  public void configureUnbounded(PreparedStatement statement) throws SQLException {
    configureRead(statement);
  }

  /** Sets up a statement that reads, once, so that the driver does not hold a whole large result. */
  public void configureRead(PreparedStatement statement) throws SQLException {
    statement.setFetchSize(256);
  }

  private String quotedNames(List<String> names) {
    return String.join(", ", names.stream().map(this::quoted).toList());
  }
}
