package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is ended in the middle of writes: what it said it did is there, and the next one works. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledServerIT {
  private static final int CALLS = 2_000;
  private static final int CLIENTS = 8;
  /** It is ended after so many answers, while others are on their way. */
  private static final int ANSWERED = 100;
  private static final int IN_BULK = 50;

  @TempDir
  private Path folder;

  @BeforeEach
  void create() throws SQLException {
    try (Connection plain = connection(); Statement statement = plain.createStatement()) {
      statement
          .execute("CREATE TABLE notes (call INTEGER, part INTEGER, PRIMARY KEY (call, part))");
    }
  }

  @Test
  void keepsWhatItAcknowledgedOnStandardOutput() throws Exception {
    var acknowledged = new TreeSet<Integer>();
    try (Served server = serve("stdio")) {
      server.send(Served.HELLO_AND_INITIALIZED);
      Thread client = Thread.ofVirtual().start(() -> {
        try {
          for (int id = 1; id <= CALLS; id++) {
            server.send(write(id));
          }
        } catch (IOException killed) {
          // That is what this is about.
        }
      });
      while (acknowledged.size() < ANSWERED) {
        keep(server.next(), acknowledged);
      }
      server.kill();
      server.rest().forEach(message -> keep(message, acknowledged));
      client.join();
      server.await();
    }
    assertKept(acknowledged);
  }

  @Test
  void keepsWhatItAcknowledgedOverHttp() throws Exception {
    try (Served server = serve("http")) {
      Set<Integer> acknowledged = writeUntil(server, server::kill);
      server.await();
      assertKept(acknowledged);
    }
  }

  @Test
  void keepsWhatItAcknowledgedOverHttpWhenItIsAskedToEnd() throws Exception {
    try (Served server = serve("http")) {
      Set<Integer> acknowledged = writeUntil(server, server::terminate);
      server.await();
      assertKept(acknowledged);
    }
  }

  @Test
  void answersWhatWasAskedBeforeItWasAskedToEnd() throws Exception {
    try (Served server = serve("stdio"); Connection other = connection()) {
      server.send(Served.HELLO_AND_INITIALIZED);
      server.next();
      other.setAutoCommit(false);
      try (Statement writing = other.createStatement()) {
        writing.execute("INSERT INTO notes VALUES (0, 0)");
        server.send(write(1));
        server.send(Served.message(2, "ping", Map.of()));
        // It has read the write, which waits for the lock.
        assertThat(String.valueOf(server.next().get("id"))).isEqualTo("2");
        server.terminate();
        other.commit();
      }
      assertThat(server.rest()).singleElement()
          .satisfies(answer -> assertThat(Served.isDone(answer)).as("%s", answer).isTrue());
      server.await();
    }
    assertKept(Set.of(1));
  }

  private Served serve(String transport) throws IOException {
    return Served.start(folder, List.of(), "--url", "sqlite:" + folder.resolve("app.db"),
        "--access",
        "dml", "--transport", transport, "--port", "0", "--no-auth", "--json");
  }

  /** A write of one record, of several, or of two in a transaction. */
  private static String write(int id) {
    return switch (id % 3) {
      case 0 -> Served.call(id, "db_bulk_insert", Map.of("table", "notes", "records",
          IntStream.range(0, IN_BULK).mapToObj(part -> record(id, part)).toList()));
      case 1 -> Served.call(id, "db_insert", Map.of("table", "notes", "data", record(id, 0)));
      default -> Served.call(id, "db_transaction", Map.of("operations", List.of(
          Map.of("type", "insert", "table", "notes", "data", record(id, 0)),
          Map.of("type", "insert", "table", "notes", "data", record(id, 1)))));
    };
  }

  private static Map<String, Integer> record(int id, int part) {
    return Map.of("call", id, "part", part);
  }

  private static int parts(int id) {
    return switch (id % 3) {
      case 0 -> IN_BULK;
      case 1 -> 1;
      default -> 2;
    };
  }

  private static void keep(Map<?, ?> message, Set<Integer> acknowledged) {
    if (message.get("id") instanceof Number id && id.intValue() > 0) {
      assertThat(Served.isDone(message)).as("%s", message).isTrue();
      acknowledged.add(id.intValue());
    }
  }

  /** Clients write at once; when some have been answered the server is ended. Returns what was acknowledged. */
  private static Set<Integer> writeUntil(Served server, Runnable end) throws Exception {
    String url = String.valueOf(server.next().get("url"));
    var acknowledged = new ConcurrentSkipListSet<Integer>();
    var ids = new AtomicInteger();
    var enough = new CountDownLatch(ANSWERED);
    try (var clients = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newHttpClient()) {
      String session = post(http, url, "", Served.HELLO).headers().firstValue(HttpGuard.SESSION)
          .orElseThrow();
      for (int client = 0; client < CLIENTS; client++) {
        var unused = clients.submit(() -> {
          try {
            while (ids.get() < CALLS) {
              int id = ids.incrementAndGet();
              if (post(http, url, session, write(id)).body().contains("\"isError\":false")) {
                acknowledged.add(id);
                enough.countDown();
              }
            }
          } catch (IOException ended) {
            // That is what this is about.
          }
          return null;
        });
      }
      assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
      end.run();
    }
    return acknowledged;
  }

  private static HttpResponse<String> post(HttpClient http, String url, String session,
      String body) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(2))
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
    if (!session.isEmpty()) {
      request.header(HttpGuard.SESSION, session);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** All of each call that was acknowledged is there, of each other all or nothing; and a new server writes. */
  private void assertKept(Set<Integer> acknowledged) throws Exception {
    int next = CALLS + 1;
    try (Served server = serve("stdio")) {
      server.send(Served.HELLO_AND_INITIALIZED);
      server.send(write(next));
      server.endInput();
      assertThat(server.rest()).hasSize(2).anySatisfy(
          message -> assertThat(Served.isDone(message) && next == id(message)).isTrue());
      assertThat(server.await()).isZero();
    }
    try (Connection plain = connection(); Statement statement = plain.createStatement()) {
      try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
        assertThat(check.getString(1)).isEqualTo("ok");
      }
      var found = new TreeSet<Integer>();
      try (ResultSet calls = statement.executeQuery(
          "SELECT call, count(*) FROM notes WHERE call > 0 GROUP BY call")) {
        while (calls.next()) {
          found.add(calls.getInt(1));
          assertThat(calls.getInt(2)).isEqualTo(parts(calls.getInt(1)));
        }
      }
      assertThat(found).containsAll(acknowledged).contains(next);
    }
  }

  private static int id(Map<?, ?> message) {
    return message.get("id") instanceof Number number ? number.intValue() : -1;
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
  }
}
