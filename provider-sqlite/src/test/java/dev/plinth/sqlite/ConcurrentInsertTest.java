package dev.plinth.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers in the same transactions, as another program sees the outcome. */
final class ConcurrentInsertTest {
  private static final int CALLERS = 256;
  private static final int EACH = 40;

  @TempDir
  Path folder;

  @Test
  void appliesExactlyWhatItAcknowledges() throws SQLException, InterruptedException {
    Path file = folder.resolve("app.db");
    var acknowledged = new AtomicLong();
    var refused = new AtomicLong();
    try (DatabaseProvider database = Sqlite.open(file)) {
      Sqlite.await(database.createTable(TableDefinition.named("records")
          .column("id", PortableType.LONG).column("caller", PortableType.LONG).primaryKey("id")));
      Sqlite.await(database.insert("records", Row.of("id", -1, "caller", -1)));
      var callers = new ArrayList<Thread>();
      for (int caller = 0; caller < CALLERS; caller++) {
        int own = caller;
        callers.add(Thread.startVirtualThread(() -> insert(database, own, acknowledged, refused)));
      }
      for (Thread caller : callers) {
        caller.join();
      }
    }
    assertThat(acknowledged).hasValue(CALLERS * EACH / 10 * 9);
    assertThat(refused).hasValue(CALLERS * EACH / 10);
    assertThat(Sqlite.number(file, "select count(*) from records where caller >= 0"))
        .isEqualTo(acknowledged.get());
    assertThat(Sqlite.number(file, "select count(*) from (select caller from records "
        + "where caller >= 0 group by caller having count(*) = " + EACH / 10 * 9 + ")"))
        .isEqualTo(CALLERS);
  }

  /** Every tenth takes a key that is taken. */
  private static void insert(DatabaseProvider database, int caller, AtomicLong acknowledged,
      AtomicLong refused) {
    List<CompletableFuture<Row>> inserts = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      long id = i % 10 == 5 ? -1 : (long) caller * EACH + i;
      inserts.add(database.insert("records", Row.of("id", id, "caller", caller)));
    }
    for (CompletableFuture<Row> insert : inserts) {
      try {
        Sqlite.await(insert);
        acknowledged.incrementAndGet();
      } catch (DatabaseException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
        refused.incrementAndGet();
      }
    }
  }
}
