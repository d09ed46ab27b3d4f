package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runnable jar as a server in a process of its own. */
final class Served implements AutoCloseable {
  static final String HELLO =
      message(0, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of(),
          "clientInfo", Map.of("name", "test", "version", "1")));
  /** What a client says on standard input before it asks: requests wait for the second line. */
  static final String HELLO_AND_INITIALIZED =
      HELLO + "\n{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;
  private final OutputStream in;
  private final BufferedReader out;

  private Served(Process process) {
    this.process = process;
    this.in = process.getOutputStream();
    this.out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts {@code plinth serve}, with options for the JVM before it. */
  static Served start(Path folder, List<String> jvm, String... options) throws IOException {
    var line = new ArrayList<String>(List.of(JAVA, "--enable-native-access=ALL-UNNAMED"));
    line.addAll(jvm);
    line.addAll(List.of("-jar", System.getProperty("plinth.jar", "absent"), "serve"));
    line.addAll(List.of(options));
    var builder = new ProcessBuilder(line).directory(folder.toFile())
        .redirectError(Files.createTempFile(folder, "err", ".txt").toFile());
    builder.environment().put("PLINTH_HOME", folder.toString());
    return new Served(builder.start());
  }

  /** A message that asks. */
  static String message(int id, String method, Map<String, ?> params) {
    return Json.of(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params)).text();
  }

  /** A message that calls a tool. */
  static String call(int id, String tool, Map<String, ?> arguments) {
    return message(id, "tools/call", Map.of("name", tool, "arguments", arguments));
  }

  /** Writes a line to its standard input. */
  void send(String message) throws IOException {
    in.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** The next line of its standard output. */
  Map<?, ?> next() throws IOException {
    return parsed(out.readLine());
  }

  /** The rest of its standard output. A last line that is not whole was never said. */
  List<Map<?, ?>> rest() {
    var messages = new ArrayList<Map<?, ?>>();
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.endsWith("}")) {
          messages.add(parsed(line));
        }
      }
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
    return messages;
  }

  private static Map<?, ?> parsed(String line) {
    assertThat(line).isNotNull();
    return (Map<?, ?>) assertThat(Json.parse(line).value()).isInstanceOf(Map.class).actual();
  }

  /** Whether an answer is one that a tool carried out. */
  static boolean isDone(Map<?, ?> message) {
    return message.get("result") instanceof Map<?, ?> result
        && Boolean.FALSE.equals(result.get("isError"));
  }

  /** The end of its input: it answers what was asked and ends. */
  void endInput() throws IOException {
    in.close();
  }

  /** Ends it as the system does, at once. What it wrote can still be read: a process closes its streams, a handle does not. */
  void kill() {
    assertThat(process.toHandle().destroyForcibly()).isTrue();
  }

  /** Asks it to end. */
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  /** Its exit code, once it has ended. */
  int await() throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
