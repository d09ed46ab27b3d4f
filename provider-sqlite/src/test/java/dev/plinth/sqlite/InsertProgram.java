package dev.plinth.sqlite;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Inserts from several threads without end, and says each id once its insert was acknowledged. */
final class InsertProgram {
  private static final int THREADS = 8;

  private InsertProgram() {}

  /** Takes the file, and the id from which on to insert. */
  public static void main(String[] arguments) {
    long from = Long.parseLong(arguments[1]);
    DatabaseProvider database = Sqlite.open(Path.of(arguments[0]), Options.defaults());
    Sqlite.await(database.createTable(TableDefinition.named("notes")
        .column("id", PortableType.LONG).column("title", PortableType.TEXT).primaryKey("id")
        .ifNotExists()));
    IntStream.range(0, THREADS).forEach(thread -> Thread.ofPlatform().start(() -> {
      for (long id = from + thread; true; id += THREADS) {
        Sqlite.await(database.insert("notes", Row.of("id", id, "title", "note " + id)));
        ChildJvm.say(id);
      }
    }));
  }
}
