package dev.plinth.cli;

import static dev.plinth.data.Filter.field;
import static dev.plinth.factory.Databases.await;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** The table on which the operations are measured. */
final class BenchTable {
  private static final int RECORDS = 10_000;
  private static final int BATCH = 100;
  private static final int PAGE = 20;
  private static final long MOST_RECORDS = 1_000_000;

  private final DatabaseProvider database;
  private final String name = "bench_" + UUID.randomUUID().toString().substring(0, 8);
  private final AtomicLong nextId = new AtomicLong(RECORDS);
  private final AtomicLong nextDeleted = new AtomicLong(RECORDS);

  BenchTable(DatabaseProvider database) {
    this.database = database;
  }

  /** Creates it, with the records that are read and changed. */
  void create() {
    await(database.createTable(TableDefinition.named(name).requiredColumn("id", PortableType.LONG)
        .requiredColumn("name", PortableType.TEXT).requiredColumn("amount", PortableType.LONG)
        .primaryKey("id")));
    for (long first = 0; first < RECORDS; first += BATCH) {
      await(database.insertAll(name, batch(first)));
    }
  }

  /** Drops it, if it is there. */
  void drop() {
    try {
      await(database.dropTable(name));
    } catch (DatabaseException failed) {
      throw new DatabaseException(failed.code(),
          "the table " + name + " could not be dropped: " + failed.getMessage());
    }
  }

  List<Workload> workloads() {
    var workloads = new ArrayList<Workload>();
    workloads.add(workload("ping", random -> database.ping()));
    workloads
        .add(workload("insert", random -> database.insert(name, row(nextId.getAndIncrement()))));
    workloads.add(new Workload("insertAll, rows", BATCH, MOST_RECORDS / BATCH,
        random -> database.insertAll(name, batch(nextId.getAndAdd(BATCH)))));
    workloads.add(workload("findOne by key",
        random -> database.findOne(Query.from(name).where(field("id").eq(key(random))))));
    workloads.add(workload("find a page of " + PAGE, random -> database
        .find(Query.from(name).where(field("id").gte(key(random))).orderBy("id").limit(PAGE))));
    workloads.add(workload("update by key", random -> database.update(name,
        field("id").eq(key(random)), Update.none().increment("amount", 1))));
    if (database.capabilities().contains(Capability.TRANSACTIONS)) {
      workloads.add(workload("transaction of 2", this::transaction));
    }
    workloads.add(workload("delete by key",
        random -> database.delete(name, field("id").eq(nextDeleted.getAndIncrement()))));
    return workloads;
  }

  private CompletableFuture<?> transaction(Random random) {
    long id = key(random);
    return database.inTransaction(tx -> tx
        .findOne(Query.from(name).where(field("id").eq(id)))
        .thenCompose(found -> tx.update(name, field("id").eq(id),
            Update.none().increment("amount", 1))));
  }

  private static Workload workload(String name, Function<Random, CompletableFuture<?>> call) {
    return new Workload(name, 1, MOST_RECORDS, call);
  }

  private static long key(Random random) {
    return random.nextInt(RECORDS);
  }

  private static List<Row> batch(long first) {
    var rows = new ArrayList<Row>(BATCH);
    for (long id = first; id < first + BATCH; id++) {
      rows.add(row(id));
    }
    return rows;
  }

  private static Row row(long id) {
    return Row.of("id", id, "name", "name-" + id, "amount", id % 1000);
  }
}
