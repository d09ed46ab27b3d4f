package dev.plinth.testkit.servers;

import dev.plinth.spi.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Databases of a SQL server, whose user must be allowed to create and drop them. */
final class SqlDatabases implements FreshDatabases {
  private static final int SECONDS_TO_ANSWER = 10;

  private final String url;
  private final Queue<String> made = new ConcurrentLinkedQueue<>();

  SqlDatabases(String url) {
    this.url = url;
  }

  @Override
  public String create() {
    String name = Names.next();
    RawSql.execute(url, "CREATE DATABASE " + name);
    made.add(name);
    return TestUrls.withDatabase(url, name);
  }

  @Override
  public void requireAnswer(String server) {
    try (Connection connection = RawSql.connect(url)) {
      if (!connection.isValid(SECONDS_TO_ANSWER)) {
        throw new IllegalStateException(server + " does not answer");
      }
    } catch (SQLException failure) {
      throw new IllegalStateException(server + " does not answer", failure);
    }
  }

  @Override
  public void dropAtTheEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::drop, "drop-test-databases"));
  }

  private void drop() {
    String forced = RawSql.isPostgres(DatabaseUrl.parse(url)) ? " WITH (FORCE)" : "";
    made.forEach(name -> RawSql.execute(url, "DROP DATABASE " + name + forced));
  }
}
