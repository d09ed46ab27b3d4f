package dev.plinth.mongo;

import static dev.plinth.mongo.NativeText.invalid;

import dev.plinth.AccessLevel;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What a command does, by its names alone. What is not known to be harmless needs every right. */
final class NativeClassifier {
  private static final NativeStatement READ =
      new NativeStatement(AccessLevel.READ_ONLY, WorkKind.READ);
  private static final NativeStatement WRITE = new NativeStatement(AccessLevel.DML, WorkKind.WRITE);
  private static final NativeStatement WRITES =
      new NativeStatement(AccessLevel.DML, WorkKind.WRITE_UNIT);
  private static final NativeStatement MERGE =
      new NativeStatement(AccessLevel.DML, WorkKind.WITHOUT_TRANSACTION);
  private static final NativeStatement DEFINITION =
      new NativeStatement(AccessLevel.DDL, WorkKind.WITHOUT_TRANSACTION);
  private static final NativeStatement ANYTHING =
      new NativeStatement(AccessLevel.ADMIN, WorkKind.WITHOUT_TRANSACTION);

  private static final Set<String> READS = Set.of("count", "distinct", "listCollections",
      "listIndexes", "collStats", "collstats", "dbStats", "dbstats", "dataSize", "ping", "hello",
      "buildInfo", "buildinfo");
  private static final Set<String> DEFINITIONS = Set.of("create", "createIndexes", "dropIndexes",
      "deleteIndexes", "drop", "collMod", "convertToCapped", "cloneCollectionAsCapped",
      "createSearchIndexes", "updateSearchIndex", "dropSearchIndex");
  /** Transactions, sessions, authentication and cursors of a connection, which is the next caller's too. */
  private static final Set<String> REFUSED = Set.of("commitTransaction", "abortTransaction",
      "prepareTransaction", "coordinateCommitTransaction", "startSession", "endSessions",
      "refreshSessions", "killSessions", "killAllSessions", "killAllSessionsByPattern",
      "authenticate", "saslStart", "saslContinue", "logout", "getnonce", "copydbgetnonce",
      "getMore", "killCursors", "isMaster", "ismaster");
  /** Fields that the driver sets itself, or that would weaken what a write promises. */
  private static final Set<String> REFUSED_FIELDS = Set.of("lsid", "txnNumber", "autocommit",
      "startTransaction", "stmtId", "stmtIds", "writeConcern", "readConcern", "apiVersion",
      "apiStrict", "apiDeprecationErrors", "bypassDocumentValidation", "mayBypassWriteBlocking");
  private static final Set<String> STAGES = Set.of("$match", "$project", "$group", "$sort",
      "$limit", "$skip", "$unwind", "$lookup", "$graphLookup", "$addFields", "$set", "$unset",
      "$replaceRoot", "$replaceWith", "$facet", "$bucket", "$bucketAuto", "$sortByCount", "$count",
      "$sample", "$redact", "$geoNear", "$unionWith", "$setWindowFields", "$densify", "$fill",
      "$documents", "$search", "$searchMeta", "$vectorSearch", "$collStats", "$indexStats");
  /** They run code on the server. */
  private static final Set<String> CODE = Set.of("$where", "$function", "$accumulator");
  /** Where a pipeline may name another collection. */
  private static final Set<String> SOURCES = Set.of("from", "into", "coll", "$unionWith", "$out");
  private static final String SYSTEM = "system.";

  private NativeClassifier() {}

  static NativeStatement classify(BsonDocument command) {
    if (command.isEmpty()) {
      throw invalid("the command is empty; its first field names it, as in {\"find\": \"notes\"}");
    }
    String name = command.getFirstKey();
    if (REFUSED.contains(name)) {
      throw invalid(name + " would reach the next caller of this connection; use inTransaction, "
          + "withAccess and the options instead");
    }
    for (String field : command.keySet()) {
      if (field.startsWith("$") || REFUSED_FIELDS.contains(field)) {
        throw invalid(
            "the field " + field + " of a command is for the driver; use inTransaction, or "
                + "the parameters of the URL");
      }
    }
    return named(name, command);
  }

