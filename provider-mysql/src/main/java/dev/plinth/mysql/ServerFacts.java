package dev.plinth.mysql;

import dev.plinth.Capability;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the first connection learned of the server; until then, what its URL lets expect. Used by many
 * threads.
 */
class ServerFacts {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  /** What no server of the family can: DDL commits, and a schema is a database of its own. */
  private static final Set<Capability> OF_NONE = EnumSet.of(Capability.TRANSACTIONAL_DDL,
      Capability.PARTIAL_INDEXES, Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES);

  /** What TiDB lacks besides, or has only where its operator switches it on. */
  private static final Set<Capability> NOT_OF_TIDB = EnumSet.of(Capability.ROUTINES,
      Capability.TRIGGERS, Capability.READ_ONLY_TRANSACTIONS, Capability.CHECK_CONSTRAINTS,
      Capability.SERIALIZABLE_TRANSACTIONS, Capability.LIST_UPDATES);

  private static final int FIRST_MARIADB_OF_UNICODE_14 = 101_000;

  private volatile Flavour flavour;
  private volatile String version = "";
  private volatile boolean galera;
  private volatile boolean localFiles;
  private volatile long longestPacket = Long.MAX_VALUE;

  ServerFacts(Flavour expected) {
    this.flavour = expected;
  }

  void learn(Flavour found, String foundVersion, boolean ofGalera, boolean takesLocalFiles,
      long packet) {
    version = foundVersion;
    galera = ofGalera;
    flavour = found;
    localFiles = takesLocalFiles;
    longestPacket = packet;
  }

  Flavour flavour() {
    return flavour;
  }

  /** As the server writes it; empty before the first connection. */
  String version() {
    return version;
  }

  boolean isMariaDb() {
    return flavour == Flavour.MARIADB;
  }

  boolean isTiDb() {
    return flavour == Flavour.TIDB;
  }

  /** TiDB's numbers say which of its servers is meant; its own words keep a proxy from guessing. */
  String killWords() {
    return isTiDb() ? "KILL TIDB QUERY " : "KILL QUERY ";
  }

  /**
   * Whether the generated keys of the records of one insert follow each other by a step that a connection knows for
   * good. Galera changes the step whenever a node comes or goes.
   */
  boolean countsWithoutGaps() {
    return !galera && (flavour == Flavour.MYSQL || flavour == Flavour.AURORA);
  }

  /** Whether LOAD DATA LOCAL is taken, and is one transaction. TiDB may commit it in parts. */
  boolean loadsLocalFiles() {
    return localFiles && !isTiDb();
  }

  /** The most bytes of a statement with its values. */
  long longestPacket() {
    return longestPacket;
  }

  /** Compares by code point and pads nothing, so that {@code 'a'} is not {@code 'a '}. */
  String collation() {
    return collation(flavour);
  }

  static String collation(Flavour flavour) {
    return flavour == Flavour.MARIADB ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin";
  }

  /** What stands before a text to fold its case letter by letter. */
  String beforeFolded() {
    return "LOWER(UPPER(";
  }

  /** What stands behind it. MariaDB's older collations know fewer letters, and its binary one is one of them. */
  String behindFolded() {
    String knowing = isMariaDb() && number(version) >= FIRST_MARIADB_OF_UNICODE_14
        ? "utf8mb4_uca1400_nopad_as_cs"
        : collation();
    return " COLLATE " + knowing + ")) COLLATE " + collation();
  }

  Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.complementOf(EnumSet.copyOf(OF_NONE));
    if (isTiDb()) {
      all.removeAll(NOT_OF_TIDB);
    }
    if (flavour == Flavour.MYSQL || flavour == Flavour.AURORA) {
      all.remove(Capability.SEQUENCES);
    }
    return Collections.unmodifiableSet(all);
  }

  /** Whether {@code @@version_comment} is that of a server with Galera, such as Percona XtraDB Cluster. */
  static boolean isGalera(String comment) {
    String words = comment.toLowerCase(Locale.ROOT);
    return words.contains("wsrep") || words.contains("galera") || words.contains("xtradb cluster");
  }

  /** The number in front of a version: 8.0.36 is 80036. MariaDB may write 5.5.5- before its own. */
  static int number(String version) {
    Matcher numbers =
        NUMBERS.matcher(version.startsWith("5.5.5-") ? version.substring(6) : version);
    return numbers.find()
        ? part(numbers, 1) * 10_000 + part(numbers, 2) * 100 + part(numbers, 3)
        : 0;
  }

  private static int part(Matcher numbers, int group) {
    String digits = numbers.group(group);
    return digits == null ? 0 : Integer.parseInt(digits.substring(0, Math.min(3, digits.length())));
  }
}
