package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Json;
import dev.plinth.factory.Databases;
import dev.plinth.mcp.DatabaseTools;
import dev.plinth.mcp.Grant;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.User;
import dev.plinth.platform.UserStatus;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server over HTTP, as clients and others meet it. */
@Timeout(300)
@SuppressWarnings("deprecation") // the short constructor of a call, which the SDK will replace
final class ServeHttpTest {
  private static final String HELLO = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";
  private static final int AT_ONCE = 1_000;

  @TempDir
  private Path folder;

  private final HttpClient http = HttpClient.newBuilder().build();
  private DatabaseProvider database;
  private DatabaseProvider keys;
  private DatabaseTools tools;
  private HttpService service;
  private CreatedApiKey key;

  @BeforeEach
  void start() throws IOException {
    database = Databases.await(Databases.open("sqlite:" + folder.resolve("app.db")));
    Databases.await(database.execute(dev.plinth.data.Statement
        .of("CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT)")));
    keys = Databases.await(Databases.open("sqlite:" + folder.resolve("keys.db")));
    Databases.await(keys.initialize());
    key = newKey("a@example.com");
    tools = DatabaseTools.builder()
        .connection("main", database,
            Grant.of(AccessLevel.DML).withTimeout(Duration.ofSeconds(20)))
        .concurrency(16, 2_000).build();
    service = HttpService.start(tools, KeyCheck.of(keys),
        HttpLimits.defaults().onPort(0).withSessions(3, Duration.ofMinutes(5)));
  }

  @AfterEach
  void stop() {
    service.close();
    tools.close();
    keys.close();
    database.close();
  }

  private CreatedApiKey newKey(String email) {
    User user = Databases.await(keys.createUser(NewUser.withoutPassword(email)));
    Databases.await(keys.updateUserStatus(user.id(), UserStatus.ACTIVE, user.id()));
    return Databases.await(
        keys.createApiKey(NewApiKey.builder(user.id(), "test").limits().build()));
  }

