package dev.plinth.parity;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A backend that there is to compare.
 *
 * @param name for people
 * @param url of a new, empty database
 * @param gaps beginnings of questions, each after its type, that it is known to answer otherwise
 */
record Backend(String name, Supplier<String> url, Set<String> gaps) {
  static final Backend SQLITE = new Backend("SQLite", () -> "sqlite::memory:");

  /** The stand-in within this JVM compares text by UTF-16, and has no way to order bytes. */
  private static final Set<String> GAPS_OF_EMBEDDED_MONGO =
      Set.of("TEXT finds < ", "TEXT finds <= ", "TEXT finds > ", "TEXT finds >= ",
          "TEXT sorts", "TEXT pages", "TEXT least", "TEXT counts",
          "BYTES finds < ", "BYTES finds <= ",
          "BYTES finds > ", "BYTES finds >= ", "BYTES sorts", "BYTES pages", "BYTES least",
          "BYTES counts");

  /** The stand-in with transactions compares decimals by their digits where it looks for one of several. */
  private static final Set<String> GAPS_OF_NAMED_STAND_IN = Set.of("DECIMAL finds <> 12",
      "DECIMAL finds <> 13", "DECIMAL finds not in 12", "DECIMAL finds not in 13");

  Backend(String name, Supplier<String> url) {
    this(name, url, Set.of());
  }

  /** All but SQLite. MySQL is one of them where the environment names a server. */
  static List<Backend> others() {
    var others = new ArrayList<Backend>();
    others.add(new Backend("PostgreSQL", () -> TestServers.postgres().freshDatabaseUrl()));
    others.add(new Backend("MariaDB", () -> TestServers.mariadb().freshDatabaseUrl()));
    if (TestServers.isMysqlNamed()) {
      others.add(new Backend("MySQL", () -> TestServers.mysql().freshDatabaseUrl()));
    }
    return others;
  }

  /** All but SQLite, of SQL or not. */
  static List<Backend> withMongo() {
    List<Backend> others = others();
    others.add(
        new Backend("MongoDB", () -> TestServers.mongo().freshDatabaseUrl(), gapsOfMongo()));
    return others;
  }

  private static Set<String> gapsOfMongo() {
    if (TestServers.mongo().embedded()) {
      return GAPS_OF_EMBEDDED_MONGO;
    }
    try (DatabaseProvider named =
        Databases.await(Databases.open(TestServers.mongo().url(), Options.defaults()))) {
      Row build =
          Databases.await(named.query(Statement.of("{\"buildInfo\": 1}"))).row(0);
      return build.has("standIn") ? GAPS_OF_NAMED_STAND_IN : Set.of();
    }
  }

  /** Opens a new database with the platform tables. */
  DatabaseProvider open() {
    DatabaseProvider database = openEmpty();
    Databases.await(database.initialize());
    return database;
  }

  /** Opens a new, empty database. */
  DatabaseProvider openEmpty() {
    return Databases.await(Databases.open(url.get(), Options.defaults()));
  }

  @Override
  public String toString() {
    return name;
  }
}
