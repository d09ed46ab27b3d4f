package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseProvider;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Operation;
import dev.plinth.data.OperationResult;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.spi.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** db_transaction. */
final class TransactionTool {
  private static final int MOST = 1_000;
  private static final List<String> TYPES =
      List.of("insert", "update", "delete", "query", "raw", "savepoint", "rollback_to");
  private static final List<String> ISOLATIONS = Arrays.stream(Isolation.values())
      .map(level -> level.name().toLowerCase(Locale.ROOT)).toList();

  private TransactionTool() {}

  static Map<String, @Nullable Object> run(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    List<@Nullable Object> given = arguments.list("operations", false)
        .orElseThrow(() -> Arguments.invalid("db_transaction needs the argument operations"));
    if (given.isEmpty() || given.size() > MOST) {
      throw Arguments.invalid("operations must hold 1 to " + MOST + ", but holds " + given.size());
    }
    var savepoints = new HashSet<String>();
    var operations = new ArrayList<Operation>();
    for (Object operation : given) {
      operations.add(operation(connection, operations.size(), operation, savepoints));
    }
    List<OperationResult> results = Databases.await(sharing(connection, operations)
        .executeAll(operations, options(connection, arguments)));
    Map<String, @Nullable Object> answer = Answer.of("committed", true);
    var written = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i < results.size(); i++) {
      written.add(written(operations.get(i), results.get(i)));
    }
    answer.put("results", written);
    return answer;
  }

  /** The results together are one: each may take an equal share of its bytes. */
  private static DatabaseProvider sharing(OpenConnection connection, List<Operation> operations) {
    long reads = operations.stream().filter(operation -> operation instanceof Operation.Find
        || operation instanceof Operation.RunQuery).count();
    long bytes = connection.grant().limits().maxBytes() / Math.max(1, reads);
    return connection.database()
        .withLimits(connection.grant().limits().withMaxBytes(Math.max(1024, bytes)));
  }

  private static TransactionOptions options(OpenConnection connection, Arguments arguments) {
    TransactionOptions options = TransactionOptions.defaults()
        .withIsolation(arguments.optionalText("isolation").map(TransactionTool::isolation)
            .orElse(Isolation.DEFAULT));
    long most = connection.grant().timeout().toMillis();
    long timeout = arguments.number("timeoutMs", 1, 86_400_000).orElse(most);
    options = options.withTimeout(Duration.ofMillis(Math.max(1, Math.min(timeout, most))));
    return connection.access().level() == AccessLevel.READ_ONLY ? options.asReadOnly() : options;
  }

  private static Isolation isolation(String word) {
    String name = word.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    for (Isolation level : Isolation.values()) {
      String known = level.name().toLowerCase(Locale.ROOT);
      // Prisma writes ReadCommitted.
      if (known.equals(name) || known.replace("_", "").equals(name)) {
        return level;
      }
    }
    throw Arguments.invalid("isolation must be one of " + String.join(", ", ISOLATIONS));
  }

  private static Operation operation(OpenConnection connection, int position,
      @Nullable Object given, Set<String> savepoints) {
    String where = "operation " + position;
    Map<String, @Nullable Object> fields = JsonValues.object(given)
        .orElseThrow(() -> Arguments.wrong(where, "an object", given));
    String type = fields.get("type") instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
    try {
      return switch (type) {
        case "insert" -> insert(connection, of(type, fields, "table", "data"));
        case "update" -> update(connection, of(type, fields, "table", "where", "data", "all"));
        case "delete" -> delete(connection, of(type, fields, "table", "where", "all"));
        case "query" -> new Operation.Find(query(connection,
            of(type, fields, "table", "where", "select", "orderBy", "limit", "offset", "cursor")));
        case "raw" -> raw(connection, of(type, fields, "query", "params", "fetchMode"));
        case "savepoint" -> {
          String name = of(type, fields, "name").text("name");
          savepoints.add(name);
          yield new Operation.SetSavepoint(name);
        }
        case "rollback_to" -> rollbackTo(of(type, fields, "name").text("name"), savepoints);
        default -> throw Arguments.invalid("the type of an operation must be one of "
            + Nearest.first(Arguments.shown(type), TYPES));
      };
    } catch (dev.plinth.DatabaseException refused) {
      throw new dev.plinth.DatabaseException(refused.code(),
          where + ": " + refused.getMessage());
    }
  }

  private static Arguments of(String type, Map<String, @Nullable Object> fields, String... known) {
    var names = new ArrayList<>(List.of(known));
    names.add("type");
    return Arguments.of("the operation " + type, fields, names);
  }

  private static Operation insert(OpenConnection connection, Arguments arguments) {
    Table table = connection.tableToFill(arguments.text("table"));
    return new Operation.Insert(table.name(),
        new RecordReader(table).row("data", arguments.required("data")));
  }

  private static Operation update(OpenConnection connection, Arguments arguments) {
    Table table = connection.table(arguments.text("table"));
    var reader = new RecordReader(table);
    return new Operation.UpdateRecords(table.name(), reader.target(arguments),
        reader.update(arguments));
  }

  private static Operation delete(OpenConnection connection, Arguments arguments) {
    Table table = connection.table(arguments.text("table"));
    return new Operation.Delete(table.name(), new RecordReader(table).target(arguments));
  }

  private static dev.plinth.data.Query query(OpenConnection connection, Arguments arguments) {
    return new RecordReader(connection.table(arguments.text("table"))).query(arguments);
  }

  private static Operation raw(OpenConnection connection, Arguments arguments) {
    Statement statement = NativeTool.statement(arguments, "query");
    SecondOpinion.require(connection, statement.text());
    String mode = arguments.choice("fetchMode", List.of("all", "none"))
        .orElseGet(() -> NativeTool.defaultMode(statement));
    return mode.equals("none")
        ? new Operation.Execute(statement)
        : new Operation.RunQuery(statement);
  }

  private static Operation rollbackTo(String name, Set<String> savepoints) {
    if (!savepoints.contains(name)) {
      throw Arguments.invalid("no operation before sets the savepoint " + Arguments.shown(name));
    }
    return new Operation.RollbackTo(name);
  }

  private static Map<String, @Nullable Object> written(Operation operation,
      OperationResult result) {
    return switch (result) {
      case OperationResult.Inserted inserted -> {
        Map<String, @Nullable Object> answer = Answer.of("inserted", 1);
        answer.put("key", ValueWriter.row(inserted.key()));
        yield answer;
      }
      case OperationResult.Affected affected -> Answer.of(switch (operation) {
        case Operation.UpdateRecords update -> "updated";
        case Operation.Delete delete -> "deleted";
        default -> "affected";
      }, affected.count());
      case OperationResult.Found found -> {
        Map<String, @Nullable Object> answer = Answer.rows(found.rows());
        answer.put("nextCursor", found.rows().nextCursor().orElse(null));
        yield answer;
      }
      case OperationResult.Done done -> Answer.of("done", true);
    };
  }
}
