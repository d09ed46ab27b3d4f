package dev.plinth.support.records;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import dev.plinth.spi.Nearest;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The tables of a database as they were when first used; read again when something is missing. */
public final class Catalog {
  private final Map<String, TableSchema> tables = new ConcurrentHashMap<>();

  /** The table if it is known already; null otherwise. */
  public @Nullable TableSchema known(String table) {
    return tables.get(table);
  }

  /** The table, read if it is not known. Fails with {@link ErrorCode#NOT_FOUND}, naming what there is. */
  public TableSchema table(Session session, String table) {
    TableSchema known = tables.get(table);
    return known == null ? refresh(session, table) : known;
  }

  /** The table as it is now. Fails with {@link ErrorCode#NOT_FOUND}, naming what there is. */
  public TableSchema refresh(Session session, String table) {
    TableDescription description = session.describe(table).orElse(null);
    if (description == null) {
      tables.remove(table);
      throw unknownTable(session, table);
    }
    var schema = new TableSchema(description);
    tables.put(table, schema);
    return schema;
  }

  /** The table has changed. */
  public void forget(String table) {
    tables.remove(table);
  }

  /** Any table may have changed. */
  public void clear() {
    tables.clear();
  }

  private static DatabaseException unknownTable(Session session, String table) {
    List<String> names = session.listTables().stream().map(TableSummary::name)
        .filter(name -> !AccessPolicy.isSystemTable(name)).toList();
    return new DatabaseException(ErrorCode.NOT_FOUND, "there is no table " + table + "; there "
        + (names.isEmpty() ? "is none yet" : "are " + Nearest.first(table, names)));
  }
}
