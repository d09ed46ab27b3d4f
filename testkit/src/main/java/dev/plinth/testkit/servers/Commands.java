package dev.plinth.testkit.servers;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Programs of the system. */
final class Commands {
  private static final String NOBODY = "65534";

  private Commands() {}

  /** Runs a command to its end; fails with what it said if that is not success. */
  static void run(String... command) throws IOException {
    run(Arrays.asList(command));
  }

  static void run(List<String> command) throws IOException {
    // Where others may be, too: this process may stand in a directory of root.
    Process process = new ProcessBuilder(command).directory(new File("/"))
        .redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command.getFirst() + " failed: " + said);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command.getFirst() + " ran", interrupted);
    }
  }

  /** The command as a user who may do little: servers refuse to be run by root. */
  static List<String> unprivileged(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    var lowered = new ArrayList<>(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
    lowered.addAll(command);
    return lowered;
  }

  /** Gives a directory to that user. */
  static void giveAway(String directory) throws IOException {
    if (isRoot()) {
      run("chown", "-R", NOBODY + ":" + NOBODY, directory);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
