package dev.plinth.testkit.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A server that runs as a child of this JVM, and ends with it, even where that is killed. */
final class ServerProcess {
  /**
   * The shell waits for a line, the signal with which the server is to end. Its standard input also ends
   * with this JVM, however that ends.
   */
  private static final String KEEPER = """
      "$@" >>"$LOG" 2>&1 & echo $!
      read -r signal || signal=TERM
      kill -s "$signal" $! 2>/dev/null
      wait $!
      """;
  private static final String SIGNALLER = """
      signal=$1
      kill -s "$signal" "$2" || exit 1
      shift 2
      for child; do kill -s "$signal" "$child" 2>/dev/null; done
      exit 0
      """;
  private static final int LINES_SHOWN = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process keeper;
  private final ProcessHandle server;
  private final Path log;

  private ServerProcess(Process keeper, ProcessHandle server, Path log) {
    this.keeper = keeper;
    this.server = server;
    this.log = log;
  }

  /** Starts a server in a directory, into a file of which it says what it says. */
  static ServerProcess start(List<String> command, Map<String, String> environment, Path home) {
    Path log = home.resolve("server.log");
    List<String> kept = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper"));
    kept.addAll(command);
    var builder = new ProcessBuilder(kept).redirectError(ProcessBuilder.Redirect.DISCARD)
        .directory(home.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("LOG", log.toString());
    try {
      Process keeper = builder.start();
      BufferedReader said = keeper.inputReader();
      long pid = Long.parseLong(said.readLine());
      return new ServerProcess(keeper, ProcessHandle.of(pid).orElseThrow(), log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Fails with the end of its log if it has ended. */
  void requireAlive() {
    if (!server.isAlive()) {
      throw new IllegalStateException("the server has ended; its last words:\n" + lastWords());
    }
  }

  /** Ends it by a signal and waits until it and its children are gone. */
  void end(String signal) {
    List<ProcessHandle> all = family();
    try (Writer order = new OutputStreamWriter(keeper.getOutputStream(), StandardCharsets.UTF_8)) {
      order.write(signal + "\n");
    } catch (IOException keeperIsGone) {
      // Somebody else has ended it, and with it the server; what is left of that ends below.
      all.forEach(ProcessHandle::destroyForcibly);
    }
    if (signal.equals("KILL")) {
      all.forEach(ProcessHandle::destroyForcibly);
    }
    all.forEach(ServerProcess::awaitEnd);
  }

  /** Sends a signal to it and its children, of which one may end by itself meanwhile. */
  void signal(String signal) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", SIGNALLER, "signal", signal));
    family().forEach(each -> command.add(Long.toString(each.pid())));
    try {
      Commands.run(command);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(server), server.descendants()).toList();
  }

  private static void awaitEnd(ProcessHandle process) {
    Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10))
        .until(() -> isGone(process));
  }

  /** Also where nobody has asked yet how it ended, as of orphans in a container without an init process. */
  private static boolean isGone(ProcessHandle process) {
    try {
      return !process.isAlive()
          || Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
              .contains(") Z ");
    } catch (IOException goneMeanwhile) {
      return true;
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n",
          lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException failure) {
      return "(its log cannot be read: " + failure + ")";
    }
  }
}
