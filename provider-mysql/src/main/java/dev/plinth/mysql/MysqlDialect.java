package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation.Function;
import dev.plinth.data.Filter;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.jdbc.Catalog;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.SchemaSyntax;
import dev.plinth.jdbc.SqlText;
import dev.plinth.jdbc.TypeMapping;
import dev.plinth.jdbc.ValueCodec;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL as MySQL, MariaDB and TiDB speak it. */
final class MysqlDialect extends Dialect {
  /** Numbers of parameters are written in 16 bits. */
  private static final int MOST_PARAMETERS = 65_535;
  private static final int ROWS_PER_INSERT = 256;

  private final MysqlSettings settings;
  private final ServerFacts facts;
  private final BulkLoads loads;
  private final MysqlTypes types;
  private final MysqlDefinitions definitions;
  private final MysqlTables tables = new MysqlTables();
  private final MysqlCatalog catalog;

  MysqlDialect(MysqlSettings settings, ServerFacts facts, BulkLoads loads) {
    super(new MysqlGrammar());
    this.settings = settings;
    this.facts = facts;
    this.loads = loads;
    this.types = new MysqlTypes(facts);
    this.definitions = new MysqlDefinitions(facts);
    this.catalog = new MysqlCatalog(settings, facts, tables);
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
    return MysqlErrors.translate(failure);
  }

  @Override
  protected char identifierQuote() {
    return '`';
  }

  @Override
  public int maxParameters() {
    return MOST_PARAMETERS;
  }

  @Override
  public int rowsPerInsert() {
    return ROWS_PER_INSERT;
  }

  @Override
  public long maxStatementBytes() {
    return facts.longestPacket();
  }

  @Override
  public boolean load(Connection connection, TableSchema table, List<Row> rows)
      throws SQLException {
    return loads.load(this, connection, table, rows);
  }

  /** MariaDB keeps JSON as the text that it was written as. */
  @Override
  public String operand(String expression, ColumnDescription column) {
    boolean json =
        column.type() == PortableType.JSON || column.type() == PortableType.TEXT_LIST;
    return json && facts.isMariaDb() ? "JSON_NORMALIZE(" + expression + ")" : expression;
  }

  /**
   * By code point, whatever the collation of the column, for which its own comparison is asked first: an
   * index may serve that of a beginning.
   */
  @Override
  public void textSearch(SqlText sql, String expression, Filter.TextSearch search) {
    ValueCodec pattern = new LikePattern(search.match());
    String converted = "CONVERT(" + expression + " USING utf8mb4)";
    String exactly = converted + " COLLATE " + facts.collation();
    if (search.ignoreCase()) {
      sql.append(facts.beforeFolded() + converted + facts.behindFolded() + " LIKE "
          + facts.beforeFolded()).value(pattern, search.text())
          .append(facts.behindFolded() + " ESCAPE '|'");
    } else {
      sql.append("(" + expression + " LIKE ").value(pattern, search.text())
          .append(" ESCAPE '|' AND " + exactly + " LIKE ").repeated(pattern, search.text())
          .append(" ESCAPE '|')");
    }
  }

  @Override
  public void push(SqlText sql, String expression, Object text) {
    sql.append("JSON_ARRAY_APPEND(COALESCE(" + expression + ", JSON_ARRAY()), '$', ")
        .value(MysqlCodecs.TEXT, text).append(")");
  }

  /** In the order of the list: MySQL puts together as it reads, MariaDB only where it is told to. */
  @Override
  public void pull(SqlText sql, String expression, Object text) {
    boolean maria = facts.isMariaDb();
    String elements = maria
        ? "JSON_ARRAYAGG(plinth_list.v ORDER BY plinth_list.n)"
        : "JSON_ARRAYAGG(plinth_list.v)";
    sql.append("CASE WHEN " + expression + " IS NOT NULL THEN COALESCE((SELECT " + elements
        + " FROM JSON_TABLE(" + expression + ", '$[*]' COLUMNS (n FOR ORDINALITY, v LONGTEXT"
        + " CHARACTER SET utf8mb4 PATH '$')) plinth_list WHERE CONVERT(plinth_list.v USING utf8mb4)"
        + " COLLATE " + facts.collation() + " <> ")
        .value(MysqlCodecs.TEXT, text).append("), JSON_ARRAY()) END");
  }

