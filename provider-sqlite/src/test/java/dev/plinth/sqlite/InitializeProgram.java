package dev.plinth.sqlite;

import dev.plinth.DatabaseProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens and initialises each file that it is told of, and says whether that went well. */
final class InitializeProgram {
  private InitializeProgram() {}

  /** Reads paths from the standard input until its end. */
  public static void main(String[] arguments) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ChildJvm.say("ready");
    for (String path = lines.readLine(); path != null; path = lines.readLine()) {
      try (DatabaseProvider database = Sqlite.open(Path.of(path))) {
        Sqlite.await(database.initialize());
        ChildJvm.say("done");
      } catch (RuntimeException failure) {
        ChildJvm.say(failure);
        failure.printStackTrace();
      }
    }
  }
}
