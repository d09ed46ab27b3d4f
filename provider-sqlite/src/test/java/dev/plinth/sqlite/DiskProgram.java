package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Inserts as it is told: a line {@code id size id size ...} is a set of inserts that are sent at once,
 * with so many bytes each. Answers with what became of each, and after how many milliseconds.
 */
final class DiskProgram {
  private DiskProgram() {}

  /** Takes the file. */
  public static void main(String[] arguments) throws IOException {
    try (DatabaseProvider database = Sqlite.open(Path.of(arguments[0]))) {
      Sqlite.await(database.createTable(TableDefinition.named("notes")
          .column("id", PortableType.LONG).column("data", PortableType.BYTES).primaryKey("id")
          .ifNotExists()));
      var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      ChildJvm.say("ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        ChildJvm.say(insert(database, line.split(" ", -1)));
      }
    }
  }

  private static String insert(DatabaseProvider database, String[] words) {
    long began = System.nanoTime();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      byte[] data = new byte[Integer.parseInt(words[i + 1])];
      answers.add(database.insert("notes", Row.of("id", Long.valueOf(words[i]), "data", data))
          .handle((key, failure) -> outcome(failure) + ":"
              + (System.nanoTime() - began) / 1_000_000));
    }
    return String.join(" ", answers.stream().map(Sqlite::await).toList());
  }

  private static String outcome(@Nullable Throwable failure) {
    return failure == null
        ? "OK"
        : failure instanceof DatabaseException known ? known.code().name() : failure.toString();
  }
}
