package dev.plinth.testkit.servers;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes empty databases on a server, through its driver and not through the provider under test. */
interface FreshDatabases {
  /** Those of the server of a URL. */
  static FreshDatabases on(String url) {
    return url.startsWith("mongodb") ? new MongoDatabases(url) : new SqlDatabases(url);
  }

  /** Makes one and returns its URL. */
  String create();

  /** Fails, naming the server so, if it does not answer. */
  void requireAnswer(String server);

  /** Drops what was made when the JVM ends. */
  void dropAtTheEnd();

  /** Names that no other run has. */
  final class Names {
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Names() {}

    static String next() {
      return "plinth_test_" + RUN + "_" + COUNT.incrementAndGet();
    }
  }
}
