package dev.plinth.support.provider;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.engine.Work;
import dev.plinth.support.records.Catalog;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the calls on the schema do: checked first, then asked of the session. */
final class SchemaWorks {
  /** What every backend takes as a name, the shortest limit being that of PostgreSQL. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final String RESERVED = "plinth_";

  private SchemaWorks() {}

  static Work<Boolean> createTable(EngineContext context, TableDefinition given) {
    checkDefinition(given);
    checkCapabilities(context, given);
    TableDefinition table = context.works().definition(given);
    Catalog catalog = context.catalog();
    return session -> {
      if (session.describe(table.name()).isPresent()) {
        if (table.ifAbsent()) {
          return false;
        }
        throw invalid("there is a table " + table.name()
            + " already; drop it first, or define it with ifNotExists");
      }
      checkReferences(session, table);
      session.createTable(table);
      catalog.forget(table.name());
      return true;
    };
  }

  static Work<Boolean> dropTable(Catalog catalog, String table) {
    refuseReserved(table);
    return session -> {
      boolean exists = session.describe(table).isPresent();
      if (exists) {
        session.dropTable(table);
      }
      catalog.forget(table);
      return exists;
    };
  }

  static Work<@Nullable Void> addColumn(EngineContext context, String table,
      ColumnDefinition given) {
    refuseReserved(table);
    checkName("column", given.name());
    if (given.generated()) {
      throw invalid("the column " + given.name() + " cannot be generated, since " + table
          + " exists already");
    }
    if (given.required() && given.defaultValue() == null) {
      throw invalid("the column " + given.name()
          + " may not be null and has no default, which records that there are "
          + "would need");
    }
    ColumnDefinition column = context.works().definition(given);
    Catalog catalog = context.catalog();
    return session -> {
      TableDescription known = catalog.refresh(session, table).description();
      if (known.column(column.name()).isPresent()) {
        throw invalid("the table " + table + " has a column " + column.name() + " already");
      }
      session.addColumn(table, column);
      catalog.forget(table);
      return null;
    };
  }

  static Work<Boolean> createIndex(EngineContext context, IndexDefinition given) {
    refuseReserved(given.table());
    checkName("index", given.name());
    checkCapabilities(context, given);
    Catalog catalog = context.catalog();
    return session -> {
      TableSchema known = catalog.refresh(session, given.table());
      TableDescription table = known.description();
      given.columns().forEach(part -> requireColumn(table.name(), names(table), part.field()));
      IndexDefinition index = context.works().definition(known, given);
      if (hasIndex(table, index.name())) {
        return false;
      }
      session.createIndex(index);
      catalog.forget(index.table());
      return true;
    };
  }

  static Work<Boolean> dropIndex(Catalog catalog, String table, String index) {
    refuseReserved(table);
    return session -> {
      boolean exists = hasIndex(catalog.refresh(session, table).description(), index);
      if (exists) {
        session.dropIndex(table, index);
      }
      catalog.forget(table);
      return exists;
    };
  }

  private static void checkDefinition(TableDefinition table) {
    checkName("table", table.name());
    refuseReserved(table.name());
    if (table.columns().isEmpty()) {
      throw invalid("the table " + table.name() + " needs at least one column");
    }
    List<String> names = table.columns().stream().map(ColumnDefinition::name).toList();
    names.forEach(name -> checkName("column", name));
    table.primaryKey().forEach(key -> requireColumn(table.name(), names, key));
    table.uniqueKeys()
        .forEach(keys -> keys.forEach(key -> requireColumn(table.name(), names, key)));
    table.foreignKeys()
        .forEach(keys -> keys.columns().forEach(key -> requireColumn(table.name(), names, key)));
    for (ColumnDefinition column : table.columns()) {
      if (column.generated() && !table.primaryKey().equals(List.of(column.name()))) {
        throw invalid("the generated column " + column.name() + " must be the primary key of "
            + table.name());
      }
    }
  }

  private static void checkCapabilities(EngineContext context, TableDefinition table) {
    if (!table.foreignKeys().isEmpty()) {
      context.require(Capability.FOREIGN_KEYS, "a foreign key");
    }
    if (!table.checks().isEmpty()) {
      context.require(Capability.CHECK_CONSTRAINTS, "a check");
    }
    if (table.columns().stream().anyMatch(ColumnDefinition::generated)) {
      context.require(Capability.GENERATED_KEYS, "a generated column");
    }
  }

  private static void checkCapabilities(EngineContext context, IndexDefinition index) {
    if (!(index.where() instanceof Filter.All)) {
      context.require(Capability.PARTIAL_INDEXES, "an index of some of the records",
          "index all of them, or a generated column by a migration of your own");
    }
    if (index.expireAfter() != null) {
      context.require(Capability.EXPIRING_INDEXES, "an index that lets records expire",
          "delete them by a filter on the instant, at times that you choose");
    }
    if (index.text()) {
      context.require(Capability.TEXT_INDEXES, "an index for the search of words",
          "find by contains, or make one in the backend's own language by a migration");
    }
  }

  private static void checkReferences(Session session, TableDefinition table) {
    for (ForeignKeyDefinition key : table.foreignKeys()) {
      if (key.table().equals(table.name())) {
        continue;
      }
      TableDescription target = session.describe(key.table())
          .orElseThrow(() -> new DatabaseException(
              ErrorCode.NOT_FOUND, "the table " + table.name() + " refers to " + key.table()
                  + ", which does not exist"));
      key.targetColumns().forEach(column -> requireColumn(target.name(), names(target), column));
    }
  }

  private static List<String> names(TableDescription table) {
    return table.columns().stream().map(column -> column.name()).toList();
  }

  private static boolean hasIndex(TableDescription table, String index) {
    return table.indexes().stream().anyMatch(known -> known.name().equals(index));
  }

  private static void requireColumn(String table, List<String> names, String column) {
    if (!names.contains(column)) {
      throw invalid("the table " + table + " has no column " + column + "; it has "
          + String.join(", ", names));
    }
  }

  private static void checkName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalid("the name of a " + what
          + " must be 1 to 63 letters, digits or underscores and start with no digit");
    }
  }

  private static void refuseReserved(String table) {
    if (table.startsWith(RESERVED)) {
      throw invalid("table names that start with plinth_ are kept for the platform");
    }
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
