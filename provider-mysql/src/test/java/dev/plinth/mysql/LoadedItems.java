package dev.plinth.mysql;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows with a column of each type, in which there is what a line or a field could end at. */
final class LoadedItems {
  private LoadedItems() {}

  static TableDefinition table(String name) {
    return TableDefinition.named(name).column("id", PortableType.LONG)
        .column("flag", PortableType.BOOLEAN).column("ratio", PortableType.DOUBLE)
        .column("price", PortableType.DECIMAL)
        .column(ColumnDefinition.of("cents", PortableType.DECIMAL).withPrecision(6, 2))
        .column("title", PortableType.TEXT)
        .column(ColumnDefinition.of("code", PortableType.TEXT).withMaxLength(5))
        .column("uid", PortableType.UUID).column("at", PortableType.INSTANT)
        .column("day", PortableType.DATE).column("data", PortableType.BYTES)
        .column("doc", PortableType.JSON).column("tags", PortableType.TEXT_LIST)
        .primaryKey("id");
  }

  static List<Row> rows(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i));
    }
    return rows;
  }

  /** Every seventh value is null, at another place in each column. */
  private static Row row(int i) {
    List<@Nullable Object> values = new ArrayList<>(Arrays.asList(i % 3 == 0, i / 7.0,
        new BigDecimal(i).movePointLeft(i % 20).negate(), new BigDecimal(i % 9999).movePointLeft(2),
        "title " + i + " \u00fc\uD83D\uDE00\u20ac\t\\N\n\r\\", i % 4 == 0 ? "" : "c" + i % 1000,
        new UUID(i, -i),
        Instant.ofEpochSecond(i % 3_000 * 86_400_000L - 62_135_596_800L, i * 1_000L),
        LocalDate.of(1 + i % 9_999, 1 + i % 12, 1 + i % 28),
        new byte[]{(byte) i, 0, '\\', '\n', '\t', (byte) 0xff},
        Json.parse("{\"i\":" + i + ",\"list\":[null,\"\u00fc\\n\\\\\"]}"),
        i % 5 == 0 ? List.of() : List.of("a,b", "", "NULL", "\\N", "{" + i + "}\t")));
    values.set(i % 7, i % 2 == 0 ? null : values.get(i % 7));
    return Row.of("id", i, "flag", values.get(0), "ratio", values.get(1), "price", values.get(2),
        "cents", values.get(3), "title", values.get(4), "code", values.get(5), "uid",
        values.get(6), "at", values.get(7), "day", values.get(8), "data", values.get(9), "doc",
        values.get(10), "tags", values.get(11));
  }
}
