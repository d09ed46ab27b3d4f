package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Column;
import dev.plinth.data.Filter;
import dev.plinth.data.Filter.All;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Values of defaults and checks as the types of their columns: a 0 for a decimal, a text for a UUID. */
final class DefinitionValues {
  private final TableDefinition table;

  DefinitionValues(TableDefinition table) {
    this.table = table;
  }

  /** A default. Fails with {@link ErrorCode#INVALID_ARGUMENT} where it is none of the column's type. */
  static Object fit(ColumnDefinition column, Object value) {
    return Row.of(column.name(), value)
        .value(Column.of(column.name(), javaType(column.type())));
  }

  /** A check. */
  Filter fit(Filter filter) {
    return switch (filter) {
      case Comparison f ->
          new Comparison(f.field(), f.comparator(), fit(column(f.field()), f.value()));
      case Membership f -> new Membership(f.field(),
          f.values().stream().map(value -> fit(column(f.field()), value)).toList(), f.negated());
      case And f -> new And(f.filters().stream().map(this::fit).toList());
      case Or f -> new Or(f.filters().stream().map(this::fit).toList());
      case Not f -> new Not(fit(f.filter()));
      case TextSearch f -> f;
      case NullCheck f -> f;
      case All f -> f;
    };
  }

  private ColumnDefinition column(String name) {
    return table.columns().stream().filter(column -> column.name().equals(name)).findFirst()
        .orElseThrow(() -> new DatabaseException(ErrorCode.INVALID_ARGUMENT,
            "a check of the table " + table.name() + " names the column " + name
                + ", which there is not"));
  }

  private static Class<?> javaType(PortableType type) {
    return switch (type) {
      case BOOLEAN -> Boolean.class;
      case LONG -> Long.class;
      case DOUBLE -> Double.class;
      case DECIMAL -> BigDecimal.class;
      case TEXT -> String.class;
      case UUID -> UUID.class;
      case INSTANT -> Instant.class;
      case DATE -> LocalDate.class;
      case BYTES -> byte[].class;
      case JSON -> Json.class;
      case TEXT_LIST -> List.class;
    };
  }
}
