package dev.plinth.mongo;

import dev.plinth.spi.DatabaseUrl;
import java.util.UUID;

/** The server that the environment names, a replica set. */
final class NamedServer {
  /** Names it. */
  static final String VARIABLE = "PLINTH_TEST_MONGO_URL";

  private NamedServer() {}

  /** The URL of a database in which there is nothing. */
  static String freshDatabaseUrl() {
    String url = System.getenv(VARIABLE);
    if (url == null) {
      throw new IllegalStateException(VARIABLE + " names no server");
    }
    String database = DatabaseUrl.parse(url).database();
    return url.replaceFirst("/" + database + "(?=$|\\?)",
        "/t" + UUID.randomUUID().toString().replace("-", "").substring(0, 20));
  }
}
