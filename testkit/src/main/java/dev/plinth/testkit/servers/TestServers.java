package dev.plinth.testkit.servers;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The servers that tests run on, each started at its first use and kept until the JVM ends.
 *
 * <p>A server that the environment names is used as it is ({@code PLINTH_TEST_POSTGRES_URL}, {@code
 * PLINTH_TEST_MARIADB_URL}, {@code PLINTH_TEST_MYSQL_URL}, {@code PLINTH_TEST_MONGO_URL}): if it does
 * not answer, that is a failure. Else it runs in a container, where Docker runs and Testcontainers is on
 * the class path. Else the testkit starts it from binaries, which must be on the class path: they are
 * optional dependencies. Everything listens on the loopback interface alone.
 */
public final class TestServers {
  private static final Map<Product, TestServer> STARTED = new EnumMap<>(Product.class);

  private TestServers() {}

  /** PostgreSQL; embedded it is version 18. */
  public static TestServer postgres() {
    return started(Product.POSTGRES);
  }

  /** MariaDB; embedded it is version 11.4. */
  public static TestServer mariadb() {
    return started(Product.MARIADB);
  }

  /** MySQL: by URL or in a container; there are no binaries to embed. */
  public static TestServer mysql() {
    return started(Product.MYSQL);
  }

  /**
   * Whether the environment names a MySQL server. Tests that run on MySQL beside other servers ask this;
   * those of MySQL alone are built into a run by the variable, and fail without it.
   */
  public static boolean isMysqlNamed() {
    return Product.MYSQL.named().isPresent();
  }

  /** MongoDB; embedded it is a stand-in within this JVM, without transactions and validators. */
  public static TestServer mongo() {
    return started(Product.MONGO);
  }

  private static synchronized TestServer started(Product product) {
    return STARTED.computeIfAbsent(product, TestServers::start);
  }

  private static TestServer start(Product product) {
    Optional<String> named = product.named();
    if (named.isPresent()) {
      return new NamedServer(product, named.get(), "by " + product.variable());
    }
    return containersRun()
        ? new NamedServer(product, Containers.start(product), "in a container")
        : embedded(product);
  }

  private static boolean containersRun() {
    try {
      return Containers.areAvailable();
    } catch (NoClassDefFoundError withoutTestcontainers) {
      return false;
    }
  }

  private static TestServer embedded(Product product) {
    try {
      return switch (product) {
        case POSTGRES -> EmbeddedPostgres.launched();
        case MARIADB -> EmbeddedMariaDb.launched();
        case MYSQL -> throw new IllegalStateException("MySQL cannot be embedded; name a server in "
            + product.variable() + ", or run Docker with Testcontainers on the class path");
        case MONGO -> EmbeddedMongo.launched();
      };
    } catch (NoClassDefFoundError missing) {
      throw Binaries.missing(product, missing);
    }
  }
}
