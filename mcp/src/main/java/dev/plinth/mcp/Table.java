package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.spi.Nearest;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A table as the arguments of a call are held against it. */
final class Table {
  private final Supplier<TableDescription> newer;
  private TableDescription description;
  private boolean fresh;

  /**
   * A table that was described.
   *
   * @param newer describes it as it is now
   */
  Table(TableDescription description, Supplier<TableDescription> newer) {
    this.description = description;
    this.newer = newer;
  }

  String name() {
    return description.name();
  }

  /** Whether a record may have fields that are not declared. */
  boolean isOpen() {
    return description.kind() == TableKind.COLLECTION;
  }

  /** The primary key of a record, as far as the record itself holds it. */
  Row key(Row record) {
    var key = new LinkedHashMap<String, @Nullable Object>();
    for (String column : description.primaryKey()) {
      if (record.has(column)) {
        key.put(column, record.value(column).orElse(null));
      }
    }
    return Row.ofMap(key);
  }

  /** The column; null for a field of a collection that is not declared. Looks again before it says that there is none. */
  @Nullable
  ColumnDescription column(String name) {
    ColumnDescription found = description.column(name).orElse(null);
    if (found == null && isOpen()) {
      return openField(name);
    }
    if (found == null && !fresh) {
      fresh = true;
      description = newer.get();
      found = description.column(name).orElse(null);
    }
    if (found == null) {
      throw unknown(name);
    }
    return found;
  }

  private static @Nullable ColumnDescription openField(String name) {
    if (name.isEmpty() || name.startsWith("$") || name.contains(".$")) {
      throw Arguments.invalid("a field may not be named " + Arguments.shown(name)
          + ": names that begin with $ are operators of the backend");
    }
    return null;
  }

  private DatabaseException unknown(String name) {
    return Arguments.invalid("the table " + name() + " has no column " + Arguments.shown(name)
        + "; it has " + Nearest.first(Arguments.shown(name),
            description.columns().stream().map(ColumnDescription::name).toList()));
  }
}