  @Override
  public String measure(Function function, String expression, ColumnDescription column) {
    return switch (function) {
      case COUNT -> "count(" + expression + ")";
      case SUM -> "sum(" + expression + ")";
      case AVG -> column.type() == PortableType.DECIMAL
          ? "avg(" + expression + ")"
          : "CAST(sum(" + expression + ") AS DOUBLE) / count(" + expression + ")";
      case MIN -> "min(" + expression + ")";
      case MAX -> "max(" + expression + ")";
    };
  }

  @Override
  public ValueCodec measureCodec(Function function, ColumnDescription column) {
    boolean decimal = column.type() == PortableType.DECIMAL;
    return switch (function) {
      case COUNT -> Codecs.LONG;
      case MIN, MAX -> types.codec(column);
      case AVG -> decimal ? types.codec(PortableType.DECIMAL) : Codecs.DOUBLE;
      case SUM -> decimal
          ? types.codec(column)
          : column.type() == PortableType.DOUBLE ? Codecs.DOUBLE : Codecs.WHOLE_SUM;
    };
  }

  /**
   * {@code INSERT IGNORE} swallows every violation, and {@code ON DUPLICATE KEY UPDATE} every unique key;
   * so a plain insert is tried, and the key looked for where it failed.
   */
  @Override
  public boolean ignoresConflicts() {
    return false;
  }

  @Override
  public String defaultValues() {
    return " () VALUES ()";
  }

  @Override
  public boolean returning() {
    return false;
  }

  /** MariaDB's do; to Connector/J an insert is no query. */
  @Override
  public boolean returningInserts() {
    return settings.driver() == JdbcDriver.MARIADB && facts.isMariaDb();
  }

  @Override
  public @Nullable String countedColumn(TableSchema table) {
    return tables.counted(table);
  }

  /** Whether a write that fails is undone as a whole. */
  boolean undoesWrites(TableSchema table) {
    return tables.isTransactional(table);
  }

  /**
   * Whether the keys of an insert of many records are known. InnoDB counts up without a gap for the records of one
   * statement whose number is known before it runs, whatever {@code innodb_autoinc_lock_mode} ("simple inserts",
   * <a href="https://dev.mysql.com/doc/refman/8.4/en/innodb-auto-increment-handling.html">InnoDB</a>), and
   * Connector/J counts as the server does. TiDB promises no such thing, MariaDB's driver tells the first
   * key alone, and a trigger may set another key than that which is told.
   */
  boolean tellsGeneratedKeys(TableSchema table) {
    if (returningInserts()) {
      return true;
    }
    return settings.driver() == JdbcDriver.CONNECTOR_J && facts.countsWithoutGaps()
        && table.description().triggers().isEmpty()
        && table.primaryKey().size() == 1
        && table.primaryKey().getFirst().equals(countedColumn(table));
  }

  /** A failed insert holds a shared lock on what was in its way; to ask for more ends in deadlocks. */
  @Override
  public String keyLock() {
    return facts.isTiDb() ? rowLock() : " LOCK IN SHARE MODE";
  }

  /** What is read is bounded by its own limit: nothing needs to be fetched in parts. */
  @Override
  public void configureRead(PreparedStatement statement) {}

  @Override
  public void configureUnbounded(PreparedStatement statement) throws SQLException {
    statement.setFetchSize(256);
  }

  @Override
  public Found call(Connection connection, RoutineCall call, Limits limits) throws SQLException {
    return new RoutineCalls(this, connection).call(call, limits);
  }
}
