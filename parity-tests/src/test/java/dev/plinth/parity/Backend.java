package dev.plinth.parity;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A backend that there is to compare.
 *
 * @param name for people
 * @param url of a new, empty database
 */
record Backend(String name, Supplier<String> url) {
  static final Backend SQLITE = new Backend("SQLite", () -> "sqlite::memory:");

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

  /** Opens a new database with the platform tables. */
  DatabaseProvider open() {
    DatabaseProvider database =
        Databases.await(Databases.open(url.get(), Options.defaults()));
    Databases.await(database.initialize());
    return database;
  }

  @Override
  public String toString() {
    return name;
  }
}
