package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import dev.plinth.data.Filter;
import dev.plinth.data.Update;
import java.time.Instant;

/** A column that only moves forward in time. */
record LatestMoment(String column) {
  /** Work that records a moment unless a later one stands there; whether there is such a record. */
  TableWork<Boolean> record(Filter record, Instant at) {
    Filter earlier = field(column).isNull().or(field(column).lt(at));
    Update update = Update.of(column, at);
    return session -> session.update(record.and(earlier), update) > 0 || session.exists(record);
  }
}
