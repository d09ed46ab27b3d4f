package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Limits;
import dev.plinth.QueryOperations;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** db_raw_query. */
final class NativeTool {
  private static final int LONGEST = 100_000;
  private static final int MOST_PARAMETERS = 10_000;
  private static final List<String> MODES = List.of("all", "one", "scalar", "none");
  private static final Set<String> WITHOUT_ROWS = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE",
      "MERGE", "CREATE", "ALTER", "DROP", "TRUNCATE", "REINDEX", "ANALYZE", "VACUUM", "COMMENT",
      "GRANT", "REVOKE");

  private NativeTool() {}

  static Map<String, @Nullable Object> run(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    Statement statement = statement(arguments, "query");
    SecondOpinion.require(connection, statement.text());
    String mode = arguments.choice("fetchMode", MODES).orElseGet(() -> defaultMode(statement));
    DatabaseProvider database = database(connection, arguments, mode);
    Map<String, @Nullable Object> answer = mode.equals("none")
        ? affected(connection, database, statement)
        : fetched(mode, rows(connection, database, statement));
    if (connection.access().level().allows(AccessLevel.DDL)) {
      connection.catalog().clear();
    }
    return answer;
  }

  /** A statement out of a text, and params by position or by name. */
  static Statement statement(Arguments arguments, String name) {
    String text = text(arguments, name);
    Object given = arguments.value("params").map(JsonValues::structured).orElse(List.of());
    return switch (given) {
      case List<?> list when list.size() <= MOST_PARAMETERS -> {
        var values = new ArrayList<@Nullable Object>(list.size());
        list.forEach(value -> values
            .add(ValueReader.read("parameter " + (values.size() + 1), value)));
        yield Statement.of(text, values.toArray());
      }
      case Map<?, ?> map when map.size() <= MOST_PARAMETERS -> {
        var values = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, value) -> values.put(String.valueOf(key),
            ValueReader.read("parameter " + Arguments.shown(String.valueOf(key)), value)));
        yield Statement.named(text, values);
      }
      case null, default -> throw Arguments.invalid("params must be a list of values for ? or $1, "
          + "or an object of values for :name, at most " + MOST_PARAMETERS);
    };
  }

  /** On MongoDB a command may be given as an object. */
  private static String text(Arguments arguments, String name) {
    Object given = arguments.required(name);
    String text = given instanceof Map<?, ?> || given instanceof List<?>
        ? dev.plinth.data.Json.of(given).text()
        : arguments.text(name);
    if (text.length() > LONGEST) {
      throw Arguments.invalid(name + " is longer than " + LONGEST + " characters");
    }
    return text;
  }

  /** A statement that returns no rows is counted, unless the client says what it expects. */
  static String defaultMode(Statement statement) {
    String text = statement.text().strip();
    String first = text.split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT);
    boolean returns = text.toUpperCase(Locale.ROOT).contains("RETURNING");
    return WITHOUT_ROWS.contains(first) && !returns ? "none" : "all";
  }

  private static DatabaseProvider database(OpenConnection connection, Arguments arguments,
      String mode) {
    long timeout = arguments.number("timeoutMs", 1, 86_400_000).orElse(86_400_000L);
    DatabaseProvider database = connection.database(Duration.ofMillis(timeout));
    boolean one = mode.equals("one") || mode.equals("scalar");
    int rows = one ? 1 : arguments.number("maxRows", 1, 10_000_000).orElse(10_000_000L).intValue();
    return database.withLimits(new Limits(rows, Long.MAX_VALUE));
  }

  private static Map<String, @Nullable Object> affected(OpenConnection connection,
      DatabaseProvider database, Statement statement) {
    Map<String, @Nullable Object> answer = Answer.of("affected", Databases.await(
        readsAlone(connection)
            ? inReadOnlyTransaction(connection, database, inside -> inside.execute(statement))
            : database.execute(statement)));
    answer.put("columns", List.of());
    answer.put("truncated", false);
    return answer;
  }

  private static Rows rows(OpenConnection connection, DatabaseProvider database,
      Statement statement) {
    return Databases.await(
        readsAlone(connection)
            ? inReadOnlyTransaction(connection, database, inside -> inside.query(statement))
            : database.query(statement));
  }

  /** Where the database itself can hold to reading it shall, besides what the text says. */
  private static boolean readsAlone(OpenConnection connection) {
    Set<Capability> capabilities = connection.handle().capabilities();
    return connection.access().level() == AccessLevel.READ_ONLY
        && capabilities.contains(Capability.TRANSACTIONS)
        && capabilities.contains(Capability.READ_ONLY_TRANSACTIONS);
  }

  private interface Inside<T> {
    CompletableFuture<T> run(QueryOperations transaction);
  }

  /**
   * A server takes SET TRANSACTION READ WRITE until the first statement has been read: so there is a
   * trivial one before. Nothing is committed.
   */
  private static <T> CompletableFuture<T> inReadOnlyTransaction(OpenConnection connection,
      DatabaseProvider database, Inside<T> inside) {
    boolean sql = connection.handle().capabilities().contains(Capability.SQL);
    TransactionOptions options = TransactionOptions.defaults().asReadOnly()
        .withTimeout(connection.grant().timeout());
    return database.inTransaction(options, transaction -> {
      transaction.rollbackOnly();
      CompletableFuture<?> first = sql
          ? transaction.query(Statement.of("SELECT 1"))
          : CompletableFuture.completedFuture(true);
      return first.thenCompose(read -> inside.run(transaction));
    });
  }

  private static Map<String, @Nullable Object> fetched(String mode, Rows rows) {
    Map<String, @Nullable Object> answer = mode.equals("scalar")
        ? Answer.of("value", rows.isEmpty() || rows.columns().size() == 0
            ? null
            : ValueWriter.write(rows.row(0).valueAt(0).orElse(null)))
        : Answer.rows(rows);
    answer.put("columns", rows.columns().names());
    answer.put("truncated", rows.truncated());
    return answer;
  }
}