  private static NativeStatement named(String name, BsonDocument command) {
    BsonValue target = command.get(name, BsonNull.VALUE);
    boolean system = target.isString() && target.asString().getValue().startsWith(SYSTEM);
    if (system || runsCode(command) || namesSystem(command)) {
      return ANYTHING;
    }
    if (name.equals("find") || READS.contains(name)) {
      return READ;
    }
    if (DEFINITIONS.contains(name)) {
      return DEFINITION;
    }
    return switch (name) {
      case "aggregate" -> aggregate(command.get("pipeline"));
      case "insert" -> one(command, "documents") ? WRITE : WRITES;
      case "update" -> one(command, "updates") && !isTrue(first(command, "updates"), "multi")
          ? WRITE
          : WRITES;
      case "delete" -> one(command, "deletes") && isOne(first(command, "deletes"), "limit")
          ? WRITE
          : WRITES;
      case "findAndModify", "findandmodify" -> WRITE;
      case "explain" -> target.isDocument() ? classify(target.asDocument()) : ANYTHING;
      default -> ANYTHING;
    };
  }

  private static NativeStatement aggregate(@Nullable BsonValue pipeline) {
    if (pipeline == null || !pipeline.isArray()) {
      return ANYTHING;
    }
    boolean merges = false;
    for (BsonValue stage : pipeline.asArray()) {
      if (!stage.isDocument() || stage.asDocument().size() != 1) {
        return ANYTHING;
      }
      String name = stage.asDocument().getFirstKey();
      if (name.equals("$out")) {
        return DEFINITION;
      }
      if (name.equals("$merge")) {
        merges = true;
      } else if (!STAGES.contains(name)) {
        return ANYTHING;
      }
    }
    return merges ? MERGE : readsWithin(pipeline) ? READ : ANYTHING;
  }

  /** Whether the pipelines within stages, of which none may write, have harmless stages alone. */
  private static boolean readsWithin(BsonValue value) {
    if (value.isArray()) {
      return value.asArray().stream().allMatch(NativeClassifier::readsWithin);
    }
    if (!value.isDocument()) {
      return true;
    }
    return value.asDocument().entrySet().stream().allMatch(entry -> {
      boolean writes = entry.getKey().equals("$out") || entry.getKey().equals("$merge");
      return !writes && readsWithin(entry.getValue());
    });
  }

  private static boolean runsCode(BsonValue value) {
    if (value.isArray()) {
      return value.asArray().stream().anyMatch(NativeClassifier::runsCode);
    }
    if (value.isJavaScript() || value.isJavaScriptWithScope()) {
      return true;
    }
    return value.isDocument() && value.asDocument().entrySet().stream()
        .anyMatch(entry -> CODE.contains(entry.getKey()) || runsCode(entry.getValue()));
  }

  /** Whether it names another database, or a collection of the server's own. */
  private static boolean namesSystem(BsonValue value) {
    if (value.isArray()) {
      return value.asArray().stream().anyMatch(NativeClassifier::namesSystem);
    }
    if (!value.isDocument()) {
      return false;
    }
    return value.asDocument().entrySet().stream().anyMatch(entry -> {
      boolean source = SOURCES.contains(entry.getKey());
      BsonValue named = entry.getValue();
      boolean elsewhere = named.isDocument() && source && named.asDocument().containsKey("db");
      boolean system = source && named.isString()
          && named.asString().getValue().startsWith(SYSTEM);
      return elsewhere || system || namesSystem(named);
    });
  }

  private static boolean one(BsonDocument command, String list) {
    return command.isArray(list) && command.getArray(list).size() == 1
        && command.getArray(list).get(0).isDocument();
  }

  private static BsonDocument first(BsonDocument command, String list) {
    return command.getArray(list).get(0).asDocument();
  }

  private static boolean isTrue(BsonDocument document, String field) {
    BsonValue value = document.get(field);
    return value != null && !(value.isBoolean() && !value.asBoolean().getValue());
  }

  private static boolean isOne(BsonDocument document, String field) {
    return document.isNumber(field) && document.getNumber(field).intValue() == 1;
  }
}
