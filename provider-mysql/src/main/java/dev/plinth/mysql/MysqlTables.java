package dev.plinth.mysql;

import dev.plinth.support.engine.TableSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a description of a table does not tell: kept whenever one is described. Used by many threads. */
final class MysqlTables {
  private static final String TRANSACTIONAL = "InnoDB";
  private static final Traits UNKNOWN = new Traits("", null);

  private final Map<String, Traits> known = new ConcurrentHashMap<>();

  private record Traits(String engine, @Nullable String counted) {}

  /**
   * Keeps it.
   *
   * @param engine empty for a view
   * @param counted the column that is AUTO_INCREMENT; null for none
   */
  void learn(String table, String engine, @Nullable String counted) {
    known.put(table, new Traits(engine, counted));
  }

  /** Whether a statement that fails leaves nothing behind: other engines keep the records before the one that failed. */
  boolean isTransactional(TableSchema table) {
    return traits(table).engine.equalsIgnoreCase(TRANSACTIONAL);
  }

  /** The column that is AUTO_INCREMENT; null for none. */
  @Nullable
  String counted(TableSchema table) {
    return traits(table).counted;
  }

  private Traits traits(TableSchema table) {
    return known.getOrDefault(table.name(), UNKNOWN);
  }
}