  @Test
  void servesAClientOfTheSdkWithAKey() {
    try (McpSyncClient client = McpClient.sync(HttpClientStreamableHttpTransport
        .builder("http://localhost:" + service.port())
        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + key.value()))
        .build()).requestTimeout(Duration.ofSeconds(60)).build()) {
      client.initialize();
      assertThat(client.listTools().tools()).hasSize(12);
      assertThat(client.callTool(new CallToolRequest("db_insert",
          Map.of("table", "notes", "data", Map.of("title", "tea")))).isError()).isFalse();
      assertThat(String.valueOf(client.callTool(
          new CallToolRequest("db_query", Map.of("table", "notes"))).structuredContent()))
          .contains("title=tea");
    }
  }

  @Test
  void letsNobodyInWithoutAValidKey() throws Exception {
    assertThat(post(HELLO, null, null).statusCode()).isEqualTo(401);
    assertThat(post(HELLO, "wrong", null).statusCode()).isEqualTo(401);
    assertThat(post(HELLO, key.value() + "x", null).statusCode()).isEqualTo(401);
    assertThat(post(HELLO, key.value(), null).statusCode()).isEqualTo(200);
    Databases.await(keys.deactivateApiKey(key.key().id()));
    assertThat(post(HELLO, key.value(), null).statusCode()).isEqualTo(401);
  }

  @Test
  void servesNoPageOfAnotherOriginAndNoOtherHost() throws Exception {
    assertThat(status("Host: evil.example", "")).isEqualTo(403);
    assertThat(status("Host: localhost.evil.example", "")).isEqualTo(403);
    assertThat(status("Host: localhost", "Origin: https://evil.example")).isEqualTo(403);
    assertThat(status("Host: localhost", "Origin: null")).isEqualTo(403);
    assertThat(
        status("Host: localhost", "Origin: http://localhost\r\nOrigin: https://evil.example"))
        .isEqualTo(403);
    assertThat(status("Host: localhost", "Origin: http://localhost:3000")).isEqualTo(401);
    assertThat(status("Host: [::1]:" + service.port(), "")).isEqualTo(401);
  }

  /** The status of a request that no client library would send. */
  private int status(String host, String more) throws IOException {
    return Integer.parseInt(sent("POST /mcp HTTP/1.1\r\n" + host + "\r\n"
        + (more.isEmpty() ? "" : more + "\r\n")
        + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        .substring(9, 12));
  }

  private String sent(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void namesNoProductWhereItRefuses() throws Exception {
    String host = "Host: localhost\r\nConnection: close\r\n";
    String authorized = host + "Authorization: Bearer " + key.value() + "\r\n";
    for (String request : List.of("404 GET / HTTP/1.1\r\n" + host,
        "404 GET /no HTTP/1.1\r\n" + host,
        "404 POST /mcp/ HTTP/1.1\r\n" + authorized, "405 TRACE /mcp HTTP/1.1\r\n" + host,
        "405 PUT /mcp HTTP/1.1\r\n" + authorized, "501 FOO /mcp HTTP/1.1\r\n" + authorized,
        "400 NONSENSE\r\n", "400 GET /mcp HTTP/1.1\r\n", "505 GET /mcp HTTP/9.9\r\n" + host,
        "400 GET /%zz HTTP/1.1\r\n" + host, "400 GET /%00 HTTP/1.1\r\n" + host,
        "400 GET /a%2fb HTTP/1.1\r\n" + host, "400 GET /../b HTTP/1.1\r\n" + host,
        "400 GET /mcp HTTP/1.1\r\n" + host + "Host: localhost\r\n",
        "400 GET /mcp HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n",
        "400 POST /mcp HTTP/1.1\r\n" + authorized + "Content-Length: -1\r\n",
        "501 POST /mcp HTTP/1.1\r\n" + authorized + "Transfer-Encoding: foo\r\n",
        "417 POST /mcp HTTP/1.1\r\n" + authorized + "Expect: much\r\n",
        "401 GET /mcp HTTP/1.1\r\n" + host, "403 GET /mcp HTTP/1.0\r\n")) {
      String answer = sent(request.substring(4) + "\r\n");
      assertThat(answer).as(request).startsWith("HTTP/1.1 " + request.substring(0, 4))
          .contains("\r\nContent-Type: application/json").contains("\r\n\r\n{")
          .doesNotContainIgnoringCase("server:").doesNotContainIgnoringCase("tomcat")
          .doesNotContainIgnoringCase("apache").doesNotContainIgnoringCase("<html");
    }
  }

  @Test
  void boundsBodiesAndSessions() throws Exception {
    assertThat(post("{" + " ".repeat(5 * 1024 * 1024) + "}", key.value(), null).statusCode())
        .isEqualTo(413);
    var sessions = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      sessions.add(session(key.value()));
    }
    assertThat(post(HELLO, key.value(), null).statusCode()).isEqualTo(503);
    HttpRequest delete = HttpRequest.newBuilder(uri()).method("DELETE",
        HttpRequest.BodyPublishers.noBody()).header("Authorization", "Bearer " + key.value())
        .header(HttpGuard.SESSION, sessions.get(0)).build();
    assertThat(http.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(session(key.value())).isNotEmpty();
    assertThat(post(query("SELECT 1"), key.value(), sessions.get(0)).statusCode()).isEqualTo(404);
    String other = newKey("b@example.com").value();
    assertThat(post(query("SELECT 1"), other, sessions.get(1)).statusCode()).isEqualTo(404);
    assertThat(post(query("SELECT 1"), key.value(), sessions.get(1)).body()).contains("rowCount");
  }

  @Test
  void answersMalformedMessages() throws Exception {
    String session = session(key.value());
    for (String body : List.of("", "no json", "[".repeat(100_000))) {
      assertRefused(post(body, key.value(), session), 400, "-32700");
    }
    for (String body : List.of("[]", "{}", "7", "{\"jsonrpc\":\"2.0\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}")) {
      assertRefused(post(body, key.value(), session), 400, "-32600");
    }
    for (String params : List.of("[]", "7", "{}", "{\"name\":\"\"}",
        "{\"name\":\"db_query\",\"arguments\":[]}")) {
      assertRefused(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
          + params + "}", key.value(), session), 200, "-32602");
    }
    assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"no/such\"}", key.value(), session)
        .body()).contains("-32601");
    assertRefused(post(HELLO, key.value(), session), 200, "-32600");
    assertThat(post(query("SELECT 1 AS n"), key.value(), session).body()).contains("\"n\":1");
  }

  @Test
  void saysAsAnErrorOfTheProtocolWhatIsNoRequestOfIt() throws Exception {
    String session = session(key.value());
    assertRefused(send("GET", "text/html", session), 400, "-32601");
    assertRefused(send("POST", "text/html", null), 400, "-32601");
    assertRefused(send("PUT", "application/json", session), 405, "-32600");
  }

  private HttpResponse<String> send(String method, String accept, @Nullable String session)
      throws Exception {
    var request = HttpRequest.newBuilder(uri()).header("Authorization", "Bearer " + key.value())
        .header("Accept", accept).header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(HELLO));
    if (session != null) {
      request.header(HttpGuard.SESSION, session);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** One error of JSON-RPC, and nothing of the stack where it arose. */
  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body())
        .matches("\\{\"jsonrpc\":\"2.0\",\"id\":(1|0|null),\"error\":\\{[^{}]*}}")
        .contains("\"code\":" + code).doesNotContain("stackTrace");
  }

  @Test
  void answersAThousandCallsAtOnceWithinItsLimits() throws Exception {
    String session = session(key.value());
    Runtime runtime = Runtime.getRuntime();
    var running = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < AT_ONCE; i++) {
      running.add(http.sendAsync(
          request(query("SELECT " + i + " AS n, hex(randomblob(1000)) AS x"), key.value(), session),
          HttpResponse.BodyHandlers.ofString()));
    }
    for (int i = 0; i < AT_ONCE; i++) {
      assertThat(running.get(i).get(120, TimeUnit.SECONDS).body()).contains("\"n\":" + i + ",");
    }
    System.gc();
    assertThat(runtime.totalMemory() - runtime.freeMemory()).isLessThan(512L * 1024 * 1024);
  }

  @Test
  void survivesAClientThatVanishesInTheMiddle() throws Exception {
    String session = session(key.value());
    for (int i = 0; i < 20; i++) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
        String body = query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
            + "i < 300000) SELECT count(*) FROM n");
        OutputStream out = socket.getOutputStream();
        out.write(("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key.value()
            + "\r\nMcp-Session-Id: " + session
            + "\r\nAccept: application/json, text/event-stream\r\nContent-Type: application/json\r\n"
            + "Content-Length: " + body.length() + "\r\n\r\n"
            + (i % 2 == 0 ? body : body.substring(0, 20))).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        socket.setSoLinger(true, 0);
      }
    }
    assertThat(post(query("SELECT 7 AS n"), key.value(), session(key.value())).body())
        .contains("\"n\":7");
  }

  @Test
  void answersWithACodeWhenTheDatabaseDiesUnderACall() throws Exception {
    String session = session(key.value());
    CompletableFuture<HttpResponse<String>> slow = http.sendAsync(
        request(query("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE "
            + "i < 3000000) SELECT count(*) FROM n"), key.value(), session),
        HttpResponse.BodyHandlers.ofString());
    Files.delete(folder.resolve("app.db"));
    assertThat(slow.get(60, TimeUnit.SECONDS).body()).contains("\"structuredContent\":");
    assertThat(post(query("SELECT 1"), key.value(), session).body())
        .contains("\"isError\":true", "\"code\":\"DB_");
  }

  private String session(String apiKey) throws Exception {
    HttpResponse<String> hello = post(HELLO, apiKey, null);
    assertThat(hello.statusCode()).isEqualTo(200);
    return hello.headers().firstValue(HttpGuard.SESSION).orElseThrow();
  }

  private static String query(String sql) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"db_raw_query\","
        + "\"arguments\":" + Json.of(Map.of("query", sql)).text() + "}}";
  }

  private HttpResponse<String> post(String body, @Nullable String apiKey,
      @Nullable String session) throws Exception {
    return http.send(request(body, apiKey, session), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String body, @Nullable String apiKey,
      @Nullable String session) {
    var request = HttpRequest.newBuilder(uri()).timeout(Duration.ofMinutes(2))
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    if (apiKey != null) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    if (session != null) {
      request.header(HttpGuard.SESSION, session);
    }
    return request.build();
  }

  private URI uri() {
    return URI.create("http://localhost:" + service.port() + HttpService.PATH);
  }
}
