package dev.plinth.mcp;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.OnConflict;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.factory.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** db_query, db_insert, db_update, db_delete and db_bulk_insert. */
final class RecordTools {
  private static final int MOST_INSERTED = 1_000;
  private static final int MOST_IN_BULK = 1_000_000;

  private RecordTools() {}

  static Map<String, @Nullable Object> query(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    Table table = connection.table(arguments.text("table"));
    Query query = new RecordReader(table).query(arguments);
    Rows rows = Databases.await(connection.database().find(query));
    Map<String, @Nullable Object> answer = Answer.rows(rows);
    answer.put("nextCursor", rows.nextCursor().orElse(null));
    return answer;
  }

  static Map<String, @Nullable Object> insert(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    Table table = connection.tableToFill(arguments.text("table"));
    List<Row> rows = new RecordReader(table).rows(arguments, "data", MOST_INSERTED);
    DatabaseProvider database = connection.database();
    Map<String, @Nullable Object> answer = Answer.of("inserted", rows.size());
    if (rows.size() > 1 && !database.capabilities().contains(Capability.TRANSACTIONS)) {
      InsertResult inserted = Databases.await(database.insertAll(table.name(),
          ValueReader.aligned(rows)));
      answer.put("inserted", inserted.inserted());
      answer.put("keys", rows.stream().map(row -> ValueWriter.row(table.key(row))).toList());
      return answer;
    }
    List<Row> keys = rows.size() == 1
        ? List.of(Databases.await(database.insert(table.name(), rows.get(0))))
        : Databases.await(inOneTransaction(database, table.name(), rows));
    answer.put("keys", keys.stream().map(ValueWriter::row).toList());
    return answer;
  }

  private static CompletableFuture<List<Row>> inOneTransaction(DatabaseProvider database,
      String table, List<Row> rows) {
    return database.inTransaction(transaction -> {
      CompletableFuture<List<Row>> keys = CompletableFuture.completedFuture(new ArrayList<Row>());
      for (Row row : rows) {
        keys = keys.thenCompose(before -> transaction.insert(table, row).thenApply(key -> {
          before.add(key);
          return before;
        }));
      }
      return keys;
    });
  }

  static Map<String, @Nullable Object> update(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    Table table = connection.table(arguments.text("table"));
    var reader = new RecordReader(table);
    return Answer.of("updated", Databases.await(connection.database().update(table.name(),
        reader.target(arguments), reader.update(arguments))));
  }

  static Map<String, @Nullable Object> delete(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    Table table = connection.table(arguments.text("table"));
    return Answer.of("deleted", Databases.await(connection.database().delete(table.name(),
        new RecordReader(table).target(arguments))));
  }

  static Map<String, @Nullable Object> bulkInsert(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    Table table = connection.tableToFill(arguments.text("table"));
    List<Row> rows =
        ValueReader.aligned(new RecordReader(table).rows(arguments, "records", MOST_IN_BULK));
    OnConflict onConflict =
        arguments.choice("onConflict", List.of("error", "ignore", "update"))
            .map(word -> OnConflict.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(OnConflict.ERROR);
    List<String> keys = arguments.names("conflictKeys");
    keys.forEach(table::column);
    if (onConflict == OnConflict.ERROR && !keys.isEmpty()) {
      throw Arguments.invalid("conflictKeys needs onConflict ignore or update");
    }
    int batch = arguments.number("batchSize", 1, 100_000).orElse(1_000L).intValue();
    InsertResult result = Databases.await(connection.database().insertAll(table.name(), rows,
        new InsertOptions(batch, onConflict, keys)));
    Map<String, @Nullable Object> answer = Answer.of("inserted", result.inserted());
    answer.put("updated", result.updated());
    answer.put("ignored", result.ignored());
    return answer;
  }
}
