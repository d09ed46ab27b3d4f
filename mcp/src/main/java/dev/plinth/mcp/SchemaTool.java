package dev.plinth.mcp;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** db_schema. */
final class SchemaTool {
  private static final int MOST_NAMES = 5_000;
  private static final int MOST_DESCRIBED = 200;
  private static final List<String> DETAILS = List.of("names", "summary", "full");

  private SchemaTool() {}

  static Map<String, @Nullable Object> describe(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    DatabaseProvider database = connection.database();
    Optional<String> table = arguments.optionalText("table");
    String detail =
        arguments.choice("detail", DETAILS).orElse(table.isPresent() ? "full" : "summary");
    List<TableSummary> found = table.isPresent()
        ? List.of(one(connection, table.get()))
        : matching(TableCatalog.visible(database, connection.access()),
            arguments.optionalText("pattern"));
    int most = detail.equals("names") ? MOST_NAMES : MOST_DESCRIBED;
    var tables = new ArrayList<Map<String, @Nullable Object>>();
    for (TableSummary summary : found.subList(0, Math.min(most, found.size()))) {
      described(connection, database, summary, detail).ifPresent(tables::add);
    }
    Map<String, @Nullable Object> answer = Answer.of("tables", tables);
    answer.put("truncated", found.size() > most);
    return answer;
  }

  /** Fails with the names of those that there are. */
  private static TableSummary one(OpenConnection connection, String name) {
    Table table = connection.table(name);
    return TableCatalog.visible(connection.database(), connection.access()).stream()
        .filter(summary -> summary.name().equals(table.name())).findFirst()
        .orElseGet(() -> new TableSummary("", table.name(), dev.plinth.schema.TableKind.TABLE));
  }

  private static List<TableSummary> matching(List<TableSummary> tables,
      Optional<String> pattern) {
    if (pattern.isEmpty()) {
      return tables;
    }
    String regex = pattern.get().chars()
        .mapToObj(c -> c == '*' || c == '%'
            ? ".*"
            : c == '?'
                ? "."
                : Pattern.quote(
                    Character.toString(c)))
        .collect(Collectors.joining());
    // A pattern without wildcards is looked for anywhere.
    boolean plain = pattern.get().chars().noneMatch(c -> c == '*' || c == '%' || c == '?');
    Pattern compiled = Pattern.compile(plain ? ".*" + regex + ".*" : squeezed(regex),
        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    return tables.stream().filter(table -> compiled.matcher(table.name()).matches()).toList();
  }

  /** Several wildcards in a row would try every way to share a name among them. */
  private static String squeezed(String regex) {
    return regex.replaceAll("(\\.\\*)+", ".*");
  }

  private static Optional<Map<String, @Nullable Object>> described(OpenConnection connection,
      DatabaseProvider database, TableSummary summary, String detail) {
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("name", summary.name());
    entry.put("kind", summary.kind().name().toLowerCase(Locale.ROOT));
    if (!summary.schema().isEmpty()) {
      entry.put("schema", summary.schema());
    }
    if (detail.equals("names")) {
      return Optional.of(entry);
    }
    return Databases.await(database.describeTable(summary.name())).map(table -> {
      boolean full = detail.equals("full");
      entry.put("columns",
          table.columns().stream().map(column -> column(column, full)).toList());
      entry.put("primaryKey", table.primaryKey());
      if (full) {
        putRest(entry, table, connection.access());
      }
      return entry;
    });
  }

  private static Map<String, @Nullable Object> column(ColumnDescription column, boolean full) {
    Map<String, @Nullable Object> entry = Answer.of("name", column.name());
    entry.put("type", column.type() == null
        ? column.nativeType()
        : column.type().name().toLowerCase(Locale.ROOT));
    entry.put("nullable", column.nullable());
    if (full) {
      entry.put("nativeType", column.nativeType());
      entry.put("generated", column.generated());
      entry.put("default", column.defaultExpression());
      entry.put("collation", column.collation());
    }
    return entry;
  }

  private static void putRest(Map<String, @Nullable Object> entry, TableDescription table,
      AccessPolicy access) {
    entry.put("indexes", table.indexes().stream().map(SchemaTool::index).toList());
    entry.put("foreignKeys", table.foreignKeys().stream()
        .filter(key -> access.allowsTable(key.table())).map(SchemaTool::foreignKey).toList());
    entry.put("checks", table.checks());
    entry.put("triggers", table.triggers());
  }

  private static Map<String, @Nullable Object> index(IndexDescription index) {
    Map<String, @Nullable Object> entry = Answer.of("name", index.name());
    entry.put("columns", index.columns().stream()
        .map(part -> part.descending() ? part.field() + " desc" : part.field()).toList());
    entry.put("unique", index.unique());
    entry.put("primary", index.primary());
    entry.put("partial", index.partial());
    return entry;
  }

  private static Map<String, @Nullable Object> foreignKey(ForeignKeyDefinition key) {
    Map<String, @Nullable Object> entry = Answer.of("columns", key.columns());
    entry.put("table", key.table());
    entry.put("targetColumns", key.targetColumns());
    entry.put("onDelete", key.onDelete().name().toLowerCase(Locale.ROOT));
    return entry;
  }
}
