package dev.plinth.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.plinth.spi.DatabaseUrl;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/** The server that the environment names, a replica set. */
final class NamedServer {
  /** Names it. */
  static final String VARIABLE = "PLINTH_TEST_MONGO_URL";

  private NamedServer() {}

  private static String url() {
    String url = System.getenv(VARIABLE);
    if (url == null) {
      throw new IllegalStateException(VARIABLE + " names no server");
    }
    return url;
  }

  /** What is a fault of the stand-in with transactions, which says that it is one; of MongoDB none is known. */
  static Set<String> gaps(String... ofStandIn) {
    return StandIn.IS_NAMED ? Set.of(ofStandIn) : Set.of();
  }

  /** Asked once. */
  private static final class StandIn {
    static final boolean IS_NAMED = isNamed();

    private static boolean isNamed() {
      try (MongoClient client = MongoClients.create(url())) {
        return client.getDatabase("admin").runCommand(new Document("buildInfo", 1))
            .containsKey("standIn");
      }
    }
  }

  /** The name of the replica set that it belongs to. */
  static String replicaSet() {
    try (MongoClient client = MongoClients.create(url())) {
      return client.getDatabase("admin").runCommand(new Document("hello", 1)).getString("setName");
    }
  }

  /** The URL of a database in which there is nothing. */
  static String freshDatabaseUrl() {
    String url = url();
    String database = DatabaseUrl.parse(url).database();
    return url.replaceFirst("/" + database + "(?=$|\\?)",
        "/t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20));
  }
}
