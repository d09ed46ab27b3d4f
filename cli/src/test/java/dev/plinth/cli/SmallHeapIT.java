package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More results and messages at once than the heap could hold. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SmallHeapIT {
  private static final List<String> HEAP =
      List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError");
  /** Together many times the heap. */
  private static final int CALLS = 40;
  private static final int LONG_MESSAGES = 12;
  private static final String LARGE_RESULT = call("SELECT hex(randomblob(500000)) AS x");

  @TempDir
  private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void answersLargeResultsOverHttp() throws Exception {
    try (Served server = serve("http")) {
      String url = String.valueOf(server.next().get("url"));
      String session = session(url);
      for (HttpResponse<String> answer : atOnce(url, session, CALLS, LARGE_RESULT)) {
        assertThat(answer.body()).contains("\"isError\":false").hasSizeGreaterThan(2_000_000);
      }
      assertStillWorks(url, session);
    }
  }

  /** A short text that becomes many objects when it is read. */
  @Test
  void answersLongMessagesOverHttp() throws Exception {
    try (Served server = serve("http")) {
      String url = String.valueOf(server.next().get("url"));
      String session = session(url);
      String message =
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":"
              + "\"db_raw_query\",\"arguments\":{\"query\":\"SELECT ?\",\"params\":[["
              + "{},".repeat(300_000) + "{}]]}}}";
      for (HttpResponse<String> answer : atOnce(url, session, LONG_MESSAGES, message)) {
        assertThat(answer.body()).containsAnyOf("\"isError\":false", "\"code\":\"DB_");
      }
      assertStillWorks(url, session);
    }
  }

  /** A client that asks for everything before it reads anything. */
  @Test
  void answersLargeResultsOnStandardOutput() throws Exception {
    try (Served server = serve("stdio")) {
      server.send(Served.HELLO_AND_INITIALIZED);
      Thread asking = Thread.ofVirtual().start(() -> {
        try {
          for (int i = 1; i <= CALLS; i++) {
            server.send(LARGE_RESULT);
          }
          server.endInput();
        } catch (IOException gone) {
          throw new UncheckedIOException(gone);
        }
      });
      assertThat(server.next().get("id")).hasToString("0");
      List<Map<?, ?>> answers = server.rest();
      asking.join();
      assertThat(answers).hasSize(CALLS)
          .allSatisfy(answer -> assertThat(Served.isDone(answer)).isTrue());
      assertThat(server.await()).isZero();
    }
  }

  private Served serve(String transport) throws Exception {
    Path file = Files.createFile(folder.resolve("app.db"));
    return Served.start(folder, HEAP, "--url", "sqlite:" + file, "--transport", transport,
        "--port", "0", "--no-auth", "--json", "--timeout", "120");
  }

  private static String call(String sql) {
    return Served.call(1, "db_raw_query", Map.of("query", sql));
  }

  private String session(String url) throws Exception {
    return send(url, "", Served.HELLO).get(60, TimeUnit.SECONDS).headers()
        .firstValue(HttpGuard.SESSION).orElseThrow();
  }

  private List<HttpResponse<String>> atOnce(String url, String session, int count, String body)
      throws Exception {
    var running = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < count; i++) {
      running.add(send(url, session, body));
    }
    var answers = new ArrayList<HttpResponse<String>>();
    for (CompletableFuture<HttpResponse<String>> answer : running) {
      answers.add(answer.get(240, TimeUnit.SECONDS));
    }
    return answers;
  }

  private void assertStillWorks(String url, String session) throws Exception {
    assertThat(send(url, session, call("SELECT 7 AS n")).get(60, TimeUnit.SECONDS).body())
        .contains("\"n\":7");
  }

  private CompletableFuture<HttpResponse<String>> send(String url, String session, String body) {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(4))
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    if (!session.isEmpty()) {
      request.header(HttpGuard.SESSION, session);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
