package dev.plinth.mysql;

import dev.plinth.data.Statement;
import dev.plinth.testkit.ServerConformance;
import dev.plinth.testkit.ServerTexts;
import dev.plinth.testkit.servers.RawSql;
import java.time.Duration;
import java.util.List;

/** A server of the family that goes away, hangs or is asked for too much. */
abstract class FamilyServerConformance extends ServerConformance {
  @Override
  protected final ServerTexts serverTexts() {
    return new ServerTexts() {
      @Override
      public Statement sleep(Duration time, String mark) {
        return Statement.of("SELECT SLEEP(" + time.toMillis() / 1000.0 + ") /* " + mark + " */");
      }

      @Override
      public List<String> running() {
        return RawSql.texts(server().url(), "SELECT INFO FROM information_schema.PROCESSLIST "
            + "WHERE COMMAND <> 'Sleep' AND ID <> CONNECTION_ID()");
      }

      @Override
      public List<String> newUser(String name, String password, String database) {
        return List.of("CREATE USER " + name + "@'%' IDENTIFIED BY '" + password + "'",
            "GRANT ALL ON " + database + ".* TO " + name + "@'%'");
      }

      @Override
      public List<String> noUser(String name) {
        return List.of("DROP USER " + name + "@'%'");
      }

      @Override
      public String newPassword(String user, String password) {
        return "ALTER USER " + user + "@'%' IDENTIFIED BY '" + password + "'";
      }

      @Override
      public List<String> connectionsOf(String user) {
        return RawSql.texts(server().url(),
            "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '" + user + "'");
      }

      @Override
      public String end(String connection) {
        return "KILL CONNECTION " + connection;
      }
    };
  }
}
