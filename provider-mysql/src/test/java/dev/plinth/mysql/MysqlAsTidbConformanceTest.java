package dev.plinth.mysql;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import dev.plinth.testkit.DatabaseConformance;
import dev.plinth.testkit.NativeTexts;
import dev.plinth.testkit.servers.TestServers;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is sent to TiDB, sent to MySQL: no TiDB was at hand. It shows that the statements mean what they
 * should where two servers are one, and that what is not declared is refused; nothing of what TiDB itself does.
 */
final class MysqlAsTidbConformanceTest extends DatabaseConformance {
  @Override
  protected DatabaseProvider openEmpty(Options options) {
    String url = FreshDatabase.url(TestServers.mysql()).replaceFirst("^mysql:", "tidb:")
        + "?sslMode=REQUIRED";
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    SharedDatabase shared = Databases.await(MysqlProviderFactory
        .engine(MysqlSettings.of(parsed, options), parsed, options, new TakenForTidb())
        .openShared(options));
    return shared.newHandle(shared::closeAsync);
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL, Capability.ROUTINES,
        Capability.TRIGGERS, Capability.READ_ONLY_TRANSACTIONS, Capability.CHECK_CONSTRAINTS,
        Capability.SERIALIZABLE_TRANSACTIONS, Capability.LIST_UPDATES, Capability.PARTIAL_INDEXES,
        Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES));
  }

  /**
   * MySQL has no sequence to abuse, and no room to sort large values in unless it is told; where checks are
   * not supported, that is said before what else is wrong with a table.
   */
  @Override
  protected Set<String> serverGaps() {
    return Set.of("HostileTexts.nothingChangesThroughAHandleThatMayReadAlone",
        "HostileTexts.nothingElseChangesThroughAHandleForOneTable",
        "Values.keepsFindsAndOrdersTextOfAMegabyte", "Values.keepsFindsAndOrdersBytesOfAMegabyte",
        "SchemaRefusals.refusesKeysOfColumnsThatThereAreNot");
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new MysqlTexts(MysqlConformanceTest.SLOW_READ);
  }

  /** What the first connection would have learned from a TiDB. */
  private static final class TakenForTidb extends ServerFacts {
    TakenForTidb() {
      super(Flavour.TIDB);
    }

    @Override
    void learn(Flavour found, String version, boolean ofGalera, boolean takesLocalFiles,
        long packet) {
      super.learn(Flavour.TIDB, "8.0.11-TiDB-v8.5.1", false, takesLocalFiles, packet);
    }

    /** MySQL does not know the word between. */
    @Override
    String killWords() {
      return "KILL QUERY ";
    }
  }
}
