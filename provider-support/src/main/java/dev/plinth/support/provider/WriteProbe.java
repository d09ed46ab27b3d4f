package dev.plinth.support.provider;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.engine.Work;
import dev.plinth.support.platform.PlatformTables;
import dev.plinth.support.platform.RateLimitTable;
import java.time.Instant;
import java.util.UUID;

/** Whether the database takes a write: a counter of nobody, inserted and deleted as one. */
final class WriteProbe {
  private static final PlatformTables TABLES = new PlatformTables();

  private WriteProbe() {}

  static Work<Boolean> work() {
    return session -> {
      TableSchema table = TABLES.table(RateLimitTable.NAME);
      String subject = "plinth-health-" + UUID.randomUUID();
      session.insert(table,
          Row.of(RateLimitTable.SUBJECT, subject, RateLimitTable.RULE, "probe",
              RateLimitTable.WINDOW,
              "1 SECONDS", RateLimitTable.STARTS_AT, Instant.EPOCH, RateLimitTable.RESETS_AT,
              Instant.EPOCH,
              RateLimitTable.USED, 0L));
      return session.delete(table, Filter.field(RateLimitTable.SUBJECT).eq(subject)) == 1;
    };
  }
}
