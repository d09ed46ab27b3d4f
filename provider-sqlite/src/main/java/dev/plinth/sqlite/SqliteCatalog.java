package dev.plinth.sqlite;

import dev.plinth.data.Order;
import dev.plinth.health.ServerInformation;
import dev.plinth.jdbc.Catalog;
import dev.plinth.jdbc.Queries;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What SQLite tells of its schema. */
final class SqliteCatalog implements Catalog {
  private static final String OWN = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

  private final SqliteSettings settings;

  SqliteCatalog(SqliteSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<TableSummary> tables(Connection connection) throws SQLException {
    return Queries.list(connection,
        "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND " + OWN
            + " ORDER BY name",
        rows -> new TableSummary("", rows.getString(1), kind(rows.getString(2))));
  }

  @Override
  public List<TriggerDescription> triggers(Connection connection) throws SQLException {
    return Queries.list(connection,
        "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name",
        rows -> new TriggerDescription(rows.getString(1), rows.getString(2), rows.getString(3)));
  }

  @Override
  public Optional<TableDescription> describe(Connection connection, String table)
      throws SQLException {
    List<TableDescription> found = Queries.list(connection,
        "SELECT type, coalesce(sql, '') FROM sqlite_schema WHERE type IN ('table', 'view') AND "
            + "name = ? AND " + OWN,
        rows -> describe(connection, table, kind(rows.getString(1)),
            new TableText(rows.getString(2))),
        table);
    return found.stream().findFirst();
  }

  private static TableDescription describe(Connection connection, String table, TableKind kind,
      TableText text) throws SQLException {
    Map<Integer, String> key = new TreeMap<>();
    List<ColumnDescription> columns = Queries.list(connection,
        "SELECT name, type, \"notnull\", dflt_value, pk, hidden, "
            + "(SELECT count(*) FROM pragma_table_xinfo(?1) WHERE pk > 0) "
            + "FROM pragma_table_xinfo(?1) WHERE hidden <> 1 ORDER BY cid",
        rows -> column(rows, text, key), table);
    return new TableDescription("", table, kind, columns, List.copyOf(key.values()),
        indexes(connection, table), references(connection, table), text.checks(),
        Queries.list(connection,
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ? "
                + "ORDER BY name",
            rows -> rows.getString(1), table));
  }

  private static ColumnDescription column(ResultSet rows, TableText text,
      Map<Integer, String> key) throws SQLException {
    String name = rows.getString(1);
    String declared = rows.getString(2);
    int keyPosition = rows.getInt(5);
    if (keyPosition > 0) {
      key.put(keyPosition, name);
    }
    // A single key column that is called exactly so is another name of the row id.
    boolean rowId = keyPosition > 0 && rows.getInt(7) == 1 && declared.equalsIgnoreCase("INTEGER");
    PortableType type = SqliteTypes.declared(declared).type();
    boolean computed = rows.getInt(6) > 1;
    return new ColumnDescription(name, type, declared, rows.getInt(3) == 0 && !rowId,
        rowId || computed, rows.getString(4),
        isText(type) ? text.collation(name).orElse("BINARY") : null);
  }

  private static boolean isText(@Nullable PortableType type) {
    return type == PortableType.TEXT;
  }

  private static List<IndexDescription> indexes(Connection connection, String table)
      throws SQLException {
    return Queries.list(connection,
        "SELECT name, \"unique\", origin, partial FROM pragma_index_list(?) ORDER BY seq DESC",
        rows -> new IndexDescription(rows.getString(1), indexed(connection, rows.getString(1)),
            rows.getBoolean(2), rows.getString(3).equals("pk"), rows.getBoolean(4)),
        table);
  }

  private static List<Order> indexed(Connection connection, String index) throws SQLException {
    return Queries.list(connection,
        "SELECT coalesce(name, '(expression)'), \"desc\" FROM pragma_index_xinfo(?) WHERE key = 1 "
            + "ORDER BY seqno",
        rows -> rows.getBoolean(2)
            ? Order.descending(rows.getString(1))
            : Order.ascending(rows.getString(1)),
        index);
  }

  private static List<ForeignKeyDefinition> references(Connection connection, String table)
      throws SQLException {
    Map<Integer, Reference> references = new LinkedHashMap<>();
    Queries.list(connection,
        "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list(?) "
            + "ORDER BY id DESC, seq",
        rows -> {
          Reference reference = references.computeIfAbsent(rows.getInt(1), id -> new Reference());
          reference.table = rows.getString(2);
          reference.onDelete = rows.getString(5);
          reference.columns.add(rows.getString(3));
          String target = rows.getString(4);
          if (target != null) {
            reference.targets.add(target);
          }
          return reference;
        }, table);
    var known = new ArrayList<ForeignKeyDefinition>();
    for (Reference reference : references.values()) {
      known.add(reference.definition(connection));
    }
    return known;
  }

  private static List<String> primaryKey(Connection connection, String table)
      throws SQLException {
    return Queries.list(connection,
        "SELECT name FROM pragma_table_xinfo(?) WHERE pk > 0 ORDER BY pk",
        rows -> rows.getString(1), table);
  }

  /** A foreign key while it is read, a row for each of its columns. */
  private static final class Reference {
    final List<String> columns = new ArrayList<>();
    final List<String> targets = new ArrayList<>();
    String table = "";
    String onDelete = "";

    ForeignKeyDefinition definition(Connection connection) throws SQLException {
      OnDelete action = switch (onDelete) {
        case "CASCADE" -> OnDelete.CASCADE;
        case "SET NULL" -> OnDelete.SET_NULL;
        default -> OnDelete.RESTRICT;
      };
      List<String> named = targets.isEmpty() ? primaryKey(connection, table) : targets;
      return new ForeignKeyDefinition(columns, table,
          named.size() == columns.size() ? named : columns, action);
    }
  }

  private static TableKind kind(String type) {
    return type.equals("view") ? TableKind.VIEW : TableKind.TABLE;
  }

  @Override
  public ServerInformation serverInformation(Connection connection) throws SQLException {
    return SqliteInformation.of(connection, settings);
  }
}
