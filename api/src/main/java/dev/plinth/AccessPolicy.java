package dev.plinth;

import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a handle may do and on which tables. A view can only narrow the policy of the handle it was
 * made from.
 *
 * <p>A denied name counts in any case, an allowed one as it is written: where two tables differ in case
 * alone, neither list opens the wrong one.
 *
 * @param level how much may be done
 * @param allowedTables the only tables that may be named; null for all
 * @param deniedTables tables that may not be named, even if allowed above
 * @param openSystemTables the only tables of Plinth ({@code plinth_*}) and of the backend's own catalogue that may
 *     be named; null for all
 * @param blockedStatements native statements that are refused whatever the level, by their key word in
 *     upper case: {@code DROP}
 */
public record AccessPolicy(AccessLevel level, @Nullable Set<String> allowedTables,
    Set<String> deniedTables, @Nullable Set<String> openSystemTables,
    Set<String> blockedStatements) {
  private static final Set<String> SYSTEM_SCHEMAS =
      Set.of("information_schema", "performance_schema", "metrics_schema", "mysql", "sys");
  private static final Set<String> SYSTEM_PREFIXES =
      Set.of("plinth_", "sqlite_", "pragma_", "pg_");
  private static final Set<String> SYSTEM_TABLES = Set.of("dbstat", "bytecode", "tables_used");

  private static final AccessPolicy UNRESTRICTED = of(AccessLevel.ADMIN);
  private static final AccessPolicy READ_ONLY = of(AccessLevel.READ_ONLY);

  /** Copies the sets. */
  public AccessPolicy {
    Objects.requireNonNull(level, "level");
    allowedTables = allowedTables == null ? null : Set.copyOf(allowedTables);
    deniedTables = Set.copyOf(deniedTables);
    openSystemTables = openSystemTables == null ? null : Set.copyOf(openSystemTables);
    blockedStatements = blockedStatements.stream().map(word -> word.toUpperCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Everything that the database user may do. */
  public static AccessPolicy unrestricted() {
    return UNRESTRICTED;
  }

  /** Reads of all tables. */
  public static AccessPolicy readOnly() {
    return READ_ONLY;
  }

  /** All tables, up to {@code level}. */
  public static AccessPolicy of(AccessLevel level) {
    return new AccessPolicy(level, null, Set.of(), null, Set.of());
  }

  /** This policy with {@code tables} as the only ones that may be named. */
  public AccessPolicy allowingTables(Set<String> tables) {
    return new AccessPolicy(level, tables, deniedTables, openSystemTables, blockedStatements);
  }

  /** This policy without {@code tables}. */
  public AccessPolicy denyingTables(Set<String> tables) {
    return new AccessPolicy(level, allowedTables, tables, openSystemTables, blockedStatements);
  }

  /** This policy without the tables of Plinth and of the backend's catalogue, but for those named. */
  public AccessPolicy hidingSystemTablesBut(Set<String> tables) {
    return new AccessPolicy(level, allowedTables, deniedTables, tables, blockedStatements);
  }

  /** This policy without native statements of these key words. */
  public AccessPolicy blockingStatements(Set<String> words) {
    return new AccessPolicy(level, allowedTables, deniedTables, openSystemTables, words);
  }

  /** The tables that may be named, empty for all. */
  public Optional<Set<String>> onlyTables() {
    return Optional.ofNullable(allowedTables);
  }

  /** Whether {@code table} may be named. */
  public boolean allowsTable(String table) {
    return !deniesTable(table) && (allowedTables == null || allowedTables.contains(table));
  }

  /** Whether {@code table} is denied by name, or hidden as one of the system's; whatever the list of allowed ones says. */
  public boolean deniesTable(String table) {
    return containsIgnoringCase(deniedTables, table)
        || containsIgnoringCase(deniedTables, table.substring(table.lastIndexOf('.') + 1))
        || (openSystemTables != null && isSystemTable(table)
            && !containsIgnoringCase(openSystemTables, table));
  }

  /** Whether a table belongs to Plinth or to the catalogue of a backend, by its name, with or without a schema before it. */
  public static boolean isSystemTable(String table) {
    String name = table.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    if (dot >= 0) {
      String schema = name.substring(0, dot);
      return SYSTEM_SCHEMAS.contains(schema) || schema.equals("system") || schema.startsWith("pg_")
          || isSystemTable(name.substring(dot + 1));
    }
    return SYSTEM_TABLES.contains(name) || SYSTEM_PREFIXES.stream().anyMatch(name::startsWith);
  }

  /** Whether a schema belongs to the backend. */
  public static boolean isSystemSchema(String schema) {
    return SYSTEM_SCHEMAS.contains(schema.toLowerCase(Locale.ROOT));
  }

  /** Whether every table may be named, so that native statements need not be searched for names. */
  public boolean coversAllTables() {
    return allowedTables == null && deniedTables.isEmpty() && openSystemTables == null;
  }

  /** What both this and {@code other} allow. */
  public AccessPolicy narrowedBy(AccessPolicy other) {
    AccessLevel lower = level.allows(other.level) ? other.level : level;
    return new AccessPolicy(lower, intersection(allowedTables, other.allowedTables),
        union(deniedTables, other.deniedTables),
        intersection(openSystemTables, other.openSystemTables),
        union(blockedStatements, other.blockedStatements));
  }

  private static boolean containsIgnoringCase(Set<String> names, String name) {
    return !names.isEmpty()
        && (names.contains(name) || names.stream().anyMatch(name::equalsIgnoreCase));
  }

  private static @Nullable Set<String> intersection(@Nullable Set<String> mine,
      @Nullable Set<String> theirs) {
    if (mine == null || theirs == null) {
      return mine == null ? theirs : mine;
    }
    return mine.stream().filter(theirs::contains).collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    var all = new HashSet<>(left);
    all.addAll(right);
    return all;
  }
}
