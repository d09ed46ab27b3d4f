package dev.plinth.mongo;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.DatabaseConformance;
import dev.plinth.testkit.NativeTexts;
import java.util.Set;

/** The suite on the stand-in within this JVM, a standalone server. */
final class MongoConformanceTest extends DatabaseConformance {
  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open(InProcessServer.freshDatabaseUrl(), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.NATIVE_STATEMENTS, Capability.CHECK_CONSTRAINTS,
        Capability.LIST_UPDATES, Capability.PARTIAL_INDEXES,
        Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES, Capability.TREE_QUERIES,
        Capability.DURABLE);
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new MongoTexts();
  }

  /** It compares text by UTF-16, knows neither validators, partial indexes, collMod nor transactions, and few operators. */
  @Override
  protected Set<String> serverGaps() {
    return Set.of("Capabilities.coverTrees", "BulkInserts.stillFailsForAConflictOfAnotherKey",
        "Orders.ordersTextByCodePoint", "Deadlines.endAStatementThatRunsWhereItIsCancelled",
        "Deadlines.endAStatementThatRunsAtItsDeadline",
        "Values.ordersByValueWithNullsFirst[TEXT]", "Values.ordersByValueWithNullsFirst[BYTES]",
        "Values.groupsByValueAndNull[TEXT]", "Values.groupsByValueAndNull[BYTES]",
        "Values.knowsLeastAndGreatest[TEXT]", "Values.knowsLeastAndGreatest[BYTES]",
        "Values.findsByOrder[TEXT]", "Values.findsByOrder[BYTES]",
        "Values.pagesThroughValues[BYTES]", "Values.keepsFindsAndOrdersBytesOfAMegabyte",
        "NativeStatements.seesTablesAndColumnsThatAStatementMade",
        "NativeStatements.appliesNoneOfABatchWhereOneFails",
        "Constraints.refusesARecordThatFailsACheck",
        "Constraints.takesNullsOfAUniqueKeyForDifferent", "Constraints.enforcesAUniqueIndexAsAKey",
        "Indexes.isUniqueAmongTheRecordsThatItHolds",
        "Schemas.addsAColumn", "Secrets.standInNoFailureOfANativeStatement",
        "Trees.findsNothingAtALeafOrFromANodeThatThereIsNot",
        "Trees.findsAllBelowANodeNearestFirst", "Trees.endsAtACycle", "Trees.goesNoDeeperThanAsked",
        "Trees.findsThePathToTheRootNearestFirst", "Trees.endsAtANodeThatIsItsOwnParent",
        "Views.walksNoTreeThatIsDenied", "Truncation.cutsTreesExactly",
        "Aggregates.averagesWithoutNulls", "Aggregates.groupsByValuesAndByNull",
        "Aggregates.sumsWholeNumbersExactly", "Aggregates.sumsWholeNumbersBeyondTheirTypeExactly",
        "Aggregates.ordersByANumberThatIsNamedAsItsColumn",
        "Filters.comparesTextByCodePoint",
        "Updates.refusesAnIncrementBeyondTheType",
        "Updates.changesNothingWhereOneOfManyViolatesAKey",
        "Updates.carriesOutNoneOfSeveralUpdatesWhereOneFails");
  }
}
