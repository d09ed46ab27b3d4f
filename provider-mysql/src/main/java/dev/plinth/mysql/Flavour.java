package dev.plinth.mysql;

import java.util.Locale;

/** Which server speaks the protocol. */
enum Flavour {
  /** MySQL of Oracle, and services made of it. */
  MYSQL("MySQL"),
  /** MariaDB, a relative with types, collations and functions of its own. */
  MARIADB("MariaDB"),
  /** TiDB, a distributed database that speaks MySQL's protocol. */
  TIDB("TiDB"),
  /** Aurora MySQL, which answers as MySQL does. */
  AURORA("Aurora MySQL");

  private final String product;

  Flavour(String product) {
    this.product = product;
  }

  /** The name of the product. */
  String product() {
    return product;
  }

  /** By what the server says of itself. */
  static Flavour of(String version, String comment, boolean aurora) {
    String all = (version + " " + comment).toLowerCase(Locale.ROOT);
    if (all.contains("tidb")) {
      return TIDB;
    }
    if (all.contains("mariadb")) {
      return MARIADB;
    }
    return aurora ? AURORA : MYSQL;
  }
}
