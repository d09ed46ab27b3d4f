package dev.plinth.support.provider;

import dev.plinth.support.pipeline.Request;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one operation, of which the last is kept: mostly the next call names the same table.
 * A race makes one too many, which is none the worse.
 */
final class RecentRequest {
  private final String operation;
  private final BiFunction<String, String, Request> making;
  private @Nullable Request last;

  private RecentRequest(String operation, BiFunction<String, String, Request> making) {
    this.operation = operation;
    this.making = making;
  }

  static RecentRequest read(String operation) {
    return new RecentRequest(operation, Request::read);
  }

  static RecentRequest write(String operation) {
    return new RecentRequest(operation, Request::write);
  }

  Request on(String table) {
    Objects.requireNonNull(table, "table");
    Request known = last;
    if (known == null || !table.equals(known.table())) {
      known = making.apply(operation, table);
      last = known;
    }
    return known;
  }
}
