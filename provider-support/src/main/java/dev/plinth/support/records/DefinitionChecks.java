package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Order;
import dev.plinth.schema.CheckDefinition;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.util.List;

/** Holds the values in a definition against its columns: defaults, and those of checks. */
final class DefinitionChecks {
  private final ColumnValues values;
  private final FilterChecks filters;

  DefinitionChecks(ColumnValues values, FilterChecks filters) {
    this.values = values;
    this.filters = filters;
  }

  /** The same table with values of the columns' types. */
  TableDefinition table(TableDefinition table) {
    TableSchema schema = described(table);
    List<ColumnDefinition> columns = table.columns().stream().map(this::column).toList();
    List<CheckDefinition> checks =
        table.checks().stream().map(check -> check(schema, check)).toList();
    return new TableDefinition(table.name(), columns, table.primaryKey(), table.uniqueKeys(),
        table.foreignKeys(), checks, table.ifAbsent());
  }

  /** The same column with a default of its type. */
  ColumnDefinition column(ColumnDefinition column) {
    Object fitted = values.fit(described(column), column.defaultValue());
    return new ColumnDefinition(column.name(), column.type(), column.required(),
        column.generated(), column.maxLength(), column.precision(), column.scale(), fitted);
  }

  /** The same index with a condition whose values are of the columns' types. */
  IndexDefinition index(TableSchema table, IndexDefinition index) {
    for (Order part : index.columns()) {
      ColumnDescription column = table.column(part.field());
      PortableType type = column == null ? null : column.type();
      if (type != null && index.expireAfter() != null && type != PortableType.INSTANT) {
        throw unfit(index, part, "an INSTANT, after which records expire");
      }
      if (type != null && index.text() && type != PortableType.TEXT) {
        throw unfit(index, part, "a TEXT, in which words are searched");
      }
    }
    try {
      return index.where(filters.check(table, index.where()));
    } catch (UnknownColumn missing) {
      throw missing.coded(table);
    }
  }

  private static DatabaseException unfit(IndexDefinition index, Order part, String wanted) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the column " + part.field()
        + " of the index " + index.name() + " must be " + wanted);
  }

  private CheckDefinition check(TableSchema table, CheckDefinition check) {
    try {
      return new CheckDefinition(check.name(), filters.check(table, check.condition()));
    } catch (UnknownColumn missing) {
      throw missing.coded(table);
    }
  }

  private static TableSchema described(TableDefinition table) {
    return new TableSchema(new TableDescription("", table.name(), TableKind.TABLE,
        table.columns().stream().map(DefinitionChecks::described).toList(), table.primaryKey(),
        List.of(), List.of(), List.of(), List.of()));
  }

  private static ColumnDescription described(ColumnDefinition column) {
    return new ColumnDescription(column.name(), column.type(), column.type().name(),
        !column.required(), column.generated(), null, null);
  }
}
