package dev.plinth.health;

import java.util.List;

/**
 * What a health check looks at beside whether the server answers.
 *
 * @param countTables whether the records of the named tables are counted
 * @param tables tables that must exist
 * @param probeWrite whether a record is written to a platform table and removed again, as one
 */
public record HealthOptions(boolean countTables, List<String> tables, boolean probeWrite) {
  /** Copies the list. */
  public HealthOptions {
    tables = List.copyOf(tables);
  }

  /** The server alone. */
  public static HealthOptions basic() {
    return new HealthOptions(false, List.of(), false);
  }

  /** And whether these tables exist, with their number of records. */
  public HealthOptions withTables(String... names) {
    return new HealthOptions(true, List.of(names), probeWrite);
  }

  /** And whether a write works; it leaves nothing behind. */
  public HealthOptions withWriteProbe() {
    return new HealthOptions(countTables, tables, true);
  }
}
