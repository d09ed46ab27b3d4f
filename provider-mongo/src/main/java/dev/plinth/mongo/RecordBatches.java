package dev.plinth.mongo;

import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.mongo.MongoErrors.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Several calls about single records in one round trip. */
final class RecordBatches {
  private final MongoCommands commands;

  RecordBatches(MongoCommands commands) {
    this.commands = commands;
  }

  List<Optional<Row>> find(MongoTable table, Query shape, List<Row> keys) {
    Columns columns = shape.select().isEmpty() ? table.columns() : Columns.of(shape.select());
    Map<List<BsonValue>, Row> found = new HashMap<>();
    commands.talk().send(Effect.READ, () -> {
      var documents = commands.find(commands.talk().collection(table.name()), among(table, keys))
          .batchSize(keys.size() + 1);
      if (!shape.select().isEmpty()) {
        documents.projection(projection(table, shape.select()));
      }
      try (MongoCursor<BsonDocument> cursor = documents.iterator()) {
        while (cursor.hasNext()) {
          BsonDocument document = cursor.next();
          found.put(key(table, document), RecordReads.row(table, columns, document));
        }
      }
      return true;
    });
    var answers = new ArrayList<Optional<Row>>(keys.size());
    keys.forEach(key -> answers.add(Optional.ofNullable(found.get(key(table, key)))));
    return answers;
  }

  private static BsonDocument projection(MongoTable table, List<String> select) {
    var projection = new BsonDocument();
    select.forEach(column -> projection.put(column, new BsonInt32(1)));
    table.primaryKey().forEach(column -> projection.put(column, new BsonInt32(1)));
    projection.putIfAbsent(MongoTable.ID, new BsonInt32(0));
    return projection;
  }

  /** The records of these keys: one list of values, or an alternative for each key of several columns. */
  static BsonDocument among(MongoTable table, List<Row> keys) {
    List<String> columns = table.primaryKey();
    var list = new BsonArray(keys.size());
    if (columns.size() == 1) {
      keys.forEach(key -> list.add(operand(table, key, columns.get(0))));
      return new BsonDocument(columns.get(0), new BsonDocument("$in", list));
    }
    keys.forEach(key -> list.add(one(table, key)));
    return new BsonDocument("$or", list);
  }

  private static BsonDocument one(MongoTable table, Row key) {
    var filter = new BsonDocument();
    table.primaryKey().forEach(
        column -> filter.put(column, MongoTable.equalTo(operand(table, key, column))));
    return filter;
  }

  private static BsonValue operand(MongoTable table, Row key, String column) {
    return table.operand(column, key.value(column).orElseThrow());
  }

  private static List<BsonValue> key(MongoTable table, Row key) {
    return table.primaryKey().stream().map(column -> operand(table, key, column)).toList();
  }

  private static List<BsonValue> key(MongoTable table, BsonDocument document) {
    return table.primaryKey().stream().map(column -> stored(table, document, column)).toList();
  }

  /** In the form in which a caller names it: a native statement may have stored a narrower number. */
  private static BsonValue stored(MongoTable table, BsonDocument document, String column) {
    Object value = table.value(document, column);
    return value == null ? BsonNull.VALUE : table.operand(column, value);
  }

  List<Row> insert(MongoTable table, List<Row> rows) {
    List<BsonDocument> documents = rows.stream().map(table::document).toList();
    commands.talk().atomically(() -> {
      commands.insertTogether(table.name(), documents, documents);
      return true;
    });
    return documents.stream().map(table::key).toList();
  }

  /** Which of the records no unique key forbids, inserted: each is one of its own to MongoDB. */
  BitSet insertPossible(MongoTable table, List<Row> rows) {
    List<InsertOneModel<BsonDocument>> models =
        rows.stream().map(table::document).map(InsertOneModel::new).toList();
    var inserted = new BitSet(rows.size());
    inserted.set(0, rows.size());
    commands.bulkTelling(table.name(), models).forEach(failed -> {
      if (failed.getCode() != MongoErrors.DUPLICATE_KEY) {
        throw MongoErrors.ofWriteError(failed.getCode(), Effect.PARTIAL);
      }
      inserted.clear(failed.getIndex());
    });
    return inserted;
  }

  /** MongoDB tells how many were met, not which: where some were not, those that there are are looked up. */
  long[] update(MongoTable table, List<Row> keys, List<Update> updates) {
    requireTransactions();
    List<UpdateOneModel<BsonDocument>> models = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      for (Updates.Form form : new Updates(table, updates.get(i)).forms()) {
        if (!form.change().isEmpty()) {
          models.add(new UpdateOneModel<>(Updates.both(one(table, keys.get(i)), form.condition()),
              form.change()));
        }
      }
    }
    return commands.talk().atomically(() -> {
      long met = models.isEmpty()
          ? 0
          : commands.bulk(table.name(), models, false).getMatchedCount();
      return met == keys.size() ? ones(keys.size()) : present(table, keys);
    });
  }

  /** Without them some of the updates might stay where another one fails, and would be carried out twice. */
  private void requireTransactions() {
    if (!commands.talk().facts().transactions()) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "a standalone server applies each of several updates for itself; send them one by one");
    }
  }

  long[] delete(MongoTable table, List<Row> keys) {
    return commands.talk().atomically(() -> {
      long[] present = present(table, keys);
      commands.deleteMany(table.name(), among(table, keys));
      return present;
    });
  }

  private long[] present(MongoTable table, List<Row> keys) {
    Query shape = Query.from(table.name()).select(table.primaryKey().toArray(String[]::new));
    return find(table, shape, keys).stream().mapToLong(found -> found.isPresent() ? 1 : 0)
        .toArray();
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
