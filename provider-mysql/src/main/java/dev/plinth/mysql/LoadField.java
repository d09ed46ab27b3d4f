package dev.plinth.mysql;

import dev.plinth.data.Columns;
import dev.plinth.data.Json;
import dev.plinth.jdbc.Codecs;
import dev.plinth.jdbc.DecimalShape;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the values of a column are written for LOAD DATA: the server reads them as it reads literals. */
@FunctionalInterface
interface LoadField {
  /** Adds a value. Fails as binding it would. */
  void add(LoadBuffer out, Object value);

  /** The fields of rows with these columns; null where one of them is of a kind that is not known here. */
  static LoadField @Nullable [] of(TableSchema table, Columns columns) {
    if (table.description().kind() != TableKind.TABLE) {
      return null;
    }
    var fields = new LoadField[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      ColumnDescription column = table.column(columns.name(i));
      LoadField field = column == null || column.generated() ? null : of(column);
      if (field == null) {
        return null;
      }
      fields[i] = field;
    }
    return fields;
  }

  private static @Nullable LoadField of(ColumnDescription column) {
    PortableType type = column.type();
    String name = column.nativeType().toLowerCase(Locale.ROOT);
    return type == null ? null : switch (type) {
      case BOOLEAN -> name.startsWith("tinyint") ? LoadField::flag : null;
      case LONG, DOUBLE -> (out, value) -> out.plain(value.toString());
      case DECIMAL -> decimal(name.startsWith("bigint")
          ? new DecimalShape(20, 0)
          : DecimalShape.ofType(name));
      case TEXT -> text(name);
      case UUID -> (out, value) -> out.plain(((UUID) value).toString());
      case INSTANT -> (out, value) -> out.dateTime(MysqlCodecs.local((Instant) value));
      case DATE -> (out, value) -> out.date(MysqlCodecs.within((LocalDate) value));
      case BYTES -> (out, value) -> out.hex((byte[]) value);
      case JSON -> (out, value) -> out.text(((Json) value).text());
      case TEXT_LIST -> (out, value) -> out.text(Json.of(value).text());
    };
  }

  private static void flag(LoadBuffer out, Object value) {
    out.plain((Boolean) value ? "1" : "0");
  }

  private static LoadField decimal(DecimalShape shape) {
    return (out, value) -> out.plain(shape.fit((BigDecimal) value).toPlainString());
  }

  /** Of a list of words a text may also mean the position of one. */
  private static @Nullable LoadField text(String name) {
    if (name.startsWith("enum") || name.startsWith("set")) {
      return null;
    }
    int most = name.startsWith("varchar") || name.startsWith("char")
        ? DecimalShape.ofType(name).precision()
        : 0;
    return (out, value) -> out
        .text(most == 0 ? (String) value : Codecs.within(most, (String) value));
  }
}
