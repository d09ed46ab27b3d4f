package dev.plinth;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handle may do and on which tables. A view can only narrow the policy of the handle it was
 * made from.
 *
 * @param level how much may be done
 * @param allowedTables the only tables that may be named; null for all
 * @param deniedTables tables that may not be named, even if allowed above
 */
public record AccessPolicy(AccessLevel level, @Nullable Set<String> allowedTables,
    Set<String> deniedTables) {
  private static final AccessPolicy UNRESTRICTED =
      new AccessPolicy(AccessLevel.ADMIN, null, Set.of());
  private static final AccessPolicy READ_ONLY =
      new AccessPolicy(AccessLevel.READ_ONLY, null, Set.of());

  /** Copies the sets. */
  public AccessPolicy {
    Objects.requireNonNull(level, "level");
    allowedTables = allowedTables == null ? null : Set.copyOf(allowedTables);
    deniedTables = Set.copyOf(deniedTables);
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
    return new AccessPolicy(level, null, Set.of());
  }

  /** This policy with {@code tables} as the only ones that may be named. */
  public AccessPolicy allowingTables(Set<String> tables) {
    return new AccessPolicy(level, tables, deniedTables);
  }

  /** This policy without {@code tables}. */
  public AccessPolicy denyingTables(Set<String> tables) {
    return new AccessPolicy(level, allowedTables, tables);
  }

  /** The tables that may be named, empty for all. */
  public Optional<Set<String>> onlyTables() {
    return Optional.ofNullable(allowedTables);
  }

  /** Whether {@code table} may be named. */
  public boolean allowsTable(String table) {
    return !deniedTables.contains(table)
        && (allowedTables == null || allowedTables.contains(table));
  }

  /** Whether every table may be named, so that native statements need not be searched for names. */
  public boolean coversAllTables() {
    return allowedTables == null && deniedTables.isEmpty();
  }

  /** What both this and {@code other} allow. */
  public AccessPolicy narrowedBy(AccessPolicy other) {
    AccessLevel lower = level.allows(other.level) ? other.level : level;
    return new AccessPolicy(lower, intersection(other), union(deniedTables, other.deniedTables));
  }

  private @Nullable Set<String> intersection(AccessPolicy other) {
    Set<String> mine = allowedTables;
    Set<String> theirs = other.allowedTables;
    if (mine == null || theirs == null) {
      return mine == null ? theirs : mine;
    }
    return Set.copyOf(mine.stream().filter(theirs::contains).toList());
  }

  private static Set<String> union(Set<String> left, Set<String> right) {
    var all = new java.util.HashSet<>(left);
    all.addAll(right);
    return all;
  }
}
