package dev.plinth.sqlite;

import static dev.plinth.data.Filter.field;
import static dev.plinth.sqlite.Sqlite.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstStepsTest {
  @TempDir
  private Path folder;

  @Test
  void worksInAFile() throws Exception {
    Path file = folder.resolve("new/app.db");
    try (DatabaseProvider database = Sqlite.open(file)) {
      walk(database);
    }
    assertThat(Sqlite.number(file, "SELECT count(*) FROM notes")).isEqualTo(1);
  }

  @Test
  void worksInMemory() {
    try (DatabaseProvider database = Sqlite.open("sqlite::memory:", Options.defaults())) {
      walk(database);
    }
  }

  private static void walk(DatabaseProvider database) {
    await(database.initialize());
    await(database.initialize());
    await(database.createTable(TableDefinition.named("notes").column("id", PortableType.UUID)
        .column("title", PortableType.TEXT).primaryKey("id")));
    UUID id = UUID.randomUUID();
    await(database.insert("notes", Row.of("id", id, "title", "Green tea")));
    var rows = await(database.find(Query.from("notes").where(field("title").contains("tea"))));
    assertThat(rows.row(0).uuid("id")).isEqualTo(id);
    long count = await(database.inTransaction(tx -> tx.count("notes", Filter.all())));
    assertThat(count).isEqualTo(1);
  }
}
