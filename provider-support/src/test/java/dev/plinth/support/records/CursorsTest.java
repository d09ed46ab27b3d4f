package dev.plinth.support.records;

import static dev.plinth.data.Filter.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class CursorsTest {
  private static final List<Order> ORDER = List.of(Order.ascending("a"), Order.descending("b"));
  private static final Query QUERY = Query.from("notes").where(field("c").eq("x"));

  @Test
  void keepsEveryTypeOfValue() {
    for (Object value : List.of(5L, 0.1, new BigDecimal("1.50"), true, UUID.randomUUID(),
        Instant.EPOCH,
        LocalDate.of(2024, 2, 29), "s\u00e9\uD83D\uDE00\"")) {
      String cursor = Cursors.encode(QUERY, ORDER, Row.of("a", value, "b", null));
      assertThat(Cursors.decode(QUERY, ORDER, cursor)).containsExactly(value, null);
    }
    String bytes = Cursors.encode(QUERY, ORDER, Row.of("a", new byte[]{0, -1}, "b", 1));
    assertThat((byte[]) Cursors.decode(QUERY, ORDER, bytes).get(0)).containsExactly(0, -1);
  }

  @Test
  void isRefusedForAnotherQuery() {
    String cursor = Cursors.encode(QUERY, ORDER, Row.of("a", 1, "b", 2));
    refused(Query.from("other").where(field("c").eq("x")), ORDER, cursor);
    refused(QUERY.where(field("c").eq("y")), ORDER, cursor);
    refused(QUERY.where(field("c").eq(1)), ORDER, cursor);
    refused(QUERY, List.of(Order.ascending("a"), Order.ascending("b")), cursor);
  }

  @Test
  void isRefusedWhenDamaged() {
    refused(QUERY, ORDER, "");
    refused(QUERY, ORDER, "not a cursor");
    refused(QUERY, ORDER, Cursors.encode(QUERY, ORDER, Row.of("a", 1, "b", 2)).substring(3));
  }

  private static void refused(Query query, List<Order> order, String cursor) {
    assertThatThrownBy(() -> Cursors.decode(query, order, cursor))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("cursor");
  }
}
