package dev.plinth.mysql;

import static dev.plinth.data.Filter.field;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Query;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.ErrorCase;
import dev.plinth.testkit.Scene;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

final class MariadbErrorConformanceTest extends FamilyErrorConformance {
  @Override
  TestServer server() {
    return TestServers.mariadb();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL));
  }

  @Override
  String slowRead() {
    return MariadbConformanceTest.SLOW_READ;
  }

  @Override
  List<ErrorCase> casesOfTheServer() {
    return List.of(new ErrorCase(ErrorCode.SERIALIZATION_FAILED,
        "a change of what changed since it was read", this::changedSince));
  }

  /** The default from MariaDB 11.6.2 on, and a setting before. */
  private CompletableFuture<?> changedSince(Scene scene) {
    String url = server().url();
    String before = RawSql.texts(url, "SELECT @@global.innodb_snapshot_isolation").getFirst();
    scene.closing(() -> RawSql.execute(url,
        "SET GLOBAL innodb_snapshot_isolation = " + before));
    RawSql.execute(url, "SET GLOBAL innodb_snapshot_isolation = ON");
    DatabaseProvider database = scene.openEmpty(scene.options());
    String table = scene.notesIn(database);
    return database.inTransaction(tx -> tx.findOne(Query.from(table).where(field("id").eq(1)))
        .thenComposeAsync(read -> {
          Databases.await(database.update(table, field("id").eq(1), Update.of("title", "first")));
          return tx.update(table, field("id").eq(1), Update.of("title", "second"));
        }));
  }
}
