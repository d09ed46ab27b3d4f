package dev.plinth.sqlite;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program of the tests in a process of its own, spoken to by lines. */
final class ChildJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  private ChildJvm(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  static ChildJvm start(Class<?> program, String... arguments) throws IOException {
    return start(Map.of(), program, arguments);
  }

  static ChildJvm start(Map<String, String> environment, Class<?> program, String... arguments)
      throws IOException {
    var command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
            "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
            System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ChildJvm(builder.start());
  }

  /** The next line; null at the end. */
  @Nullable
  String line() {
    try {
      return output.readLine();
    } catch (IOException broken) {
      return null;
    }
  }

  /** The next line that is a word of the program, not of a library. */
  String answer() {
    for (String line = line(); line != null; line = line()) {
      if (line.startsWith(PREFIX)) {
        return line.substring(PREFIX.length());
      }
    }
    throw new IllegalStateException("the child process ended without an answer");
  }

  /** What stands in front of a program's own lines. */
  static final String PREFIX = "> ";

  /** Says something to the parent; for use in the child. */
  static void say(Object word) {
    System.out.println(PREFIX + word);
    System.out.flush();
  }

  void tell(String line) {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
