package dev.plinth.postgres;

import dev.plinth.Capability;
import dev.plinth.data.Statement;
import dev.plinth.testkit.ServerConformance;
import dev.plinth.testkit.ServerTexts;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

final class PostgresServerConformanceTest extends ServerConformance {
  @Override
  protected TestServer server() {
    return TestServers.postgres();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  protected ServerTexts serverTexts() {
    return new ServerTexts() {
      @Override
      public Statement sleep(Duration time, String mark) {
        return Statement.of("SELECT pg_sleep(" + time.toMillis() / 1000.0 + ") /* " + mark + " */");
      }

      @Override
      public List<String> running() {
        return RawSql.texts(server().url(), "SELECT query FROM pg_stat_activity "
            + "WHERE state = 'active' AND pid <> pg_backend_pid()");
      }

      @Override
      public List<String> newUser(String name, String password, String database) {
        return List.of("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'",
            "GRANT ALL ON SCHEMA public TO " + name);
      }

      @Override
      public List<String> noUser(String name) {
        return List.of("DROP OWNED BY " + name + " CASCADE", "DROP ROLE " + name);
      }

      @Override
      public String newPassword(String user, String password) {
        return "ALTER ROLE " + user + " PASSWORD '" + password + "'";
      }

      @Override
      public List<String> connectionsOf(String user) {
        return RawSql.texts(server().url(),
            "SELECT pid FROM pg_stat_activity WHERE usename = '" + user + "'");
      }

      @Override
      public String end(String connection) {
        return "SELECT pg_terminate_backend(" + connection + ")";
      }
    };
  }
}
