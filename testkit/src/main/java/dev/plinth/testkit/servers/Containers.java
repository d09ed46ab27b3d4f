package dev.plinth.testkit.servers;

import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/** Servers in containers, by Testcontainers where it is on the class path; it removes them after the JVM. */
final class Containers {
  private static final String DATABASE = "plinth";

  private Containers() {}

  /** Whether there is a Docker that works. */
  static boolean areAvailable() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /** Starts a server and returns the URL of its database. */
  static String start(Product product) {
    return switch (product) {
      case POSTGRES -> sql("postgresql", "postgres:18", 5432, "POSTGRES_USER", "POSTGRES_PASSWORD",
          "POSTGRES_DB", DATABASE);
      case MARIADB -> sql("mariadb", "mariadb:11.4", 3306, "", "MARIADB_ROOT_PASSWORD",
          "MARIADB_DATABASE", "root");
      case MYSQL -> sql("mysql", "mysql:9", 3306, "", "MYSQL_ROOT_PASSWORD", "MYSQL_DATABASE",
          "root");
      case MONGO -> mongo();
    };
  }

  private static String sql(String scheme, String image, int port, String user, String password,
      String database, String administrator) {
    String secret = "c4n4ry-" + UUID.randomUUID();
    @SuppressWarnings("resource") // kept until the JVM ends
    GenericContainer<?> container = new GenericContainer<>(image).withExposedPorts(port)
        .withEnv(password, secret).withEnv(database, DATABASE);
    if (!user.isEmpty()) {
      container.withEnv(user, administrator);
    }
    container.start();
    String url = scheme + "://" + administrator + ":" + secret + "@" + container.getHost() + ":"
        + container.getMappedPort(port) + "/" + DATABASE;
    Waiting.until(() -> new SqlDatabases(url).requireAnswer(image));
    return url;
  }

  private static String mongo() {
    @SuppressWarnings("resource") // kept until the JVM ends
    MongoDBContainer container = new MongoDBContainer("mongo:8").withReplicaSet();
    container.start();
    return container.getReplicaSetUrl(DATABASE);
  }
}
