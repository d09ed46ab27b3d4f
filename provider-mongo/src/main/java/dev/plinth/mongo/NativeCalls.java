package dev.plinth.mongo;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CollationCaseFirst;
import com.mongodb.client.model.CollationStrength;
import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Native statements: finds and pipelines by the driver's cursors, anything else as a command. */
final class NativeCalls {
  private static final int BATCH = 256;
  private static final Set<String> WRITES =
      Set.of("insert", "update", "delete", "findAndModify", "findandmodify");
  private static final Set<String> OF_COLLECTIONS =
      Set.of("insert", "update", "delete", "findAndModify", "findandmodify", "count", "distinct",
          "find", "aggregate", "collStats", "collstats", "listIndexes");
  private static final Set<String> ENVELOPE =
      Set.of("ok", "$clusterTime", "operationTime", "electionId", "opTime");

  private final MongoCommands commands;
  private final MongoCatalog catalog;
  private final KnownCollections known;

  NativeCalls(MongoCommands commands, MongoCatalog catalog, KnownCollections known) {
    this.commands = commands;
    this.catalog = catalog;
    this.known = known;
  }

  Found query(Statement statement, Limits limits) {
    BsonDocument command = prepared(statement);
    BoundedRows bound = BoundedRows.of(null, limits);
    if (isCursor(command)) {
      return commands.talk().send(Effect.READ, () -> {
        try (MongoCursor<BsonDocument> cursor =
            cursor(command, true, Math.min(bound.asked(), BATCH))) {
          return RecordReads.DocumentRows.read(cursor, bound);
        }
      });
    }
    return rows(run(command), command, bound);
  }

  RowCursor open(Statement statement) {
    BsonDocument command = prepared(statement);
    if (isCursor(command)) {
      return commands.talk().send(Effect.READ, () -> new MongoRowCursor(commands.talk(),
          cursor(command, false, BATCH), PortableValues::row));
    }
    List<Row> rows = new ArrayList<>(
        rows(run(command), command, BoundedRows.of(null, Limits.defaults())).rows());
    return new ListedRows(rows);
  }

  long execute(Statement statement) {
    BsonDocument command = prepared(statement);
    return isCursor(command) ? discard(command) : affected(run(command), command.getFirstKey());
  }

  List<Long> executeBatch(String text, List<List<?>> parameters) {
    NativeTemplate template = NativeTexts.parse(text);
    List<BsonDocument> bound = new ArrayList<>();
    for (List<?> values : parameters) {
      bound.add(template.bind(Statement.of(text, values.toArray())));
    }
    return commands.talk().atomically(() -> bound.stream().map(command -> {
      check(command);
      return isCursor(command) ? discard(command) : affected(run(command), command.getFirstKey());
    }).toList());
  }

  private BsonDocument prepared(Statement statement) {
    BsonDocument command = NativeTexts.parse(statement.text()).bind(statement);
    check(command);
    return command;
  }

  private void check(BsonDocument command) {
    NativeStatement what = NativeClassifier.classify(command);
    boolean changesSchema = what.level().allows(AccessLevel.DDL);
    if (changesSchema) {
      known.clear();
      if (commands.talk().inTransaction()) {
        throw new DatabaseException(ErrorCode.UNSUPPORTED,
            "MongoDB changes no schema in a transaction; run " + command.getFirstKey()
                + " outside of it");
      }
    }
    BsonValue target = target(command);
    if (OF_COLLECTIONS.contains(command.getFirstKey()) && target.isString()) {
      catalog.require(target.asString().getValue());
    }
  }

  /** What the command is about: the value behind its name. */
  private static BsonValue target(BsonDocument command) {
    return command.get(command.getFirstKey(), BsonNull.VALUE);
  }

  private static boolean isCursor(BsonDocument command) {
    return command.getFirstKey().equals("find") || command.getFirstKey().equals("aggregate");
  }

  private long discard(BsonDocument command) {
    return commands.talk().send(Effect.PARTIAL, () -> {
      try (MongoCursor<BsonDocument> cursor = cursor(command, true, BATCH)) {
        while (cursor.hasNext()) {
          var unused = cursor.next();
        }
        return 0L;
      }
    });
  }

  private MongoCursor<BsonDocument> cursor(BsonDocument command, boolean bounded, int batch) {
    BsonValue target = target(command);
    MongoIterable<BsonDocument> found = command.getFirstKey().equals("find")
        ? find(collection(target, bounded), command)
        : aggregate(target, bounded, command);
    return found.batchSize(batch).iterator();
  }

  private MongoCollection<BsonDocument> collection(BsonValue target, boolean bounded) {
    if (!target.isString()) {
      throw NativeText.invalid("the command names no collection");
    }
    String name = target.asString().getValue();
    return bounded
        ? commands.talk().collection(name)
        : commands.talk().collectionOfStream(name);
  }

  private FindIterable<BsonDocument> find(MongoCollection<BsonDocument> collection,
      BsonDocument command) {
    FindIterable<BsonDocument> found =
        commands.find(collection, document(command, "filter"));
    command.forEach((field, value) -> {
      switch (field) {
        case "find", "filter", "batchSize", "singleBatch", "maxTimeMS" -> {
        }
        case "projection" -> found.projection(value.asDocument());
        case "sort" -> found.sort(value.asDocument());
        case "limit" -> found.limit(Math.abs(value.asNumber().intValue()));
        case "skip" -> found.skip(value.asNumber().intValue());
        case "hint" -> hint(value, found::hint, found::hintString);
        case "max" -> found.max(value.asDocument());
        case "min" -> found.min(value.asDocument());
        case "let" -> found.let(value.asDocument());
        case "comment" -> found.comment(value);
        case "collation" -> found.collation(collation(value.asDocument()));
        case "allowDiskUse" -> found.allowDiskUse(value.asBoolean().getValue());
        case "returnKey" -> found.returnKey(value.asBoolean().getValue());
        case "showRecordId" -> found.showRecordId(value.asBoolean().getValue());
        default -> throw NativeText.invalid("there is no field " + field + " of find");
      }
    });
    return found;
  }

