package dev.plinth.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.AggregateIterable;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.UpdateResult;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.mongo.MongoErrors.Effect;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** The driver's calls on collections, in the session of a conversation where there is one. */
final class MongoCommands {
  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

  private final Conversation talk;

  MongoCommands(Conversation talk) {
    this.talk = talk;
  }

  Conversation talk() {
    return talk;
  }

  FindIterable<BsonDocument> find(MongoCollection<BsonDocument> collection, BsonDocument filter) {
    ClientSession session = talk.session();
    return session == null ? collection.find(filter) : collection.find(session, filter);
  }

  AggregateIterable<BsonDocument> aggregate(MongoCollection<BsonDocument> collection,
      List<BsonDocument> pipeline) {
    ClientSession session = talk.session();
    return session == null
        ? collection.aggregate(pipeline)
        : collection.aggregate(session, pipeline);
  }

  AggregateIterable<BsonDocument> aggregate(List<BsonDocument> pipeline) {
    ClientSession session = talk.session();
    return session == null
        ? talk.database().aggregate(pipeline, BsonDocument.class)
        : talk.database().aggregate(session, pipeline, BsonDocument.class);
  }

  long count(String collection, BsonDocument filter, CountOptions options) {
    return talk.send(Effect.READ, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).countDocuments(filter, options)
          : talk.collection(collection).countDocuments(session, filter, options);
    });
  }

  /** Whether there is a record at this moment, whatever a transaction sees. */
  boolean isThere(String collection, BsonDocument filter) {
    return talk.sendOutside(Effect.READ, () -> talk.database()
        .getCollection(collection, BsonDocument.class).find(filter).first() != null);
  }

  void insert(String collection, BsonDocument document) {
    var unused = talk.send(Effect.WRITE, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).insertOne(document)
          : talk.collection(collection).insertOne(session, document);
    });
  }

  UpdateResult updateOne(String collection, BsonDocument filter, BsonDocument change) {
    return talk.send(Effect.WRITE, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).updateOne(filter, change)
          : talk.collection(collection).updateOne(session, filter, change);
    });
  }

  UpdateResult upsertOne(String collection, BsonDocument filter, BsonDocument change) {
    return talk.send(Effect.WRITE, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).updateOne(filter, change, UPSERT)
          : talk.collection(collection).updateOne(session, filter, change, UPSERT);
    });
  }

  UpdateResult updateMany(String collection, BsonDocument filter, BsonDocument change) {
    return talk.send(Effect.PARTIAL, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).updateMany(filter, change)
          : talk.collection(collection).updateMany(session, filter, change);
    });
  }

  Optional<BsonDocument> updateReturning(String collection, BsonDocument filter,
      BsonDocument change) {
    return talk.send(Effect.WRITE, () -> {
      ClientSession session = talk.session();
      return Optional.ofNullable(session == null
          ? talk.collection(collection).findOneAndUpdate(filter, change, AFTER)
          : talk.collection(collection).findOneAndUpdate(session, filter, change, AFTER));
    });
  }

  long deleteOne(String collection, BsonDocument filter) {
    return talk.send(Effect.WRITE, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).deleteOne(filter)
          : talk.collection(collection).deleteOne(session, filter);
    }).getDeletedCount();
  }

  long deleteMany(String collection, BsonDocument filter) {
    return talk.send(Effect.PARTIAL, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).deleteMany(filter)
          : talk.collection(collection).deleteMany(session, filter);
    }).getDeletedCount();
  }

  BulkWriteResult bulk(String collection, List<? extends WriteModel<BsonDocument>> writes,
      boolean ordered) {
    var options = new BulkWriteOptions().ordered(ordered);
    return talk.send(Effect.PARTIAL, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.collection(collection).bulkWrite(writes, options)
          : talk.collection(collection).bulkWrite(session, writes, options);
    });
  }

  /**
   * Inserts documents, all or none: without a transaction what was inserted goes again, by the ids that nobody
   * else has.
   *
   * @param soFar these documents and those that were inserted with them before
   */
  void insertTogether(String collection, List<BsonDocument> documents,
      List<BsonDocument> soFar) {
    try {
      bulk(collection, documents.stream().map(InsertOneModel::new).toList(), false);
    } catch (DatabaseException failure) {
      if (!talk.inTransaction() && failure.code() != ErrorCode.OUTCOME_UNKNOWN) {
        var ids = new BsonArray();
        soFar.stream().map(document -> document.get(MongoTable.ID)).filter(BsonValue::isObjectId)
            .forEach(ids::add);
        deleteMany(collection,
            new BsonDocument(MongoTable.ID, new BsonDocument("$in", ids)));
      }
      throw failure;
    }
  }

  /** Writes in no order and tells which failed; a single failure stops none of the others. */
  List<BulkWriteError> bulkTelling(String collection,
      List<? extends WriteModel<BsonDocument>> writes) {
    var options = new BulkWriteOptions().ordered(false);
    return talk.send(Effect.PARTIAL, () -> {
      try {
        ClientSession session = talk.session();
        var unused = session == null
            ? talk.collection(collection).bulkWrite(writes, options)
            : talk.collection(collection).bulkWrite(session, writes, options);
        return List.of();
      } catch (MongoBulkWriteException some) {
        if (talk.inTransaction() || some.getWriteConcernError() != null) {
          throw some;
        }
        return some.getWriteErrors();
      }
    });
  }

  /** A command as it is; its reply may say ok and hold errors all the same. */
  BsonDocument run(Effect effect, BsonDocument command) {
    return talk.send(effect, () -> {
      ClientSession session = talk.session();
      return session == null
          ? talk.database().runCommand(command, BsonDocument.class)
          : talk.database().runCommand(session, command, BsonDocument.class);
    });
  }

  /** A command about the catalogue, outside of any transaction. */
  BsonDocument runOutside(Effect effect, BsonDocument command) {
    return talk.sendOutside(effect,
        () -> talk.database().runCommand(command, BsonDocument.class));
  }
}
