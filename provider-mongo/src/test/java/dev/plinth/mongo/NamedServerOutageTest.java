package dev.plinth.mongo;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.data.Statement;
import dev.plinth.testkit.ServerConformance;
import dev.plinth.testkit.ServerTexts;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server that the environment names, where it or the network before it goes away and comes back. */
final class NamedServerOutageTest extends ServerConformance {
  @Override
  protected TestServer server() {
    return TestServers.mongo();
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.NATIVE_STATEMENTS, Capability.TRANSACTIONS);
  }

  @Override
  protected ServerTexts serverTexts() {
    return new ServerTexts() {
      // MongoDB sleeps in JavaScript alone; this read has as much to do.
      @Override
      public Statement sleep(Duration time, String mark) {
        return Statement.of(new MongoTexts().slowRead().replace("\"n\":",
            "\"mark\": {\"$literal\": \"" + mark + "\"}, \"n\":"));
      }

      @Override
      public List<String> running() {
        return CurrentOperations.texts(server().url());
      }

      @Override
      public List<String> newUser(String name, String password, String database) {
        throw noUsers();
      }

      @Override
      public List<String> noUser(String name) {
        throw noUsers();
      }

      @Override
      public String newPassword(String user, String password) {
        throw noUsers();
      }

      @Override
      public List<String> connectionsOf(String user) {
        throw noUsers();
      }

      @Override
      public String end(String connection) {
        throw noUsers();
      }
    };
  }

  private static UnsupportedOperationException noUsers() {
    return new UnsupportedOperationException("the stand-in with transactions knows no users");
  }

  @Override
  protected @Nullable ErrorCode unknownDatabase() {
    return null;
  }

  /** The stand-in with transactions knows no users, and does not list what runs. */
  @Override
  protected Set<String> serverGaps() {
    return NamedServer.gaps("refusesAWrongPassword",
        "replacesConnectionsWhereThePasswordWasChanged", "endsASleepingStatementThatIsCancelled");
  }
}
