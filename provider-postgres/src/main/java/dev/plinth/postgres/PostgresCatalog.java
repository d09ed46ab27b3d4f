package dev.plinth.postgres;

import dev.plinth.data.Order;
import dev.plinth.health.ServerInformation;
import dev.plinth.jdbc.Catalog;
import dev.plinth.jdbc.IndexParts;
import dev.plinth.jdbc.Queries;
import dev.plinth.jdbc.ReferenceParts;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.RoutineDescription;
import dev.plinth.schema.SequenceDescription;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL tells of its schema. Tables are those that a name without a schema finds. */
final class PostgresCatalog implements Catalog {
  /** What stands behind the name of a collation for which different texts may be equal. */
  static final String NONDETERMINISTIC = " (nondeterministic)";

  private static final String OF_USERS =
      "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

  private static final String SCHEMAS = "SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE "
      + OF_USERS + " ORDER BY n.nspname COLLATE \"C\"";

  private static final String RELATIONS = "SELECT c.oid, n.nspname, c.relname, c.relkind "
      + "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
      + "WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND pg_catalog.pg_table_is_visible(c.oid) AND "
      + OF_USERS;

  private static final String COLUMNS = "SELECT a.attname, coalesce(b.typname, t.typname), "
      + "pg_catalog.format_type(a.atttypid, a.atttypmod), NOT (a.attnotnull OR t.typnotnull), "
      + "a.attidentity <> '' OR a.attgenerated <> '' "
      + "OR coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false), "
      + "pg_catalog.pg_get_expr(d.adbin, d.adrelid), CASE o.collname WHEN 'default' THEN "
      + "(SELECT datcollate FROM pg_catalog.pg_database "
      + "WHERE datname = pg_catalog.current_database()) ELSE o.collname "
      + "|| CASE WHEN o.collisdeterministic THEN '' ELSE '" + NONDETERMINISTIC + "' END END "
      + "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
      + "LEFT JOIN pg_catalog.pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype "
      + "LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
      + "LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation "
      + "WHERE a.attrelid = ?::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

  private static final String INDEXES = "SELECT c.relname, i.indisunique, i.indisprimary, "
      + "i.indpred IS NOT NULL, coalesce(a.attname, "
      + "pg_catalog.pg_get_indexdef(i.indexrelid, k.n, true)), (i.indoption[k.n - 1] & 1) = 1 "
      + "FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid "
      + "CROSS JOIN LATERAL pg_catalog.generate_series(1, i.indnkeyatts) AS k(n) "
      + "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid "
      + "AND a.attnum = i.indkey[k.n - 1] AND a.attnum > 0 "
      + "WHERE i.indrelid = ?::oid AND i.indisvalid ORDER BY i.indisprimary DESC, c.relname, k.n";

  private static final String REFERENCES = "SELECT con.oid, con.confdeltype, f.relname, "
      + "a.attname, b.attname FROM pg_catalog.pg_constraint con "
      + "JOIN pg_catalog.pg_class f ON f.oid = con.confrelid "
      + "CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(con.conkey), "
      + "pg_catalog.unnest(con.confkey)) WITH ORDINALITY AS k(here, there, n) "
      + "JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.here "
      + "JOIN pg_catalog.pg_attribute b ON b.attrelid = con.confrelid AND b.attnum = k.there "
      + "WHERE con.conrelid = ?::oid AND con.contype = 'f' ORDER BY con.conname, con.oid, k.n";

  private static final String CHECKS = "SELECT pg_catalog.pg_get_constraintdef(oid) "
      + "FROM pg_catalog.pg_constraint WHERE conrelid = ?::oid AND contype = 'c' ORDER BY conname";

  private static final String TRIGGERS = "SELECT t.tgname, c.relname, "
      + "pg_catalog.pg_get_triggerdef(t.oid) FROM pg_catalog.pg_trigger t "
      + "JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid "
      + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
      + "WHERE NOT t.tgisinternal AND pg_catalog.pg_table_is_visible(c.oid) AND " + OF_USERS;

  private static final String ROUTINES = "SELECT n.nspname, p.proname, p.prokind = 'p', "
      + "pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.pg_get_function_result(p.oid) "
      + "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace "
      + "WHERE p.prokind IN ('f', 'p') AND " + OF_USERS
      + " ORDER BY n.nspname COLLATE \"C\", p.proname COLLATE \"C\", 4";

  private static final String SEQUENCES = "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c "
      + "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND "
      + OF_USERS + " ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"";

