package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the server does with indexes that are more than keys. */
final class NamedServerIndexTest {
  /** MongoDB looks once a minute. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(150);

  @Test
  void findsWordsAndLetsRecordsExpire() {
    Instant now = Instant.now();
    try (DatabaseProvider database =
        await(Databases.open(NamedServer.freshDatabaseUrl(), Options.defaults()))) {
      await(database.createTable(TableDefinition.named("notes").column("id", PortableType.LONG)
          .column("body", PortableType.TEXT).column("at", PortableType.INSTANT).primaryKey("id")));
      await(database.createIndex(IndexDefinition.on("notes", "words", "body").asText()));
      await(database.createIndex(
          IndexDefinition.on("notes", "old", "at").expiringAfter(Duration.ofSeconds(1))));
      await(database.insertAll("notes",
          List.of(Row.of("id", 1, "body", "the quick brown fox", "at", now.plusSeconds(3_600)),
              Row.of("id", 2, "body", "a lazy dog", "at", now.minusSeconds(3_600)))));
      assertThat(await(database.query(
          Statement.of("{\"find\": \"notes\", \"filter\": {\"$text\": {\"$search\": ?}}}", "fox")))
          .list()).singleElement()
          .satisfies(found -> assertThat(found.longValue("id")).isEqualTo(1));
      Awaitility.await().atMost(LONGEST_WAIT).pollInterval(Duration.ofSeconds(1))
          .until(() -> await(database.count("notes", Filter.all())) == 1);
      assertThat(await(database.exists("notes", Filter.field("id").eq(1)))).isTrue();
    }
  }
}
