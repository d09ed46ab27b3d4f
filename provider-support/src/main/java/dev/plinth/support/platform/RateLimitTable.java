package dev.plinth.support.platform;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.PlatformColumns.requiredText;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;

/** The table of counters: one per subject, rule, kind of window and window, which are its primary key. */
public final class RateLimitTable {
  /** Its name. */
  public static final String NAME = "plinth_rate_limits";

  /** Most that a counter may stand above zero, and below. */
  public static final long MAX_USED = 1L << 53;

  /** Whom it counts. */
  public static final String SUBJECT = "subject";
  /** The name of the rule. */
  public static final String RULE = "rule_name";
  /** How long its windows are, for example {@code 1 MONTHS}. */
  public static final String WINDOW = "window_length";
  /** The first moment of the window. */
  public static final String STARTS_AT = "starts_at";
  /** The first moment after it. */
  public static final String RESETS_AT = "resets_at";
  /** What was consumed, less what was granted. */
  public static final String USED = "used";

  private static final TableDefinition TABLE = TableDefinition.named(NAME)
      .column(requiredText(SUBJECT, 255))
      .column(requiredText(RULE, 32))
      .column(requiredText(WINDOW, 20))
      .requiredColumn(STARTS_AT, PortableType.INSTANT)
      .requiredColumn(RESETS_AT, PortableType.INSTANT)
      .requiredColumn(USED, PortableType.LONG)
      .primaryKey(SUBJECT, RULE, WINDOW, STARTS_AT)
      .check("plinth_rate_limits_used", field(USED).gte(-MAX_USED).and(field(USED).lte(MAX_USED)));

  static final PlatformVersion VERSION_4 = PlatformVersion.of(4, "rate limits", TABLE,
      IndexDefinition.on(NAME, "plinth_rate_limits_by_end", RESETS_AT));

  private RateLimitTable() {}
}
