package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Json;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server in a process of its own, as a client starts it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings({"deprecation", "UnnecessaryParentheses"}) // short constructors of the SDK
final class ServeStdioTest {
  private static final List<String> COMMAND = List.of("--enable-native-access=ALL-UNNAMED", "-cp",
      System.getProperty("java.class.path"), PlinthCommand.class.getName(), "serve");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final String HELLO = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      """;

  @TempDir
  private Path folder;

  @Test
  void servesAClientOfTheSdk() {
    var arguments = new java.util.ArrayList<>(COMMAND);
    arguments.addAll(List.of("--url", url(), "--access", "ddl"));
    var transport = new StdioClientTransport(
        ServerParameters.builder(JAVA).args(arguments).build(), McpJsonDefaults.getMapper());
    try (McpSyncClient client =
        McpClient.sync(transport).requestTimeout(Duration.ofSeconds(60)).build()) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("plinth");
      assertThat(client.listTools().tools()).extracting(tool -> tool.name()).contains("db_connect",
          "db_disconnect", "db_connections", "db_query", "db_insert", "db_update", "db_delete",
          "db_bulk_insert", "db_transaction", "db_raw_query", "db_schema", "db_health");
      call(client, "db_raw_query",
          Map.of("query", "CREATE TABLE notes (id INTEGER PRIMARY KEY, a TEXT)"));
      call(client, "db_insert", Map.of("table", "notes", "data", Map.of("a", "tea")));
      CallToolResult found = call(client, "db_query", Map.of("table", "notes"));
      assertThat(String.valueOf(found.structuredContent())).contains("rowCount=1", "a=tea");
    }
  }

  private static CallToolResult call(McpSyncClient client, String tool,
      Map<String, Object> arguments) {
    CallToolResult result = client.callTool(new CallToolRequest(tool, arguments));
    assertThat(result.isError()).as("%s", result).isFalse();
    return result;
  }

  @Test
  void answersWhatWasAskedBeforeTheInputEndedAndWritesNothingElse() throws Exception {
    Process process = start("--url", url(), "--access", "dml");
    try (OutputStream in = process.getOutputStream()) {
      in.write(HELLO.getBytes(StandardCharsets.UTF_8));
      in.write(("""
          this is no JSON
          {"jsonrpc":"2.0"}
          [1, 2]
          {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"db_nothing","arguments":{}}}
          {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"db_query","arguments":7}}
          {"jsonrpc":"2.0","id":3,"method":"no/such/method"}
          {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"db_raw_query","arguments":{"query":"%s"}}}
          {"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"db_raw_query","arguments":{"query":"SELECT 41 + 1 AS n"}}}
          """.formatted("x".repeat(2_000_000))).getBytes(StandardCharsets.UTF_8));
    }
    List<String> lines = lines(process);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(lines)
        .allSatisfy(line -> assertThat(Json.parse(line).value()).isInstanceOf(Map.class));
    for (int id = 0; id <= 5; id++) {
      String mark = "\"id\":" + id + ",";
      assertThat(lines).as(mark).anyMatch(line -> line.contains(mark));
    }
    assertThat(lines).anyMatch(line -> line.contains("\"n\":42"))
        .anyMatch(line -> line.contains("-32700"));
  }

  @Test
  void stopsWhenItIsAskedTo() throws Exception {
    Process process = start("--url", url(), "--access", "dml");
    OutputStream in = process.getOutputStream();
    in.write(HELLO.getBytes(StandardCharsets.UTF_8));
    in.flush();
    var out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).contains("serverInfo");
    in.write(
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"db_health\"}}\n"
            .getBytes(StandardCharsets.UTF_8));
    in.flush();
    assertThat(out.readLine()).contains("\"status\":\"up\"");
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refusesAWrongCommandLine() {
    misused("there is nothing to serve", "serve");
    misused("--access must be one of", "serve", "--url", url(), "--access", "root");
    misused("--transport must be", "serve", "--url", url(), "--transport", "pigeon");
    misused("--allow-urls", "serve", "--url", url(), "--allow-path", folder.toString());
    misused("needs an id", "serve", "--url", url(), "--url", url());
  }

  private void misused(String message, String... arguments) {
    Ran.inProcess(Map.of(), arguments).assertFailed(Failures.MISUSED, message);
  }

  private Process start(String... options) throws IOException {
    var line = new java.util.ArrayList<String>();
    line.add(JAVA);
    line.addAll(COMMAND);
    line.addAll(List.of(options));
    return new ProcessBuilder(line).directory(folder.toFile())
        .redirectError(Files.createTempFile(folder, "err", ".txt").toFile()).start();
  }

  private static List<String> lines(Process process) throws IOException {
    try (var out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return out.lines().toList();
    }
  }

  private String url() {
    return "sqlite:" + folder.resolve("app.db");
  }
}
