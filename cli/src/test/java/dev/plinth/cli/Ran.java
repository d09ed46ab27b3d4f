package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** What became of a command. */
record Ran(int exitCode, String out, String err) {
  private static final List<String> JVM = List.of(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "--enable-native-access=ALL-UNNAMED");

  /** A key of the host, and options of its JVMs, of which each JVM says on standard error that it takes them. */
  private static final Set<String> INHERITED_BY_NO_TEST =
      Set.of("ENCRYPTION_KEY", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Runs the command in this process. */
  static Ran inProcess(Map<String, String> environment, String... arguments) {
    return withInput("", environment, arguments);
  }

  /** Runs the command in this process, with a text on its standard input. */
  static Ran withInput(String input, Map<String, String> environment, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command = PlinthCommand.commandLine(environment,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Ran(command.execute(arguments), out.toString(), err.toString());
  }

  /** Runs the command in a process of its own. */
  static Ran asProcess(Path folder, Map<String, String> environment, List<String> java,
      String... arguments) throws IOException, InterruptedException {
    var line = new ArrayList<>(JVM);
    line.addAll(java);
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    var builder = new ProcessBuilder(line).directory(folder.toFile())
        .redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeAll(INHERITED_BY_NO_TEST);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Standard output as one JSON object. */
  @SuppressWarnings("unchecked")
  Map<String, Object> json() {
    assertThat(out.strip()).doesNotContain("\n");
    return (Map<String, Object>) assertThat(Json.parse(out.strip()).value())
        .isInstanceOf(Map.class).actual();
  }

  /** Checks that nothing but one line with a code is there. */
  void assertFailed(int code, String line) {
    assertThat(exitCode).isEqualTo(code);
    assertThat(out).isEmpty();
    assertThat(err.strip()).doesNotContain("\n").matches("DB_[A-Z_]+: .*").contains(line);
  }
}
