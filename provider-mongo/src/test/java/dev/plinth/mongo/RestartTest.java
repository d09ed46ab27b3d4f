package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server that goes away and comes back. */
final class RestartTest {
  private final MemoryBackend data = new MemoryBackend();

  @Test
  void worksOnWhenTheServerIsBack() {
    MongoServer server = new MongoServer(data);
    InetSocketAddress address = server.bind();
    Options options = Options.defaults()
        .withPool(Options.defaults().pool().withConnectTimeout(Duration.ofSeconds(1)));
    try (DatabaseProvider database = await(
        Databases.open("mongodb://127.0.0.1:" + address.getPort() + "/restarted", options))) {
      await(database.createTable(TableDefinition.named("notes").column("id", PortableType.LONG)
          .primaryKey("id")));
      await(database.insert("notes", Row.of("id", 1)));
      server.shutdownNow();
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> await(database.withTimeout(Duration.ofSeconds(3)).count("notes",
              Filter.all())))
          .satisfies(failure -> assertThat(failure.code())
              .isIn(ErrorCode.CONNECTION_FAILED, ErrorCode.TIMEOUT));
      server = new MongoServer(data);
      server.bind(address);
      Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions()
          .until(() -> await(database.count("notes", Filter.all())) >= 0);
      long before = await(database.count("notes", Filter.all()));
      await(database.insert("notes", Row.of("id", 2)));
      assertThat(await(database.count("notes", Filter.all()))).isEqualTo(before + 1);
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void saysThatNobodyListens() {
    MongoServer server = new MongoServer(data);
    int port = server.bind().getPort();
    server.shutdownNow();
    Options options = Options.defaults()
        .withPool(Options.defaults().pool().withConnectTimeout(Duration.ofSeconds(1)));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> await(Databases.open("mongodb://127.0.0.1:" + port + "/x", options)))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
  }
}
