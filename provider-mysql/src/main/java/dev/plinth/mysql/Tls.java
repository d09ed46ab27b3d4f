package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import java.util.Locale;

/** How much of TLS is asked for. */
enum Tls {
  /** None. */
  DISABLED("disable"),
  /** Where the server has it; its certificate is not looked at. */
  PREFERRED("trust"),
  /** Always; the certificate is not looked at. */
  REQUIRED("trust"),
  /** Always, with a certificate of a known authority. */
  VERIFY_CA("verify-ca"),
  /** Always, with a certificate of a known authority for this very host. */
  VERIFY_IDENTITY("verify-full");

  private final String ofMariaDb;

  Tls(String ofMariaDb) {
    this.ofMariaDb = ofMariaDb;
  }

  /** The word of MariaDB's driver. */
  String ofMariaDb() {
    return ofMariaDb;
  }

  /** By the words of either driver, of the {@code mysql} program, and of other languages' drivers. */
  static Tls of(String written) {
    return switch (written.toLowerCase(Locale.ROOT).replace('_', '-')) {
      case "disabled", "disable", "false", "0" -> DISABLED;
      case "preferred", "prefer" -> PREFERRED;
      case "required", "require", "trust", "true", "1" -> REQUIRED;
      case "verify-ca" -> VERIFY_CA;
      case "verify-identity", "verify-full" -> VERIFY_IDENTITY;
      default -> throw unknown();
    };
  }

  private static DatabaseException unknown() {
    return MysqlSettings.invalid("sslMode must be one of DISABLED, PREFERRED, REQUIRED, VERIFY_CA, "
        + "VERIFY_IDENTITY");
  }
}
