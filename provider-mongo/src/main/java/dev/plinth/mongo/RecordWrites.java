package dev.plinth.mongo;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.OnConflict;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;

/**
 * Changes of records. What can change one record alone is one command, which MongoDB applies or not; what may
 * change several is a transaction where the server has them.
 */
final class RecordWrites {
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
  private static final int BAD_VALUE = 2;
  private static final int ATTEMPTS = 3;

  private final MongoCommands commands;

  RecordWrites(MongoCommands commands) {
    this.commands = commands;
  }

  Row insert(MongoTable table, Row row) {
    BsonDocument document = table.document(row);
    commands.insert(table.name(), document);
    return table.key(document);
  }

  boolean insertIfAbsent(MongoTable table, Row row, List<String> keys) {
    BsonDocument change = Updates.inserting(table, row);
    return upserting(table, row, keys, change) == UpsertOutcome.INSERTED;
  }

  UpsertOutcome upsert(MongoTable table, Row row, List<String> keys) {
    table.checkInsert(row);
    return upserting(table, row, keys, Updates.overwriting(table, row));
  }

  /**
   * Two that insert the same key at once: one of them is told that it is there, and finds it then. In a
   * transaction it does so in another snapshot.
   */
  private UpsertOutcome upserting(MongoTable table, Row row, List<String> keys,
      BsonDocument change) {
    BsonDocument key = key(table, row, keys);
    for (int attempt = 1;; attempt++) {
      try {
        UpdateResult result = commands.upsertOne(table.name(), key, change);
        return result.getUpsertedId() == null ? UpsertOutcome.UPDATED : UpsertOutcome.INSERTED;
      } catch (DatabaseException failure) {
        boolean met = failure.code() == ErrorCode.UNIQUE_VIOLATION && attempt < ATTEMPTS
            && commands.isThere(table.name(), key);
        if (!met || !commands.talk().mayTryAgain()) {
          throw met && change.containsKey("$setOnInsert") && change.size() == 1
              ? overtaken(failure)
              : failure;
        }
      }
    }
  }

  /** What is inserted only where it is absent violates its key in one case alone: another one came first. */
  private static DatabaseException overtaken(DatabaseException failure) {
    return new DatabaseException(ErrorCode.SERIALIZATION_FAILED,
        "another transaction inserted the same key; nothing of this one was applied; try again",
        null,
        failure.vendorCode(), failure.getCause());
  }

  private static BsonDocument key(MongoTable table, Row row, List<String> keys) {
    var key = new BsonDocument();
    for (String column : keys.isEmpty() ? table.primaryKey() : keys) {
      Object value = row.value(column).orElse(null);
      key.put(FieldNames.path(column), MongoTable
          .equalTo(value == null ? BsonNull.VALUE : table.operand(column, value)));
    }
    return key;
  }

  InsertResult insertAll(MongoTable table, List<Row> rows, InsertOptions options) {
    return options.onConflict() == OnConflict.ERROR
        ? insertAll(table, rows, options.batchSize())
        : upsertAll(table, rows, options);
  }

  private InsertResult insertAll(MongoTable table, List<Row> rows, int batchSize) {
    List<BsonDocument> documents = rows.stream().map(table::document).toList();
    commands.talk().atomically(() -> {
      for (int from = 0; from < documents.size(); from += batchSize) {
        int to = Math.min(documents.size(), from + batchSize);
        commands.insertTogether(table.name(), documents.subList(from, to),
            documents.subList(0, to));
      }
      return true;
    });
    return new InsertResult(rows.size(), 0, 0);
  }

