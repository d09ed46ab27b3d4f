package dev.plinth.support.pipeline;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.StatementNames;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds native statements against the tables and the statements that a policy leaves. What is not certain is refused. */
public final class NativeAccess {
  private NativeAccess() {}

  /** Why a policy refuses a statement, its level aside; null if it does not. */
  public static @Nullable DatabaseException refusal(AccessPolicy access, String operation,
      NativeStatement statement) {
    String reason = blocked(access, statement);
    if (reason == null && !access.coversAllTables()) {
      reason = tables(access, statement);
    }
    return reason == null
        ? null
        : new DatabaseException(ErrorCode.ACCESS_DENIED, operation + " refuses " + reason);
  }

  /** Why a policy refuses work that could use any table; null if it does not. */
  public static @Nullable DatabaseException refusalOfAnything(AccessPolicy access,
      String operation) {
    return access.coversAllTables()
        ? null
        : new DatabaseException(ErrorCode.ACCESS_DENIED, operation
            + " could use any table, but this handle may use some only; use the calls on records");
  }

  private static @Nullable String blocked(AccessPolicy access, NativeStatement statement) {
    if (access.blockedStatements().isEmpty()) {
      return null;
    }
    StatementNames names = statement.names();
    if (names == null) {
      return "a statement that could be one of those blocked on this handle";
    }
    var found = new TreeSet<>(names.words());
    found.retainAll(access.blockedStatements());
    return found.isEmpty()
        ? null
        : "the statement " + found.first() + ", which is blocked on this handle";
  }

  private static @Nullable String tables(AccessPolicy access, NativeStatement statement) {
    StatementNames names = statement.names();
    if (names == null || statement.level() == AccessLevel.ADMIN) {
      return "a statement that could use any table, since this handle may use some only; "
          + "use the calls on records";
    }
    for (String name : names.mentioned()) {
      if (access.deniesTable(name)) {
        return "the statement: it names " + name + ", which is hidden on this handle "
            + "(a text is bound as a parameter, not written into the statement)";
      }
    }
    Set<String> allowed = access.allowedTables();
    return allowed == null ? null : outside(allowed, names.tables());
  }

  private static @Nullable String outside(Set<String> allowed, @Nullable Set<String> tables) {
    if (tables == null) {
      return "the statement: its tables cannot be told for certain, and this handle may use some "
          + "only; write it more simply, or use the calls on records";
    }
    var others = new TreeSet<>(tables);
    others.removeAll(allowed);
    return others.isEmpty()
        ? null
        : "the statement: this handle may not use the table " + others.first() + ", only "
            + String.join(", ", new TreeSet<>(allowed));
  }
}
