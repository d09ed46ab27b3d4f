package dev.plinth.support.pipeline;

import dev.plinth.AccessLevel;
import dev.plinth.support.engine.WorkKind;
import org.jspecify.annotations.Nullable;

/**
 * What a call is, before its work is known.
 *
 * @param operation the method that was called
 * @param table the table it names; null for none
 * @param kind how it is scheduled
 * @param level what the handle must allow
 */
public record Request(String operation, @Nullable String table, WorkKind kind, AccessLevel level) {
  /** A read of records. */
  public static Request read(String operation, String table) {
    return new Request(operation, table, WorkKind.READ, AccessLevel.READ_ONLY);
  }

  /** A write of records in one statement. */
  public static Request write(String operation, String table) {
    return new Request(operation, table, WorkKind.WRITE, AccessLevel.DML);
  }

  /** A change of the schema. */
  public static Request schema(String operation, @Nullable String table) {
    return new Request(operation, table, WorkKind.ALONE, AccessLevel.DDL);
  }
}
