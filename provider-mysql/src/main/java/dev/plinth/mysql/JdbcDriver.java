package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.sql.Driver;
import java.util.Optional;

/** The two drivers that speak the protocol. */
enum JdbcDriver {
  /** Oracle's, under a licence with which not everybody can live: only where it is on the class path. */
  CONNECTOR_J("MySQL Connector/J", "com.mysql.cj.jdbc.Driver", "jdbc:mysql://"),
  /** MariaDB's, which speaks with all of the family. */
  MARIADB("MariaDB Connector/J", "org.mariadb.jdbc.Driver", "jdbc:mariadb://");

  private final String title;
  private final String className;
  private final String prefix;

  JdbcDriver(String title, String className, String prefix) {
    this.title = title;
    this.className = className;
    this.prefix = prefix;
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** How it sends what stands for a local file. */
  LocalFiles localFiles() {
    return this == MARIADB ? LocalFiles.MARIADB : LocalFiles.CONNECTOR_J;
  }

  /** What its URLs begin with. */
  String prefix() {
    return prefix;
  }

  boolean isPresent() {
    return find().isPresent();
  }

  /** A driver of its own, so that nothing is registered for the whole JVM. */
  Driver instance() {
    return find().map(JdbcDriver::made).orElseThrow(() -> new DatabaseException(
        ErrorCode.INVALID_ARGUMENT, title + " is not on the class path; add "
            + (this == MARIADB
                ? "org.mariadb.jdbc:mariadb-java-client"
                : "com.mysql:mysql-connector-j, or leave out driver=mysql")));
  }

  private Optional<Class<?>> find() {
    for (ClassLoader loader : new ClassLoader[]{Thread.currentThread().getContextClassLoader(),
        JdbcDriver.class.getClassLoader()}) {
      try {
        if (loader != null) {
          return Optional.of(Class.forName(className, false, loader));
        }
      } catch (ClassNotFoundException elsewhere) {
        // The other loader may know it.
      }
    }
    return Optional.empty();
  }

  private static Driver made(Class<?> type) {
    try {
      return (Driver) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException failure) {
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          "the JDBC driver on the class path does not start");
    }
  }
}
