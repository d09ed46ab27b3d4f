package dev.plinth.mongo;

import dev.plinth.Capability;
import java.util.EnumSet;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * What a server can do, by its answer to {@code isMaster}, which also servers before 5.0 know.
 *
 * @param sessions whether it knows sessions, so that what runs in one can be ended
 * @param transactions whether it is a replica set or a sharded cluster
 */
record ServerFacts(boolean sessions, boolean transactions) {
  private static final Set<Capability> ALWAYS = Set.of(Capability.NATIVE_STATEMENTS,
      Capability.CHECK_CONSTRAINTS, Capability.LIST_UPDATES, Capability.PARTIAL_INDEXES,
      Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES, Capability.TREE_QUERIES,
      Capability.DURABLE);

  /** The most, until the server has answered. */
  static final ServerFacts UNKNOWN = new ServerFacts(true, true);

  static ServerFacts of(BsonDocument hello) {
    boolean sessions = hello.containsKey("logicalSessionTimeoutMinutes")
        && !hello.get("logicalSessionTimeoutMinutes").isNull();
    boolean cluster = hello.containsKey("setName")
        || new BsonString("isdbgrid").equals(hello.get("msg"));
    return new ServerFacts(sessions, sessions && cluster);
  }

  Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(ALWAYS);
    if (transactions) {
      all.add(Capability.TRANSACTIONS);
    }
    return Set.copyOf(all);
  }
}
