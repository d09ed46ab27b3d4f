package dev.plinth.mcp;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import dev.plinth.spi.Nearest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a connection as they were when first used; read again when something is missing. */
final class TableCatalog {
  private final Map<String, TableDescription> known = new ConcurrentHashMap<>();

  /** A table that a client may use. Fails with {@link ErrorCode#NOT_FOUND} and the names of those that it may use. */
  Table table(DatabaseProvider database, AccessPolicy access, String name) {
    if (!access.allowsTable(name)) {
      throw unknown(database, access, name);
    }
    TableDescription description = known.get(name);
    return new Table(description == null ? describe(database, access, name) : description,
        () -> describe(database, access, name));
  }

  /** The same; a collection that there is not yet is made. Fails as the backend does where it cannot be. */
  Table tableOrNew(DatabaseProvider database, AccessPolicy access, String name) {
    boolean missing = access.allowsTable(name) && !known.containsKey(name)
        && Databases.await(database.describeTable(name)).isEmpty();
    if (missing) {
      Databases.await(database.execute(Statement.of(Json.of(Map.of("create", name)).text())));
    }
    return table(database, access, name);
  }

  /** The tables that a client may see. */
  static List<TableSummary> visible(DatabaseProvider database, AccessPolicy access) {
    return Databases.await(database.listTables()).stream()
        .filter(table -> access.allowsTable(table.name())).toList();
  }

  /** Any table may have changed. */
  void clear() {
    known.clear();
  }

  private TableDescription describe(DatabaseProvider database, AccessPolicy access, String name) {
    TableDescription found = Databases.await(database.describeTable(name)).orElse(null);
    if (found == null) {
      known.remove(name);
      throw unknown(database, access, name);
    }
    known.put(name, found);
    return found;
  }

  private static DatabaseException unknown(DatabaseProvider database, AccessPolicy access,
      String name) {
    List<String> names = visible(database, access).stream().map(TableSummary::name).toList();
    String shown = Arguments.shown(name);
    return new DatabaseException(ErrorCode.NOT_FOUND, "there is no table " + shown + "; there "
        + (names.isEmpty() ? "is none yet" : "are " + Nearest.first(shown, names)));
  }
}