  private AggregateIterable<BsonDocument> aggregate(BsonValue target, boolean bounded,
      BsonDocument command) {
    List<BsonDocument> pipeline =
        command.getArray("pipeline", new BsonArray()).stream().map(BsonValue::asDocument).toList();
    AggregateIterable<BsonDocument> found = target.isNumber()
        ? commands.aggregate(pipeline)
        : commands.aggregate(collection(target, bounded), pipeline);
    command.forEach((field, value) -> {
      switch (field) {
        case "aggregate", "pipeline", "cursor", "maxTimeMS" -> {
        }
        case "hint" -> hint(value, found::hint, found::hintString);
        case "let" -> found.let(value.asDocument());
        case "comment" -> found.comment(value);
        case "collation" -> found.collation(collation(value.asDocument()));
        case "allowDiskUse" -> found.allowDiskUse(value.asBoolean().getValue());
        default -> throw NativeText.invalid("there is no field " + field + " of aggregate");
      }
    });
    return found;
  }

  private static BsonDocument document(BsonDocument command, String field) {
    return command.isDocument(field) ? command.getDocument(field) : new BsonDocument();
  }

  private static void hint(BsonValue value, Consumer<BsonDocument> byKey,
      Consumer<String> byName) {
    if (value.isString()) {
      byName.accept(value.asString().getValue());
    } else {
      byKey.accept(value.asDocument());
    }
  }

  private static Collation collation(BsonDocument given) {
    var collation = Collation.builder();
    given.forEach((field, value) -> {
      switch (field) {
        case "locale" -> collation.locale(value.asString().getValue());
        case "caseLevel" -> collation.caseLevel(value.asBoolean().getValue());
        case "caseFirst" -> collation.collationCaseFirst(
            CollationCaseFirst.fromString(value.asString().getValue()));
        case "strength" -> collation.collationStrength(
            CollationStrength.fromInt(value.asNumber().intValue()));
        case "numericOrdering" -> collation.numericOrdering(value.asBoolean().getValue());
        default -> throw NativeText.invalid("there is no field " + field + " of a collation here");
      }
    });
    return collation.build();
  }

  private BsonDocument run(BsonDocument command) {
    NativeStatement what = NativeClassifier.classify(command);
    boolean writes = WRITES.contains(command.getFirstKey());
    Effect effect = !what.level().allows(AccessLevel.DML)
        ? Effect.READ
        : what.kind() == WorkKind.WRITE ? Effect.WRITE : Effect.PARTIAL;
    if ((writes || what.level() == AccessLevel.DDL) && !commands.talk().inTransaction()) {
      command.put("writeConcern", new BsonDocument("w", new BsonString("majority")));
    }
    BsonDocument reply = commands.run(effect, command);
    failOnErrors(reply, effect);
    return reply;
  }

  /** A reply may say ok and hold errors all the same. */
  private static void failOnErrors(BsonDocument reply, Effect effect) {
    Optional<BsonValue> first =
        reply.getArray("writeErrors", new BsonArray()).stream().findFirst();
    if (first.isPresent()) {
      int code = first.get().asDocument().getNumber("code", new BsonInt32(0)).intValue();
      throw MongoErrors.ofWriteError(code, effect);
    }
    if (reply.containsKey("writeConcernError")) {
      throw MongoErrors.ofWriteError(MongoErrors.WRITE_CONCERN_FAILED, effect);
    }
  }

  private static long affected(BsonDocument reply, String name) {
    BsonDocument counts =
        name.equalsIgnoreCase("findAndModify") ? document(reply, "lastErrorObject") : reply;
    return WRITES.contains(name) && counts.isNumber("n") ? counts.getNumber("n").longValue() : 0;
  }

  private static Found rows(BsonDocument reply, BsonDocument command, BoundedRows bound) {
    List<BsonDocument> documents = new ArrayList<>();
    if (reply.isDocument("cursor")) {
      reply.getDocument("cursor").getArray("firstBatch", new BsonArray())
          .forEach(document -> documents.add(document.asDocument()));
    } else if (reply.isArray("values")) {
      String key = command.isString("key") ? command.getString("key").getValue() : "value";
      reply.getArray("values").forEach(value -> documents.add(new BsonDocument(key, value)));
    } else if (command.getFirstKey().equalsIgnoreCase("findAndModify")) {
      if (reply.isDocument("value")) {
        documents.add(reply.getDocument("value"));
      }
    } else {
      BsonDocument answer = reply.clone();
      answer.keySet().removeAll(ENVELOPE);
      documents.add(answer);
    }
    return RecordReads.DocumentRows.read(documents.iterator(), bound);
  }

  /** Rows that are there already. */
  private static final class ListedRows implements RowCursor {
    private final List<Row> rows;

    ListedRows(List<Row> rows) {
      this.rows = rows;
    }

    @Override
    public List<Row> next(int maxRows) {
      List<Row> next = rows.subList(0, Math.min(maxRows, rows.size()));
      List<Row> copy = List.copyOf(next);
      next.clear();
      return copy;
    }

    @Override
    public void close() {}
  }
}
