package dev.plinth.sqlite;

import static dev.plinth.sqlite.Sqlite.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the others where one of 64 writes in one transaction goes wrong. */
@Timeout(120)
final class GroupCommitTest {
  private static final int WRITES = 64;
  private static final String SLOW =
      "INSERT INTO notes (id, title) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
          + "SELECT i + 1 FROM n WHERE i < 500000000) SELECT 1000000 + i, 'slow' FROM n";

  @TempDir
  private Path folder;
  private Path file;
  private DatabaseProvider database;

  @BeforeEach
  void open() {
    file = folder.resolve("app.db");
    database = Sqlite.open(file);
    await(database.createTable(TableDefinition.named("notes").column("id", PortableType.LONG)
        .column("title", PortableType.TEXT).primaryKey("id")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void sharesOneCommit() throws Exception {
    int before = WriteAheadLog.commits(file);
    var writes = together(() -> insert(-1));
    writes.forEach(Sqlite::await);
    assertThat(WriteAheadLog.commits(file) - before).isEqualTo(1);
    assertHolds(writes.size());
  }

  @Test
  void appliesTheOthersWhereOneIsCancelledAtWork() throws Exception {
    var writes = together(() -> database.execute(Statement.of(SLOW)));
    CompletableFuture<?> slow = writes.get(WRITES / 2);
    Awaitility.await().until(GroupCommitTest::writerIsLongAtWork);
    slow.cancel(true);
    assertThatThrownBy(() -> await(slow)).isInstanceOf(CancellationException.class);
    assertTheOthers(writes);
  }

  @Test
  void appliesTheOthersWhereOneTimesOutAtWork() throws Exception {
    var writes = together(
        () -> database.withTimeout(Duration.ofMillis(700)).execute(Statement.of(SLOW)));
    assertFails(ErrorCode.TIMEOUT, writes.get(WRITES / 2));
    assertTheOthers(writes);
  }

  @Test
  void appliesTheOthersWhereOneViolatesAKey() throws Exception {
    await(insert(7_777));
    int before = WriteAheadLog.commits(file);
    var writes = together(() -> insert(7_777));
    assertFails(ErrorCode.UNIQUE_VIOLATION, writes.get(WRITES / 2));
    assertTheOthers(writes, 1);
    assertThat(WriteAheadLog.commits(file) - before).isEqualTo(1);
  }

  @Test
  void appliesTheOthersWhereADeferredReferenceRefusesTheCommit() throws Exception {
    await(database.execute(Statement.of("CREATE TABLE children (id INTEGER PRIMARY KEY, parent "
        + "INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)")));
    var writes = together(() -> database
        .execute(Statement.of("INSERT INTO children (id, parent) VALUES (1, 4711)")));
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION, writes.get(WRITES / 2));
    assertTheOthers(writes);
    assertThat(Sqlite.number(file, "SELECT count(*) FROM children")).isZero();
  }

  @Test
  void appliesTheOthersWhereAKeyRollsEverythingBack() throws Exception {
    await(database.execute(Statement
        .of("CREATE TABLE harsh (id INTEGER, UNIQUE (id) ON CONFLICT ROLLBACK)")));
    await(database.execute(Statement.of("INSERT INTO harsh (id) VALUES (1)")));
    var writes =
        together(() -> database.execute(Statement.of("INSERT INTO harsh (id) VALUES (1)")));
    assertFails(ErrorCode.UNIQUE_VIOLATION, writes.get(WRITES / 2));
    assertTheOthers(writes);
  }

  @Test
  void appliesTheOthersWhereATriggerRollsEverythingBack() throws Exception {
    await(database.execute(Statement.of("CREATE TABLE guarded (id INTEGER)")));
    await(database.execute(Statement.of("CREATE TRIGGER guard AFTER INSERT ON guarded BEGIN "
        + "SELECT RAISE(ROLLBACK, 'never'); END")));
    var writes =
        together(() -> database.execute(Statement.of("INSERT INTO guarded (id) VALUES (1)")));
    assertFails(ErrorCode.CHECK_VIOLATION, writes.get(WRITES / 2));
    assertTheOthers(writes);
  }

  @Test
  void leavesNothingOfAStatementThatFailsHalfway() throws Exception {
    await(insert(5_003));
    var writes = together(() -> database.execute(Statement.of("INSERT OR FAIL INTO notes "
        + "(id, title) VALUES (5001, 'a'), (5002, 'b'), (5003, 'c')")));
    assertFails(ErrorCode.UNIQUE_VIOLATION, writes.get(WRITES / 2));
    assertTheOthers(writes, 1);
  }

  @Test
  void believesNoFailureThatCameFromAnUndoneMember() throws Exception {
    await(database.execute(Statement.of("CREATE TABLE children (id INTEGER PRIMARY KEY, parent "
        + "INTEGER REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED)")));
    Statement orphan = Statement.of("INSERT INTO children (id, parent) VALUES (1, 4711)");
    Statement sameKey = Statement.of("INSERT INTO children (id, parent) VALUES (1, 0)");
    List<CompletableFuture<?>> writes = behindALock(
        List.of(() -> insert(0), () -> database.execute(orphan), () -> database.execute(sameKey)));
    await(writes.get(0));
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION, writes.get(1));
    await(writes.get(2));
    assertThat(Sqlite.number(file, "SELECT parent FROM children WHERE id = 1")).isZero();
  }

  /** So many writes of which one is another one, all sent while another program holds the lock. */
  private List<CompletableFuture<?>> together(Supplier<CompletableFuture<?>> other)
      throws Exception {
    List<Supplier<CompletableFuture<?>>> calls = new ArrayList<>();
    IntStream.range(0, WRITES).forEach(i -> calls.add(i == WRITES / 2 ? other : () -> insert(i)));
    return behindALock(calls);
  }

  private List<CompletableFuture<?>> behindALock(List<Supplier<CompletableFuture<?>>> calls)
      throws Exception {
    List<CompletableFuture<?>> sent = new ArrayList<>();
    try (Connection holder = Sqlite.connect(file)) {
      Sqlite.execute(holder, "BEGIN IMMEDIATE");
      calls.forEach(call -> sent.add(call.get()));
      assertThat(sent).noneMatch(CompletableFuture::isDone);
      Sqlite.execute(holder, "ROLLBACK");
    }
    return sent;
  }

  private CompletableFuture<Row> insert(long id) {
    return database.insert("notes", Row.of("id", id, "title", "note"));
  }

  private void assertTheOthers(List<CompletableFuture<?>> writes) throws Exception {
    assertTheOthers(writes, 0);
  }

  private void assertTheOthers(List<CompletableFuture<?>> writes, int before) throws Exception {
    for (int i = 0; i < WRITES; i++) {
      if (i != WRITES / 2) {
        await(writes.get(i));
      }
    }
    assertHolds(WRITES - 1 + before);
  }

  private void assertHolds(int notes) throws Exception {
    assertThat(Sqlite.number(file, "SELECT count(*) FROM notes")).isEqualTo(notes);
    assertThat(Sqlite.number(file, "SELECT count(*) FROM notes WHERE title = 'slow'")).isZero();
  }

  private static void assertFails(ErrorCode code, CompletableFuture<?> call) {
    assertThatThrownBy(() -> await(call)).isInstanceOfSatisfying(DatabaseException.class,
        failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private static boolean writerIsLongAtWork() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().startsWith("plinth-sqlite-writer"))
        .anyMatch(thread -> thread.getValue().length > 0
            && thread.getValue()[0].getMethodName().equals("step"));
  }
}
