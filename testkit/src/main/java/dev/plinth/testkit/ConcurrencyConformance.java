package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many callers at once: exact all the same. */
abstract class ConcurrencyConformance extends RoleConformance {
  private static final int CALLERS = 256;
  private static final int CALLS = 4;

  ConcurrencyConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void appliesEachOfManyInsertsOnceWhereOneInTenViolatesAKey() throws Exception {
    String table = create(TableDefinition.named(TestBed.newName("callers"))
        .column("id", PortableType.LONG).column("slot", PortableType.LONG).primaryKey("id")
        .uniqueKey("slot"));
    await(database().insert(table, Row.of("id", -1, "slot", -1)));
    var outcomes = new ConcurrentHashMap<Long, Object>();
    atOnce(CALLERS, caller -> {
      for (int call = 0; call < CALLS; call++) {
        long id = (long) caller * CALLS + call;
        Throwable failure =
            failureOf(database().insert(table, Row.of("id", id, "slot", violates(id) ? -1 : id)));
        outcomes.put(id, failure == null ? "applied" : failure);
      }
    });
    outcomes.forEach((id, outcome) -> {
      if (violates(id)) {
        assertThat(outcome).isInstanceOfSatisfying(DatabaseException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION));
      } else {
        assertThat(outcome).isEqualTo("applied");
      }
    });
    assertThat(outcomes).hasSize(CALLERS * CALLS);
    List<Long> expected = IntStream.range(0, CALLERS * CALLS).mapToObj(Long::valueOf)
        .filter(id -> !violates(id)).toList();
    assertThat(ids(Query.from(table).where(field("id").gte(0)).orderBy("id")))
        .isEqualTo(expected);
  }

  @Test
  @Requires(Capability.GENERATED_KEYS)
  void tellsEachOfManyInsertsItsOwnGeneratedKey() throws Exception {
    String table = create(TableDefinition.named(TestBed.newName("generated"))
        .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
        .column("slot", PortableType.LONG).primaryKey("id").uniqueKey("slot"));
    await(database().insert(table, Row.of("slot", -1)));
    var keys = new ConcurrentHashMap<Long, Long>();
    atOnce(CALLERS, caller -> {
      for (int call = 0; call < CALLS; call++) {
        long slot = (long) caller * CALLS + call;
        if (violates(slot)) {
          assertFails(ErrorCode.UNIQUE_VIOLATION, database().insert(table, Row.of("slot", -1)));
        } else {
          Row key = await(database().insert(table, Row.of("slot", slot)));
          assertThat(keys.put(key.longValue("id"), slot)).isNull();
        }
      }
    });
    List<Row> records = await(database().find(Query.from(table).where(field("slot").gte(0))
        .limit(CALLERS * CALLS))).list();
    assertThat(records).hasSameSizeAs(keys.keySet())
        .allSatisfy(record -> assertThat(keys.get(record.longValue("id")))
            .isEqualTo(record.longValue("slot")));
  }

  @Test
  void answersEachOfManyReadsWithItsOwnRecord() {
    String table = notes(500);
    List<CompletableFuture<Row>> reads = IntStream.range(0, 2_000)
        .mapToObj(i -> database()
            .findOne(Query.from(table).where(field("id").eq(i % 500 + 1)))
            .thenApply(found -> found.orElseThrow()))
        .toList();
    for (int i = 0; i < reads.size(); i++) {
      Row read = await(reads.get(i));
      assertThat(read.longValue("id")).isEqualTo(i % 500 + 1);
      assertThat(read.string("title")).isEqualTo("note " + (i % 500 + 1));
    }
  }

  @Test
  void mixesCallsOfEveryKindOnOneTable() throws Exception {
    String table = notes();
    atOnce(32, caller -> {
      Filter mine = field("id").eq(caller);
      await(database().insert(table, scored(caller, 0L)));
      for (int i = 1; i <= 8; i++) {
        assertThat(await(database().update(table, mine, Update.none().increment("score", 1))))
            .isEqualTo(1);
        assertThat(await(database().findOne(Query.from(table).where(mine))).orElseThrow()
            .longValue("score")).isEqualTo(i);
        assertThat(await(database().exists(table, mine))).isTrue();
      }
      if (caller % 2 == 1) {
        assertThat(await(database().delete(table, mine))).isEqualTo(1);
      }
    });
    assertThat(allIds(table)).isEqualTo(
        IntStream.range(0, 16).mapToObj(i -> (long) i * 2).toList());
    assertThat(await(database().count(table, field("score").notEq(8)))).isZero();
  }

  @Test
  void refusesCallsBeyondItsQueueInsteadOfKeepingThem() {
    int room = 8;
    try (DatabaseProvider own = bed().open(bed().options()
        .withPool(bed().options().pool().withMaxSize(1).withMaxQueue(room)))) {
      String table = notesIn(own);
      List<CompletableFuture<Row>> calls = new ArrayList<>();
      for (int id = 0; id < 3_000; id++) {
        calls.add(own.insert(table, note(id, "a")));
      }
      long refused = 0;
      for (CompletableFuture<Row> call : calls) {
        Throwable failure = failureOf(call);
        if (failure != null) {
          refused++;
          assertThat(failure).isInstanceOfSatisfying(DatabaseException.class,
              known -> assertThat(known.code()).isEqualTo(ErrorCode.OVERLOADED));
        }
      }
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(3_000 - refused);
    }
  }

  private static boolean violates(long id) {
    return id % 10 == 3;
  }

  /** What one of many callers does. */
  private interface Caller {
    void call(int number);
  }

  private static void atOnce(int callers, Caller caller)
      throws InterruptedException, ExecutionException {
    var ready = new CountDownLatch(callers);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<?>>();
      for (int number = 0; number < callers; number++) {
        int mine = number;
        tasks.add(threads.submit(() -> {
          ready.countDown();
          ready.await();
          caller.call(mine);
          return "done";
        }));
      }
      for (Future<?> task : tasks) {
        var unused = task.get();
      }
    }
  }
}
