package dev.plinth.sqlite;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Opens and initialises each file that it is told of, and says whether that went well. */
final class InitializeProgram {
  /** Eight JVMs that start at once on two busy cores take longer than a usual connection may. */
  private static final Options PATIENT = Options.defaults().withTimeout(Duration.ofMinutes(1))
      .withPool(Options.defaults().pool().withConnectTimeout(Duration.ofMinutes(1)));

  private InitializeProgram() {}

  /** Reads paths from the standard input until its end. */
  public static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ChildJvm.say("ready");
    for (String path = lines.readLine(); path != null; path = lines.readLine()) {
      try (DatabaseProvider database = Sqlite.open(Path.of(path), PATIENT)) {
        Sqlite.await(database.initialize());
        ChildJvm.say("done");
      } catch (RuntimeException failure) {
        ChildJvm.say(failure);
        failure.printStackTrace();
      }
    }
  }
}
