package dev.plinth.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Runs what most runs do, so that a class archive made of this run holds what they load. It holds no more on purpose: the JVM links
 * every class of an archive at its start, so each that a run does not need makes it slower. Leaves nothing behind.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Runs, and ends with exit code 0 whatever became of it. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("plinth-rehearsal");
    try {
      // An empty file is an empty database. Making one by the command would load what creates the platform tables.
      String url = "sqlite:" + Files.createFile(folder.resolve("app.db"));
      run(folder, List.of("--help"));
      run(folder, List.of("ping", "--url", url));
    } finally {
      delete(folder);
    }
  }

  private static void run(Path home, List<String> line) {
    var nowhere = new PrintWriter(Writer.nullWriter());
    CommandLine command = PlinthCommand.commandLine(Map.of("PLINTH_HOME", home.toString()),
        new ByteArrayInputStream(new byte[0]));
    command.setOut(nowhere).setErr(nowhere);
    int unused = command.execute(line.toArray(String[]::new));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
