package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A stream of more than the memory of the process that reads it. */
final class StreamMemoryTest {
  private static final int BATCHES = 20;
  private static final int NOTES = 300;

  @Test
  void streamsMoreThanTheHeapHolds() throws IOException {
    String url = InProcessServer.freshDatabaseUrl();
    try (DatabaseProvider database = await(Databases.open(url, Options.defaults()))) {
      await(database.createTable(TableDefinition.named("notes").column("id", PortableType.LONG)
          .column("title", PortableType.TEXT).primaryKey("id")));
      String title = "x".repeat(10_000);
      for (int batch = 0; batch < BATCHES; batch++) {
        long first = (long) batch * NOTES;
        await(database.insertAll("notes", LongStream.range(first, first + NOTES)
            .mapToObj(id -> Row.of("id", id, "title", title)).toList()));
      }
    }
    // 60 MB of text, in one byte for each of its characters.
    assertThat(outputOf("-Xmx56m", url)).contains("notes: " + BATCHES * NOTES);
  }

  private static String outputOf(String heap, String url) throws IOException {
    Process process = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap,
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        StreamProgram.class.getName(), url)).redirectErrorStream(true).start();
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }
}
