package dev.plinth.mysql;

import dev.plinth.data.Order;
import dev.plinth.health.ServerInformation;
import dev.plinth.jdbc.Catalog;
import dev.plinth.jdbc.IndexParts;
import dev.plinth.jdbc.Queries;
import dev.plinth.jdbc.ReferenceParts;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.RoutineDescription;
import dev.plinth.schema.SequenceDescription;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the servers tell of the schema, by {@code information_schema}. */
final class MysqlCatalog implements Catalog {
  private static final String SCHEMAS = "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA "
      + "WHERE LOWER(SCHEMA_NAME) NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys', "
      + "'metrics_schema') ORDER BY SCHEMA_NAME";

  private static final String TABLES = "SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE "
      + "FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
      + "AND TABLE_TYPE IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')";

  private static final String COLUMNS = "SELECT COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, EXTRA, "
      + "COLUMN_DEFAULT, COLLATION_NAME, COLUMN_COMMENT FROM information_schema.COLUMNS "
      + "WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION";

  /** {@code EXPRESSION} stands instead of the column in an index of an expression, which MySQL alone has. */
  private static final String INDEXES = "SELECT INDEX_NAME, NON_UNIQUE, COLUMN_NAME, COLLATION, "
      + "SUB_PART IS NOT NULL, ";
  private static final String INDEXES_OF_TABLE = " FROM information_schema.STATISTICS "
      + "WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? "
      + "ORDER BY INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX";

  private static final String REFERENCES = "SELECT k.CONSTRAINT_NAME, k.COLUMN_NAME, "
      + "k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE "
      + "FROM information_schema.KEY_COLUMN_USAGE k "
      + "JOIN information_schema.REFERENTIAL_CONSTRAINTS r "
      + "ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME "
      + "AND r.TABLE_NAME = k.TABLE_NAME "
      + "WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = ? "
      + "AND k.REFERENCED_TABLE_NAME IS NOT NULL ORDER BY k.CONSTRAINT_NAME, k.ORDINAL_POSITION";

  private static final String CHECKS_OF_MARIADB = "SELECT CHECK_CLAUSE "
      + "FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() "
      + "AND TABLE_NAME = ? ORDER BY CONSTRAINT_NAME";

  private static final String CHECKS = "SELECT c.CHECK_CLAUSE "
      + "FROM information_schema.CHECK_CONSTRAINTS c "
      + "JOIN information_schema.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA "
      + "AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME WHERE t.TABLE_SCHEMA = DATABASE() "
      + "AND t.TABLE_NAME = ? AND t.CONSTRAINT_TYPE = 'CHECK' ORDER BY c.CONSTRAINT_NAME";

  private static final String TRIGGERS = "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, ACTION_TIMING, "
      + "EVENT_MANIPULATION, ACTION_STATEMENT FROM information_schema.TRIGGERS "
      + "WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY TRIGGER_NAME";

  private static final String ROUTINES = "SELECT r.ROUTINE_SCHEMA, r.ROUTINE_NAME, r.ROUTINE_TYPE, "
      + "COALESCE((SELECT GROUP_CONCAT(CONCAT_WS(' ', p.PARAMETER_MODE, p.PARAMETER_NAME, "
      + "p.DTD_IDENTIFIER) ORDER BY p.ORDINAL_POSITION SEPARATOR ', ') "
      + "FROM information_schema.PARAMETERS p WHERE p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA "
      + "AND p.SPECIFIC_NAME = r.SPECIFIC_NAME AND p.ROUTINE_TYPE = r.ROUTINE_TYPE "
      + "AND p.ORDINAL_POSITION > 0), ''), r.DTD_IDENTIFIER FROM information_schema.ROUTINES r "
      + "WHERE r.ROUTINE_SCHEMA = DATABASE() ORDER BY r.ROUTINE_NAME, r.ROUTINE_TYPE";

  private static final String SEQUENCES = "SELECT TABLE_SCHEMA, TABLE_NAME "
      + "FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
      + "AND TABLE_TYPE = 'SEQUENCE' ORDER BY TABLE_NAME";

  private final MysqlSettings settings;
  private final ServerFacts facts;
  private final MysqlTables kept;

  MysqlCatalog(MysqlSettings settings, ServerFacts facts, MysqlTables kept) {
    this.settings = settings;
    this.facts = facts;
    this.kept = kept;
  }

  @Override
  public List<String> schemas(Connection connection) throws SQLException {
    return Queries.list(connection, SCHEMAS, rows -> rows.getString(1));
  }

  @Override
  public List<TableSummary> tables(Connection connection) throws SQLException {
    return Queries.list(connection, TABLES + " ORDER BY TABLE_NAME", MysqlCatalog::summary);
  }

  private static TableSummary summary(ResultSet rows) throws SQLException {
    return new TableSummary(rows.getString(1), rows.getString(2),
        rows.getString(3).equals("VIEW") ? TableKind.VIEW : TableKind.TABLE);
  }

  /** The catalog may compare names without regard to case where tables are not found so. */
  @Override
  public Optional<TableDescription> describe(Connection connection, String table)
      throws SQLException {
    List<StoredTable> found = Queries.list(connection, TABLES + " AND TABLE_NAME = ?",
        rows -> new StoredTable(summary(rows), Queries.text(rows, 4)), table);
    Optional<StoredTable> exact =
        found.stream().filter(stored -> stored.summary.name().equals(table)).findFirst();
    return exact.isEmpty() ? Optional.empty() : Optional.of(described(connection, exact.get()));
  }

