package dev.plinth.sqlite;

import static dev.plinth.sqlite.Sqlite.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Operation;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database whose lock another program holds. */
@Timeout(120)
final class LockedElsewhereTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final TableDefinition NOTES = TableDefinition.named("notes")
      .column("id", PortableType.LONG).column("title", PortableType.TEXT).primaryKey("id");

  @TempDir
  private Path folder;
  private Path file;
  private DatabaseProvider database;
  private Connection holder;

  @BeforeEach
  void lock() throws Exception {
    file = folder.resolve("app.db");
    database = Sqlite.open(file);
    await(database.initialize());
    await(database.createTable(NOTES));
    await(database.insert("notes", Row.of("id", 1, "title", "a")));
    holder = Sqlite.connect(file);
    Sqlite.execute(holder, "BEGIN IMMEDIATE");
  }

  @AfterEach
  void close() throws Exception {
    holder.close();
    database.close();
  }

  private static List<Function<DatabaseProvider, CompletableFuture<?>>> writes() {
    return List.of(db -> db.insert("notes", Row.of("id", 2, "title", "b")),
        db -> db.update("notes", Filter.all(), Update.of("title", "c")),
        db -> db.upsert("notes", Row.of("id", 3, "title", "d")),
        db -> db.insertAll("notes", List.of(Row.of("id", 4, "title", "e"))),
        db -> db.execute(Statement.of("DELETE FROM notes WHERE id = 99")),
        db -> db.executeAll(List.of(new Operation.Insert("notes", Row.of("id", 5))),
            TransactionOptions.defaults().withTimeout(SHORT)),
        db -> db.createTable(TableDefinition.named("more").column("id", PortableType.LONG)),
        db -> db.inTransaction(TransactionOptions.defaults().withTimeout(SHORT),
            tx -> tx.delete("notes", Filter.all())));
  }

  @Test
  void endsWritesAtTheirDeadlineUnapplied() throws Exception {
    DatabaseProvider hasty = database.withTimeout(SHORT);
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (var write : writes()) {
      long before = System.nanoTime();
      calls.add(write.apply(hasty));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }
    long before = System.nanoTime();
    calls.forEach(call -> assertFails(ErrorCode.TIMEOUT, call));
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    Sqlite.execute(holder, "ROLLBACK");
    assertThat(await(database.insert("notes", Row.of("id", 6)))).isNotNull();
    assertThat(Sqlite.text(file, "SELECT group_concat(id) FROM (SELECT id FROM notes ORDER BY id)"))
        .isEqualTo("1,6");
  }

  @Test
  void finishesWritesWhenTheLockIsGivenBack() throws Exception {
    List<CompletableFuture<?>> calls = new ArrayList<>();
    Stream.concat(writes().stream().limit(5), Stream.of(DatabaseProvider::initialize))
        .forEach(write -> calls.add(write.apply(database)));
    assertThat(await(database.count("notes", Filter.all()))).isEqualTo(1);
    Sqlite.execute(holder, "ROLLBACK");
    calls.forEach(Sqlite::await);
    assertThat(await(database.count("notes", Filter.all()))).isEqualTo(4);
  }

  @Test
  void readsAllTheSame() throws Exception {
    assertThat(await(database.findOne(Query.from("notes")))).isPresent();
    long count = await(database.inTransaction(TransactionOptions.defaults().asReadOnly(),
        tx -> tx.count("notes", Filter.all())));
    assertThat(count).isEqualTo(1);
    try (DatabaseProvider reader = Sqlite.open(file, Options.defaults().readOnly())) {
      assertThat(await(reader.count("notes", Filter.all()))).isEqualTo(1);
    }
  }

  @Test
  void letsAWaitingWriteBeCancelled() {
    var call = database.insert("notes", Row.of("id", 2));
    assertThat(call.cancel(true)).isTrue();
    assertThatThrownBy(() -> await(call)).isInstanceOf(CancellationException.class);
  }

  private static void assertFails(ErrorCode code, CompletableFuture<?> call) {
    assertThatThrownBy(() -> await(call)).isInstanceOfSatisfying(DatabaseException.class,
        failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
