package dev.plinth.mongo;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.support.platform.PlatformSchema;
import dev.plinth.support.platform.PlatformStep;
import dev.plinth.support.platform.PlatformVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Creates and upgrades the platform collections. A version is recorded when all of its steps are done, each of
 * which may be repeated; a lock with a lease lets one process after the other, also after one that died.
 */
final class MongoPlatform {
  /** The collection of locks. */
  static final String LOCKS = "plinth_locks";

  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
  private static final BsonString LOCK = new BsonString("platform");
  private static final String CHECKSUM = "checksum";
  private static final String OWNER = "owner";
  private static final String UNTIL = "until";

  private final MongoCommands commands;
  private final Definitions definitions;
  private final BsonString self = new BsonString(UUID.randomUUID().toString());

  MongoPlatform(MongoCommands commands, Definitions definitions) {
    this.commands = commands;
    this.definitions = definitions;
  }

  void migrate() {
    if (isCurrent()) {
      return;
    }
    lock();
    try {
      Map<Integer, String> applied = applied();
      for (PlatformVersion version : PlatformSchema.versions()) {
        if (!applied.containsKey(version.number())) {
          apply(version);
        }
      }
    } finally {
      unlock();
    }
  }

  private boolean isCurrent() {
    Map<Integer, String> applied = applied();
    return PlatformSchema.versions().stream().map(PlatformVersion::number)
        .allMatch(applied::containsKey);
  }

  /** The versions of the history. Fails where one of them was another than that of this library. */
  private Map<Integer, String> applied() {
    Map<Integer, String> applied = commands.talk().sendOutside(Effect.READ, () -> {
      var found = new HashMap<Integer, String>();
      commands.talk().collection(PlatformSchema.HISTORY).find().forEach(
          version -> found.put(version.getNumber(MongoTable.ID).intValue(),
              version.getString(CHECKSUM).getValue()));
      return found;
    });
    for (PlatformVersion version : PlatformSchema.versions()) {
      String known = applied.get(version.number());
      if (known != null && !known.equals(checksum(version))) {
        throw new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
            "version " + version.number() + " of the platform collections in this database is not "
                + "that of this library; compare " + PlatformSchema.HISTORY);
      }
    }
    return applied;
  }

  private void apply(PlatformVersion version) {
    for (PlatformStep step : version.steps()) {
      renew();
      apply(step);
    }
    var id = new BsonInt32(version.number());
    var record = new BsonDocument(MongoTable.ID, id)
        .append("description", new BsonString(version.description()))
        .append(CHECKSUM, new BsonString(checksum(version)))
        .append("appliedAt", new BsonDateTime(System.currentTimeMillis()));
    var unused = commands.talk().sendOutside(Effect.WRITE,
        () -> commands.talk().collection(PlatformSchema.HISTORY).replaceOne(
            MongoTable.equal(MongoTable.ID, id), record, new ReplaceOptions().upsert(true)));
  }

  private void apply(PlatformStep step) {
    try {
      switch (step) {
        case PlatformStep.CreateTable create -> definitions.ensureTable(create.table());
        case PlatformStep.CreateIndex create -> definitions.createIndex(create.index());
      }
    } catch (DatabaseException failure) {
      throw failure.retryable()
          ? failure
          : new DatabaseException(ErrorCode.MIGRATION_FAILED,
              "the platform collections could not be brought to the newest version: "
                  + failure.getMessage(),
              null, failure.vendorCode(), failure.getCause());
    }
  }

  private static String checksum(PlatformVersion version) {
    var text = new StringBuilder();
    for (PlatformStep step : version.steps()) {
      switch (step) {
        case PlatformStep.CreateTable create ->
            text.append(create.table().name()).append(Declaration.of(create.table()).document());
        case PlatformStep.CreateIndex create -> text.append(text(create.index()));
      }
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** As every version wrote it. */
  private static String text(IndexDefinition index) {
    return "IndexDefinition[name=" + index.name() + ", table=" + index.table() + ", columns="
        + index.columns() + ", unique=" + index.unique() + "]";
  }

  private void lock() {
    long end = System.nanoTime() + PATIENCE;
    while (!tryLock()) {
      if (System.nanoTime() - end > 0) {
        throw new DatabaseException(ErrorCode.LOCK_TIMEOUT,
            "another process has been creating the platform collections for long; look at "
                + LOCKS);
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Takes the lock where it is free or its lease is over. Two that take it at once: the second has a duplicate key. */
  private boolean tryLock() {
    long now = System.currentTimeMillis();
    var free = new BsonDocument(MongoTable.ID, LOCK)
        .append(UNTIL, new BsonDocument("$lt", new BsonDateTime(now)));
    try {
      var unused = commands.talk().sendOutside(Effect.WRITE,
          () -> commands.talk().collection(LOCKS).updateOne(free, held(now),
              new UpdateOptions().upsert(true)));
      return true;
    } catch (DatabaseException taken) {
      if (taken.code() != ErrorCode.UNIQUE_VIOLATION) {
        throw taken;
      }
      return false;
    }
  }

  private BsonDocument held(long now) {
    return new BsonDocument("$set", new BsonDocument(OWNER, self).append(UNTIL,
        new BsonDateTime(now + LEASE.toMillis())));
  }

  private void renew() {
    var mine = new BsonDocument(MongoTable.ID, LOCK).append(OWNER, self);
    long held = commands.talk().sendOutside(Effect.WRITE, () -> commands.talk().collection(LOCKS)
        .updateOne(mine, held(System.currentTimeMillis())).getMatchedCount());
    if (held == 0) {
      throw new DatabaseException(ErrorCode.LOCK_TIMEOUT,
          "creating the platform collections took longer than its lease; try again");
    }
  }

  private void unlock() {
    var mine = new BsonDocument(MongoTable.ID, LOCK).append(OWNER, self);
    var unused = commands.talk().sendOutside(Effect.WRITE,
        () -> commands.talk().collection(LOCKS).deleteOne(mine));
  }
}
