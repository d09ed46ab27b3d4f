package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a page is read: with the primary key appended to the order, so that every record has its place,
 * and with the columns of the order, so that a cursor can be made of the last row.
 */
final class PagePlan {
  private final TableSchema table;
  private final Query asked;
  private final Query sent;
  private final List<Order> order;

  private PagePlan(TableSchema table, Query asked, Query sent, List<Order> order) {
    this.table = table;
    this.asked = asked;
    this.sent = sent;
    this.order = order;
  }

  /** A plan for a checked query. */
  static PagePlan of(TableSchema table, Query query, Limits limits) {
    List<Order> order = totalOrder(table, query);
    Filter where =
        query.cursor() == null ? query.where() : after(table, query, order, query.cursor());
    int limit =
        query.limit() == null ? limits.maxRows() : Math.min(query.limit(), limits.maxRows());
    var sent =
        new Query(query.table(), selected(query, order), where, order, limit, query.offset(), null);
    return new PagePlan(table, query, sent, order);
  }

  Rows run(Session session, Limits limits) {
    Found found = session.find(table, sent, limits);
    boolean hidden = sent.select().size() > asked.select().size();
    Columns columns = hidden ? Columns.of(asked.select()) : found.columns();
    List<Row> rows =
        hidden ? found.rows().stream().map(row -> projected(columns, row)).toList() : found.rows();
    return Rows.of(columns, rows, found.truncated(), found.truncated() ? cursor(found) : null);
  }

  private @Nullable String cursor(Found found) {
    if (table.primaryKey().isEmpty() || found.rows().isEmpty()) {
      return null;
    }
    return Cursors.encode(asked, order, found.rows().get(found.rows().size() - 1));
  }

  private static Row projected(Columns columns, Row row) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(columns.name(i)).orElse(null);
    }
    return Row.owning(columns, values);
  }

  private static List<Order> totalOrder(TableSchema table, Query query) {
    var order = new ArrayList<>(query.order());
    for (String key : table.primaryKey()) {
      if (query.order().stream().noneMatch(part -> part.field().equals(key))) {
        order.add(Order.ascending(key));
      }
    }
    return order;
  }

  private static List<String> selected(Query query, List<Order> order) {
    if (query.select().isEmpty()) {
      return query.select();
    }
    var columns = new ArrayList<>(query.select());
    for (Order part : order) {
      if (!columns.contains(part.field())) {
        columns.add(part.field());
      }
    }
    return columns;
  }

  private static Filter after(TableSchema table, Query query, List<Order> order, String cursor) {
    if (table.primaryKey().isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the table " + table.name()
              + " has no primary key, so its records cannot be paged by a cursor; use an offset");
    }
    Filter beyond = Keyset.after(order, Cursors.decode(query, order, cursor));
    return query.where() instanceof Filter.All
        ? beyond
        : new Filter.And(List.of(query.where(), beyond));
  }
}
