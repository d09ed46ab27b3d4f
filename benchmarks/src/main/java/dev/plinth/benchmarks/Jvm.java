package dev.plinth.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class of this jar in a JVM of its own. */
final class Jvm {
  private Jvm() {}

  /** Starts it with the class path of this JVM; what it says on standard error is shown. */
  static Process start(List<String> jvmArguments, Class<?> main, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Its next line; fails if there is none. */
  static String line(BufferedReader output) throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IllegalStateException("the process ended without an answer");
    }
    return line;
  }

  /** Waits for its end; fails unless it ended well. */
  static void end(Process process) throws InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException("the process ended with code " + code);
    }
  }
}
