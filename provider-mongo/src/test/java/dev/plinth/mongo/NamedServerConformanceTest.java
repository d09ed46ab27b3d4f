package dev.plinth.mongo;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.DatabaseConformance;
import dev.plinth.testkit.NativeTexts;
import java.util.Set;

/** The suite, transactions included, on the replica set that the environment names. */
final class NamedServerConformanceTest extends DatabaseConformance {
  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open(NamedServer.freshDatabaseUrl(), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.NATIVE_STATEMENTS, Capability.CHECK_CONSTRAINTS,
        Capability.LIST_UPDATES, Capability.PARTIAL_INDEXES,
        Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES, Capability.TREE_QUERIES,
        Capability.DURABLE,
        Capability.TRANSACTIONS);
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new MongoTexts();
  }

  /** The stand-in with transactions knows no {@code additionalProperties}; MongoDB does. */
  @Override
  protected Set<String> serverGaps() {
    return NamedServer.gaps("NativeStatements.seesTablesAndColumnsThatAStatementMade");
  }
}