  private record StoredTable(TableSummary summary, String engine) {}

  private TableDescription described(Connection connection, StoredTable stored)
      throws SQLException {
    TableSummary table = stored.summary;
    String name = table.name();
    List<String> checks = facts.isTiDb()
        ? List.of()
        : Queries.list(connection, facts.isMariaDb() ? CHECKS_OF_MARIADB : CHECKS,
            rows -> rows.getString(1), name);
    Set<String> documents = new HashSet<>();
    var checked = new ArrayList<String>();
    for (String check : checks) {
      String column = facts.isMariaDb() ? document(check) : null;
      if (column == null) {
        checked.add(check);
      } else {
        documents.add(column);
      }
    }
    var counted = new ArrayList<String>();
    List<ColumnDescription> columns = Queries.list(connection, COLUMNS, rows -> {
      if (isCounted(rows)) {
        counted.add(rows.getString(1));
      }
      return column(rows, documents);
    }, name);
    kept.learn(name, stored.engine, counted.isEmpty() ? null : counted.getFirst());
    IndexParts indexes = indexes(connection, name);
    List<String> triggers = facts.isTiDb()
        ? List.of()
        : triggers(connection).stream().filter(trigger -> trigger.table().equals(name))
            .map(TriggerDescription::name).toList();
    return new TableDescription(table.schema(), name, table.kind(), columns,
        indexes.primaryKey(), indexes.all(), references(connection, name), checked, triggers);
  }

  /** The column of a check by which MariaDB marks JSON; null for every other check. */
  private static @Nullable String document(String check) {
    String start = "json_valid(`";
    return check.startsWith(start) && check.endsWith("`)")
        ? check.substring(start.length(), check.length() - 2)
        : null;
  }

  private static String extra(ResultSet columns) throws SQLException {
    return Queries.text(columns, 4).toUpperCase(Locale.ROOT);
  }

  private static boolean isCounted(ResultSet columns) throws SQLException {
    return extra(columns).contains("AUTO_INCREMENT");
  }

  private static ColumnDescription column(ResultSet rows, Set<String> documents)
      throws SQLException {
    String name = rows.getString(1);
    String nativeType = rows.getString(2);
    boolean json = documents.contains(name);
    String extra = extra(rows);
    boolean generated = isCounted(rows)
        || (extra.contains("GENERATED") && !extra.contains("DEFAULT_GENERATED"));
    String value = rows.getString(5);
    return new ColumnDescription(name,
        MysqlTypes.portable(nativeType, Queries.text(rows, 7), json),
        json ? "json" : nativeType, rows.getString(3).equals("YES"), generated,
        "NULL".equals(value) ? null : value, json ? null : rows.getString(6));
  }

  /** A unique index of the beginnings of columns holds for more than these columns say. */
  private IndexParts indexes(Connection connection, String table) throws SQLException {
    boolean expressions = facts.flavour() == Flavour.MYSQL || facts.flavour() == Flavour.AURORA;
    var indexes = new IndexParts();
    Queries.list(connection, INDEXES + (expressions ? "EXPRESSION" : "NULL") + INDEXES_OF_TABLE,
        rows -> {
          String name = rows.getString(1);
          boolean unique = rows.getInt(2) == 0;
          String column = rows.getString(3) == null ? Queries.text(rows, 6) : rows.getString(3);
          return indexes.add(name,
              "D".equals(rows.getString(4)) ? Order.descending(column) : Order.ascending(column),
              unique, name.equals("PRIMARY"), unique && rows.getBoolean(5));
        }, table);
    return indexes;
  }

  private static List<ForeignKeyDefinition> references(Connection connection, String table)
      throws SQLException {
    var references = new ReferenceParts();
    Queries.list(connection, REFERENCES,
        rows -> references.add(rows.getString(1),
            new ForeignKeyDefinition(List.of(rows.getString(2)), rows.getString(3),
                List.of(rows.getString(4)), action(rows.getString(5)))),
        table);
    return references.all();
  }

  private static OnDelete action(String rule) {
    return switch (rule) {
      case "CASCADE" -> OnDelete.CASCADE;
      case "SET NULL" -> OnDelete.SET_NULL;
      default -> OnDelete.RESTRICT;
    };
  }

  @Override
  public List<RoutineDescription> routines(Connection connection) throws SQLException {
    return Queries.list(connection, ROUTINES, rows -> {
      boolean procedure = rows.getString(3).equals("PROCEDURE");
      return new RoutineDescription(rows.getString(1), rows.getString(2), procedure,
          "(" + rows.getString(4) + ")" + (procedure ? "" : " RETURNS " + rows.getString(5)));
    });
  }

  @Override
  public List<TriggerDescription> triggers(Connection connection) throws SQLException {
    return Queries.list(connection, TRIGGERS,
        rows -> new TriggerDescription(rows.getString(1), rows.getString(2),
            rows.getString(3) + " " + rows.getString(4) + " " + rows.getString(5)));
  }

  @Override
  public List<SequenceDescription> sequences(Connection connection) throws SQLException {
    return Queries.list(connection, SEQUENCES,
        rows -> new SequenceDescription(rows.getString(1), rows.getString(2)));
  }

  @Override
  public ServerInformation serverInformation(Connection connection) throws SQLException {
    return MysqlInformation.of(connection, settings, facts);
  }
}
