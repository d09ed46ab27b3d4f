package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import java.time.Instant;

/** Deletes what has had its time. */
final class Expiry {
  private Expiry() {}

  /** Work that deletes the records whose moment lies before another one, or before now if that lies in the future. */
  static TableWork<Long> delete(StoreContext context, String column, Instant before) {
    Instant now = context.exactNow();
    Instant bound = StoreArguments.bound("before", before.isAfter(now) ? now : before);
    return table -> table.delete(field(column).lt(bound));
  }
}