  /** In order: a later row with the key of an earlier one meets it. */
  private InsertResult upsertAll(MongoTable table, List<Row> rows, InsertOptions options) {
    boolean overwrites = options.onConflict() == OnConflict.UPDATE;
    List<WriteModel<BsonDocument>> models = new ArrayList<>();
    for (Row row : rows) {
      table.checkInsert(row);
      models.add(new UpdateOneModel<>(key(table, row, options.conflictKeys()),
          overwrites ? Updates.overwriting(table, row) : Updates.inserting(table, row), UPSERT));
    }
    return commands.talk().atomically(() -> {
      long inserted = 0;
      long met = 0;
      for (int from = 0; from < models.size(); from += options.batchSize()) {
        int to = Math.min(models.size(), from + options.batchSize());
        BulkWriteResult result = commands.bulk(table.name(), models.subList(from, to), true);
        inserted += result.getUpserts().size();
        met += result.getMatchedCount();
      }
      return new InsertResult(inserted, overwrites ? met : 0, overwrites ? 0 : met);
    });
  }

  long update(MongoTable table, Filter where, Update update) {
    var updates = new Updates(table, update);
    BsonDocument filter = Filters.of(table, where);
    List<Updates.Form> forms = updates.forms();
    return coded(table, updates, () -> Filters.namesOne(table, where)
        ? updateOne(table, filter, forms)
        : commands.talk().atomically(() -> updateMany(table, filter, forms)));
  }

  /** One record is in one of the forms; were it changed from one to the other meanwhile, it is looked for again. */
  private long updateOne(MongoTable table, BsonDocument filter, List<Updates.Form> forms) {
    for (int attempt = 0; attempt < (forms.size() > 1 ? 2 : 1); attempt++) {
      for (Updates.Form form : forms) {
        BsonDocument meant = Updates.both(filter, form.condition());
        long matched = form.change().isEmpty()
            ? commands.count(table.name(), meant, new CountOptions().limit(1))
            : commands.updateOne(table.name(), meant, form.change()).getMatchedCount();
        if (matched > 0) {
          return matched;
        }
      }
    }
    return 0;
  }

  /** The forms exclude each other, and none makes another one of a record. */
  private long updateMany(MongoTable table, BsonDocument filter, List<Updates.Form> forms) {
    long matched = 0;
    for (Updates.Form form : forms) {
      BsonDocument meant = Updates.both(filter, form.condition());
      matched += form.change().isEmpty()
          ? commands.count(table.name(), meant, new CountOptions())
          : commands.updateMany(table.name(), meant, form.change()).getMatchedCount();
    }
    return matched;
  }

  Optional<Row> updateReturning(MongoTable table, Filter where, Update update) {
    var updates = new Updates(table, update);
    BsonDocument filter = Filters.of(table, where);
    return coded(table, updates, () -> {
      for (Updates.Form form : updates.forms()) {
        BsonDocument meant = Updates.both(filter, form.condition());
        Optional<BsonDocument> found = form.change().isEmpty()
            ? Optional.empty()
            : commands.updateReturning(table.name(), meant, form.change());
        if (found.isPresent()) {
          return found.map(document -> RecordReads.row(table,
              table.declared() ? table.columns() : null, document));
        }
      }
      return Optional.<Row>empty();
    });
  }

  private interface Changing<T> {
    T change();
  }

  /**
   * A sum beyond its type is a bad value to MongoDB, or of a type that the validator refuses; the names and values of an update were
   * checked before. Where a check may have been what refused it, that is said.
   */
  private static <T> T coded(MongoTable table, Updates updates, Changing<T> changing) {
    try {
      return changing.change();
    } catch (DatabaseException failure) {
      boolean overflow = updates.increments()
          && (failure.vendorCode() == BAD_VALUE
              || (failure.code() == ErrorCode.CHECK_VIOLATION && !table.hasChecks()));
      throw overflow
          ? new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
              "an increment would leave the range of its column", null, failure.vendorCode(),
              failure.getCause())
          : failure;
    }
  }

  long delete(MongoTable table, Filter where) {
    BsonDocument filter = Filters.of(table, where);
    return Filters.namesOne(table, where)
        ? commands.deleteOne(table.name(), filter)
        : commands.talk().atomically(() -> commands.deleteMany(table.name(), filter));
  }
}
