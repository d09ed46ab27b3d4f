package dev.plinth.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.plinth.spi.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The servers that the testkit starts itself, or is told of by the environment. */
@Timeout(120)
final class TestServersTest {
  @Test
  void startOnce() {
    assertThat(TestServers.postgres()).isSameAs(TestServers.postgres());
    assertThat(TestServers.mongo()).isSameAs(TestServers.mongo());
  }

  @Test
  void postgresMakesDatabasesAndKeepsThemWhereItIsStopped() throws Exception {
    keepsWhatIsAcknowledged(TestServers.postgres());
  }

  @Test
  void mariadbMakesDatabasesAndKeepsThemWhereItIsStopped() throws Exception {
    keepsWhatIsAcknowledged(TestServers.mariadb());
  }

  @Test
  void mongoMakesDatabasesAndKeepsThemWhereItIsStopped() {
    TestServer server = TestServers.mongo();
    String url = server.freshDatabaseUrl();
    assertThat(server.freshDatabaseUrl()).isNotEqualTo(url);
    assertThat(documents(url)).isZero();
    insertDocument(url);
    if (server.embedded()) {
      server.stop();
      assertThatIllegalStateException().isThrownBy(server::stop);
      server.start();
      server.start();
    }
    assertThat(documents(url)).isEqualTo(1);
  }

  @Test
  void passwordsAreOfTheKindThatTheSuiteLooksFor() {
    TestServer server = TestServers.postgres();
    if (server.embedded()) {
      assertThat(DatabaseUrl.parse(server.url()).password()).contains("c4n4ry");
    }
  }

  private static void keepsWhatIsAcknowledged(TestServer server) throws Exception {
    String url = server.freshDatabaseUrl();
    assertThat(server.freshDatabaseUrl()).isNotEqualTo(url);
    execute(url, "CREATE TABLE notes (id INTEGER)");
    execute(url, "INSERT INTO notes VALUES (1)");
    if (server.embedded()) {
      server.stop();
      assertThatIllegalStateException().isThrownBy(server::stop);
      server.start();
      execute(url, "INSERT INTO notes VALUES (2)");
      server.kill();
      server.start();
      server.start();
      assertThat(count(url)).isEqualTo(2);
      freezes(server, url);
    } else {
      assertThat(count(url)).isEqualTo(1);
      assertThatIllegalStateException().isThrownBy(server::stop);
    }
  }

  private static void freezes(TestServer server, String url) throws Exception {
    server.pause();
    CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> count(url));
    assertThat(answer).isNotDone();
    try {
      answer.get(300, TimeUnit.MILLISECONDS);
      throw new AssertionError("a paused server has answered");
    } catch (TimeoutException asItShould) {
      server.resume();
    }
    assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(2);
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(String url) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM notes")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException failure) {
      throw new AssertionError("the server does not answer", failure);
    }
  }

  private static Connection connect(String url) throws SQLException {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    var properties = new Properties();
    properties.setProperty("user", parsed.user());
    properties.setProperty("password", parsed.password());
    return DriverManager.getConnection("jdbc:" + parsed.scheme() + "://"
        + TestUrls.text(parsed.host()) + "/" + parsed.database(), properties);
  }

  private static void insertDocument(String url) {
    try (MongoClient client = MongoClients.create(url)) {
      client.getDatabase(DatabaseUrl.parse(url).database()).getCollection("notes")
          .insertOne(new Document("_id", 1));
    }
  }

  private static long documents(String url) {
    try (MongoClient client = MongoClients.create(url)) {
      return client.getDatabase(DatabaseUrl.parse(url).database()).getCollection("notes")
          .countDocuments();
    }
  }
}
