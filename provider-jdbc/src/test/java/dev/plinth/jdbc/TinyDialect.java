package dev.plinth.jdbc;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.health.ServerInformation;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Just enough of a dialect to run the shared layer on SQLite in memory. */
public class TinyDialect extends Dialect {
  /** A dialect without state. */
  public TinyDialect() {
    super(new TinyGrammar());
  }

  @Override
  public TypeMapping types() {
    return new TinyTypes();
  }

  @Override
  public Catalog catalog() {
    return new Catalog() {
      @Override
      public List<TableSummary> tables(Connection connection) {
        return List.of();
      }

      @Override
      public Optional<TableDescription> describe(Connection connection, String table) {
        return Optional.empty();
      }

      @Override
      public ServerInformation serverInformation(Connection connection) {
        return new ServerInformation("tiny", "1", "none", Map.of());
      }
    };
  }

  @Override
  public SchemaSyntax definitions() {
    return new SchemaSyntax() {
      @Override
      public String generatedColumn(ColumnDefinition column) {
        return "INTEGER PRIMARY KEY AUTOINCREMENT";
      }

      @Override
      public boolean generatedColumnIsKey() {
        return true;
      }
    };
  }

  @Override
  public DatabaseException translate(SQLException failure) {
    ErrorCode code = switch (failure.getErrorCode()) {
      case 19 -> ErrorCode.UNIQUE_VIOLATION;
      case 5 -> ErrorCode.LOCK_TIMEOUT;
      default -> ErrorCode.QUERY_FAILED;
    };
    return new DatabaseException(code, "the statement failed", failure.getSQLState(),
        failure.getErrorCode(), BackendFailure.of(failure));
  }

  @Override
  public void push(SqlText sql, String expression, Object text) {
    sql.append("json_insert(coalesce(" + expression + ", '[]'), '$[#]', ").value(Codecs.TEXT, text)
        .append(")");
  }

  @Override
  public void pull(SqlText sql, String expression, Object text) {
    sql.append("(SELECT json_group_array(value) FROM json_each(" + expression
        + ") WHERE value <> ").value(Codecs.TEXT, text).append(")");
  }

  @Override
  public void textSearch(SqlText sql, String expression, TextSearch search) {
    switch (search.match()) {
      case CONTAINS ->
          sql.append("instr(" + expression + ", ").value(Codecs.TEXT, search.text())
              .append(") > 0");
      case STARTS_WITH -> sql.append("substr(" + expression + ", 1, length(")
          .value(Codecs.TEXT, search.text()).append(")) = ").repeated(Codecs.TEXT, search.text());
      case ENDS_WITH -> sql.append("substr(" + expression + ", -length(")
          .value(Codecs.TEXT, search.text()).append(")) = ").repeated(Codecs.TEXT, search.text());
    }
  }

  @Override
  public String measure(Aggregation.Function function, String expression,
      ColumnDescription column) {
    return function + "(" + expression + ")";
  }

  @Override
  public ValueCodec measureCodec(Aggregation.Function function, ColumnDescription column) {
    return function == Aggregation.Function.AVG
        ? types().codec(PortableType.DOUBLE)
        : types().codec(column);
  }

  @Override
  public int rowsPerInsert() {
    return 100;
  }

  @Override
  public List<String> rowIdentity(TableSchema table) {
    return List.of("rowid");
  }
}
