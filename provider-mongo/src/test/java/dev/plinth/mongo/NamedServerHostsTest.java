package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** URLs with several servers, of which the one that the environment names is the primary. */
final class NamedServerHostsTest {
  private static final String NOBODY = "127.0.0.1:1";

  @Test
  void findsThePrimaryThoughTheFirstServerIsDown() {
    String url = among(NOBODY + ",", "", NamedServer.replicaSet());
    try (DatabaseProvider database = await(Databases.open(url, Options.defaults()))) {
      await(database.createTable(
          TableDefinition.named("things").column("id", PortableType.LONG).primaryKey("id")));
      await(database.inTransaction(tx -> tx.insert("things", Row.of("id", 1))));
      assertThat(await(database.count("things", Filter.all()))).isEqualTo(1);
    }
  }

  @Test
  void findsNobodyWhereTheReplicaSetIsAnotherOne() {
    String url = among("", "," + NOBODY, "another");
    Options impatient = Options.defaults().withPool(
        Options.defaults().pool().withConnectTimeout(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> await(Databases.open(url, impatient)))
        .isInstanceOfSatisfying(DatabaseException.class, failure -> {
          assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
          assertThat(failure).hasMessageContaining("replicaSet");
        });
  }

  private static String among(String before, String after, String replicaSet) {
    return NamedServer.freshDatabaseUrl()
        .replaceFirst("//(?:(?<user>[^@/]*@))?(?<host>[^/]+)/(?<database>[^?]*).*",
            "//${user}" + before + "${host}" + after + "/${database}?replicaSet=" + replicaSet);
  }
}
