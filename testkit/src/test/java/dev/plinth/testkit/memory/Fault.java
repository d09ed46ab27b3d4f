package dev.plinth.testkit.memory;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import java.util.List;

/** One way in which a backend goes wrong, and the tests that must see it. */
@SuppressWarnings("ImmutableEnumChecker") // method references, which hold no state
enum Fault {
  LOSES_ONE_WRITE_IN_FORTY(FaultyEngines::losingWrites, "Updates.losesNoIncrementOfManyAtOnce",
      "Concurrency.appliesEachOfManyInsertsOnceWhereOneInTenViolatesAKey"),
  READS_WHAT_WAS_BEFORE_THE_LAST_WRITE(
      FaultyEngines::readingStale,
      "Futures.showTheWriteToEveryLaterCall",
      "Inserts.storesEveryColumnAsGiven"),
  KEEPS_WHAT_A_FAILED_CALL_HAD_WRITTEN(
      FaultyEngines::keepingFailedWrites,
      "BulkInserts.insertsNoneWhereOneViolatesAKey",
      "Updates.carriesOutNoneOfSeveralUpdatesWhereOneFails",
      "Transactions.rollsBackWhereTheStageOfTheWorkFails",
      "TransactionLists.appliesNoneWhereOneFailsAndNamesItsPosition"),
  CUTS_WITHOUT_SAYING_SO(
      FaultySessions::cuttingSilently,
      "Truncation.saysExactlyWhetherTheLimitOfAQueryHasCut",
      "Truncation.cutsByBytesAndSaysSo",
      "Pages.meetsEveryRecordOnceInTheOrderOfTheWhole"),
  SAYS_CUT_WHENEVER_THE_LIMIT_IS_REACHED(
      FaultySessions::guessingTheCut,
      "Truncation.saysExactlyWhetherTheLimitOfAQueryHasCut",
      "Truncation.cutsGroupsExactly"),
  TAKES_TEA_FOR_GREEN_TEA(
      FaultySessions::ignoringCase,
      "Filters.findsCountsAndKnowsTheRecordsThatAFilterMeans",
      "Values.findsByEquality"),
  PUTS_NULLS_LAST(FaultySessions::nullsLast,
      "Orders.putsNullsFirstAscending",
      "Orders.putsNullsLastDescending",
      "Values.ordersByValueWithNullsFirst"),
  ORDERS_TEXT_BY_UTF_16(
      FaultySessions::utf16Order,
      "Orders.ordersTextByCodePoint"),
  ORDERS_DECIMALS_AS_TEXT(
      FaultySessions::decimalsAsText,
      "Orders.ordersDecimalsByValue",
      "Values.ordersByValueWithNullsFirst"),
  LETS_NUMBERS_OVERFLOW(
      FaultySessions::overflowing,
      "Updates.refusesAnIncrementBeyondTheType"),
  REPLACES_A_LIST_INSTEAD_OF_APPENDING_TO_IT(
      FaultySessions::replacingLists,
      "ListUpdates.appendsToTheListsOfTheRecordsMeant",
      "ListUpdates.losesNoElementOfManyThatAreAppendedAtOnce"),
  SUMS_AS_FLOATING_POINT(
      FaultySessions::summingAsDoubles,
      "Aggregates.sumsDecimalsExactly",
      "Aggregates.sumsWholeNumbersBeyondTheirTypeExactly"),
  CODES_EVERY_FAILURE_ALIKE(
      FaultySessions::codingAlike,
      "Inserts.refusesASecondRecordWithTheSameKey",
      "Constraints.refusesARequiredColumnThatIsNullOrMissing",
      "Users.refusesASecondUserWithTheSameEmail"),
  QUOTES_THE_RECORD_IN_ITS_MESSAGE(
      FaultySessions::quotingRecords,
      "Constraints.namesNoValueInTheFailure",
      "Secrets.standInNoMessageEventOrLogLine",
      "Secrets.standInNoFailureOfAViolatedConstraint"),
  LOGS_WHAT_IT_INSERTS(
      FaultySessions::loggingRecords,
      "Secrets.standInNoMessageEventOrLogLine"),
  CREATES_NO_INDEX_AND_SAYS_NOTHING(
      FaultySessions::withoutIndexes,
      "Schemas.createsAndDropsAnIndex",
      "Constraints.enforcesAUniqueIndexAsAKey"),
  IGNORES_EVERY_VIOLATION_AS_A_CONFLICT(
      FaultySessions::ignoringEverything,
      "BulkInserts.stillFailsForOtherViolationsWhileIgnoringConflicts",
      "BulkInserts.stillFailsForAConflictOfAnotherKey"),
  COUNTS_CHANGED_RECORDS_INSTEAD_OF_MATCHED(
      FaultySessions::countingChanges,
      "Updates.countsRecordsMatchedChangedOrNot"),
  DOES_NOT_GO_BACK_TO_SAVEPOINTS(
      FaultySessions::withoutSavepoints,
      "NestedTransactions.goesBackToASavepoint",
      "NestedTransactions.takesOnlyTheNestedTransactionBackWhereItFails"),
  STREAMS_A_ROW_TWICE(
      FaultySessions::repeatingRows,
      "Streams.bringsEveryRowInOrder"),
  ANSWERS_NULL(
      FaultyProviders::answeringNull,
      "Contracts.answersEveryCallWithAFutureAndAValue"),
  ANSWERS_NOTHING_INSTEAD_OF_UNSUPPORTED(
      FaultyProviders::pretending,
      "Capabilities.coverRoutines",
      "NativeStatements.countsWhatItAffects"),
  BLOCKS_ITS_CALLER(
      FaultyProviders::blocking,
      "Contracts.blocksNoCallerWhileTheDatabaseIsBusy"),
  FAILS_LATER_FOR_NULL(
      FaultyProviders::takingNull,
      "Contracts.refusesNullAtOnceEverywhere"),
  HANDS_OUT_DERIVED_STAGES(
      FaultyProviders::deriving,
      "Futures.failWithTheExceptionItself",
      "Deadlines.endACallThatWaitsWhereItIsCancelled"),
  ENDS_THE_WAIT_AND_NOT_THE_CALL(
      FaultyProviders::endingTheWaitAlone,
      "Deadlines.endAWriteThatWaitsAtItsDeadlineUnapplied",
      "Deadlines.endsOneOfManyThatWaitAndAppliesTheOthers"),
  WORKS_ON_AFTER_ITS_CLOSE(
      FaultyProviders::staying,
      "Contracts.failsEveryCallAfterItsClose",
      "Closing.maySafelyBeClosedMoreThanOnce"),
  WRITES_THROUGH_READ_ONLY_VIEWS(
      FaultyProviders::ignoringPolicies,
      "Views.writesNothingWhereItMayReadAlone",
      "Views.namesNoTableThatIsDenied"),
  IGNORES_DEMAND(
      FaultyProviders::ignoringDemand,
      "Streams.bringsNoMoreThanAskedFor"),
  GRANTS_ONE_TOO_MANY(
      FaultyProviders::grantingOneMore,
      "RateLimits.grantsUpToTheLimitAndNoMore",
      "RateLimits.grantsExactlyTheLimitToManyThreads"),
  CHECKS_A_RATE_LIMIT_BEFORE_IT_COUNTS(
      FaultyProviders::checkingFirst,
      "RateLimits.grantsExactlyTheLimitToManyThreads"),
  CONTINUES_ON_THE_THREADS_OF_THE_DATABASE(
      FaultyProviders::none,
      "Futures.continueOnTheExecutorOfTheOptions") {
    @Override
    Options changed(Options options) {
      return options.toBuilder().executor(Runnable::run).build();
    }
  };

  /** Makes an engine that goes wrong. */
  @FunctionalInterface
  interface OfEngine {
    MemoryEngine make(Options options);
  }

  /** Makes a handle go wrong on an engine that does not. */
  @FunctionalInterface
  interface OfProvider {
    DatabaseProvider around(DatabaseProvider right);
  }

  private final OfEngine engine;
  private final OfProvider provider;
  private final List<String> tests;

  Fault(OfEngine engine, String... tests) {
    this.engine = engine;
    this.provider = FaultyProviders::none;
    this.tests = List.of(tests);
  }

  Fault(OfProvider provider, String... tests) {
    this.engine = MemoryEngine::new;
    this.provider = provider;
    this.tests = List.of(tests);
  }

  /** The tests that must see it: {@code Role.test}. */
  List<String> tests() {
    return tests;
  }

  /** The options with which it is opened. */
  Options changed(Options options) {
    return options;
  }

  DatabaseProvider open(Options given) {
    Options options = changed(given);
    return provider.around(MemoryConformanceTest.open(engine.make(options), options));
  }
}