  private final PostgresSettings settings;

  PostgresCatalog(PostgresSettings settings) {
    this.settings = settings;
  }

  private record Relation(long oid, TableSummary summary) {}

  @Override
  public List<String> schemas(Connection connection) throws SQLException {
    return Queries.list(connection, SCHEMAS, rows -> rows.getString(1));
  }

  @Override
  public List<TableSummary> tables(Connection connection) throws SQLException {
    return Queries
        .list(connection, RELATIONS + " ORDER BY c.relname COLLATE \"C\"",
            PostgresCatalog::relation)
        .stream().map(Relation::summary).toList();
  }

  @Override
  public Optional<TableDescription> describe(Connection connection, String table)
      throws SQLException {
    List<Relation> found = Queries.list(connection, RELATIONS + " AND c.relname = ?",
        PostgresCatalog::relation, table);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(described(connection, found.getFirst()));
  }

  private static Relation relation(ResultSet rows) throws SQLException {
    TableKind kind = switch (rows.getString(4)) {
      case "v", "m" -> TableKind.VIEW;
      default -> TableKind.TABLE;
    };
    return new Relation(rows.getLong(1),
        new TableSummary(rows.getString(2), rows.getString(3), kind));
  }

  private static TableDescription described(Connection connection, Relation relation)
      throws SQLException {
    long oid = relation.oid;
    List<ColumnDescription> columns =
        Queries.list(connection, COLUMNS, PostgresCatalog::column, oid);
    IndexParts indexes = indexes(connection, oid);
    return new TableDescription(relation.summary.schema(), relation.summary.name(),
        relation.summary.kind(), columns, indexes.primaryKey(), indexes.all(),
        references(connection, oid),
        Queries.list(connection, CHECKS, rows -> rows.getString(1), oid),
        Queries.list(connection, TRIGGERS + " AND c.oid = ?::oid ORDER BY t.tgname",
            rows -> rows.getString(1), oid));
  }

  private static ColumnDescription column(ResultSet rows) throws SQLException {
    PortableType type = PostgresTypes.portable(rows.getString(2));
    return new ColumnDescription(rows.getString(1), type, rows.getString(3), rows.getBoolean(4),
        rows.getBoolean(5), rows.getString(6), rows.getString(7));
  }

  private static IndexParts indexes(Connection connection, long oid) throws SQLException {
    var indexes = new IndexParts();
    Queries.list(connection, INDEXES, rows -> {
      String column = rows.getString(5);
      return indexes.add(rows.getString(1),
          rows.getBoolean(6) ? Order.descending(column) : Order.ascending(column),
          rows.getBoolean(2), rows.getBoolean(3), rows.getBoolean(4));
    }, oid);
    return indexes;
  }

  private static List<ForeignKeyDefinition> references(Connection connection, long oid)
      throws SQLException {
    var references = new ReferenceParts();
    Queries.list(connection, REFERENCES,
        rows -> references.add(rows.getLong(1),
            new ForeignKeyDefinition(List.of(rows.getString(4)), rows.getString(3),
                List.of(rows.getString(5)), action(rows.getString(2)))),
        oid);
    return references.all();
  }

  private static OnDelete action(String letter) {
    return switch (letter) {
      case "c" -> OnDelete.CASCADE;
      case "n" -> OnDelete.SET_NULL;
      default -> OnDelete.RESTRICT;
    };
  }

  @Override
  public List<RoutineDescription> routines(Connection connection) throws SQLException {
    return Queries.list(connection, ROUTINES, rows -> {
      String result = rows.getString(5);
      return new RoutineDescription(rows.getString(1), rows.getString(2), rows.getBoolean(3),
          "(" + rows.getString(4) + ")" + (result == null ? "" : " RETURNS " + result));
    });
  }

  @Override
  public List<TriggerDescription> triggers(Connection connection) throws SQLException {
    return Queries.list(connection, TRIGGERS + " ORDER BY t.tgname, c.relname",
        rows -> new TriggerDescription(rows.getString(1), rows.getString(2), rows.getString(3)));
  }

  @Override
  public List<SequenceDescription> sequences(Connection connection) throws SQLException {
    return Queries.list(connection, SEQUENCES,
        rows -> new SequenceDescription(rows.getString(1), rows.getString(2)));
  }

  @Override
  public ServerInformation serverInformation(Connection connection) throws SQLException {
    return PostgresInformation.of(connection, settings);
  }
}
