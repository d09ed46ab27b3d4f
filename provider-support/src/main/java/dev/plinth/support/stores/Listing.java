package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.support.engine.Found;
import dev.plinth.support.records.Cursors;
import dev.plinth.support.records.Keyset;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A listing page by page. Each page starts behind the last record of the one before, whatever was added or
 * deleted meanwhile.
 */
final class Listing<T> {
  /** A page whose records are larger than this together ends early, and has a cursor. */
  private static final long MAX_BYTES = 64L * 1024 * 1024;

  private final Query query;
  private final List<Class<?>> types;
  private final Function<Row, T> reader;

  /** A listing in ascending order; no two records are equal in all of the columns, and none is null. */
  private Listing(Query query, List<Class<?>> types, Function<Row, T> reader) {
    this.query = query;
    this.types = types;
    this.reader = reader;
  }

  /** A listing in the order of creation, and then of the id. */
  static <T> Listing<T> byCreation(String table, Function<Row, T> reader) {
    Query query = Query.from(table).orderBy("created_at").orderBy("id");
    return new Listing<>(query, List.of(Instant.class, UUID.class), reader);
  }

  /** A listing in the order of columns of these types. */
  static <T> Listing<T> by(Query ordered, Function<Row, T> reader, Class<?>... types) {
    return new Listing<>(ordered, Arrays.asList(types), reader);
  }

  /** Work that reads a page. Fails with {@link ErrorCode#INVALID_ARGUMENT} for a cursor of another listing. */
  TableWork<Page<T>> page(Filter where, PageRequest request) {
    Query all = query.where(where);
    String cursor = request.cursor();
    Query part = cursor == null ? all : all.where(where.and(behind(all, cursor)));
    Query limited = part.limit(request.limit());
    var limits = new Limits(request.limit(), MAX_BYTES);
    return session -> page(all, session.find(limited, limits));
  }

  private Page<T> page(Query all, Found found) {
    List<T> items = found.rows().stream().map(reader).toList();
    return found.truncated()
        ? new Page<>(items,
            Optional.of(Cursors.encode(all, all.order(), position(found.rows().getLast()))))
        : Page.last(items);
  }

  /** The columns of the order, in their types also where the backend has none. */
  private Row position(Row last) {
    var position = new LinkedHashMap<String, Object>();
    for (int i = 0; i < types.size(); i++) {
      String column = query.order().get(i).field();
      position.put(column, last.optional(column, types.get(i)).orElseThrow());
    }
    return Row.ofMap(position);
  }

  /** The first condition follows from the second, and lets an index be entered there. */
  private Filter behind(Query all, String cursor) {
    List<Order> order = all.order();
    List<@Nullable Object> values = Cursors.decode(all, order, cursor);
    for (int i = 0; i < types.size(); i++) {
      if (!types.get(i).isInstance(values.get(i))) {
        throw StoreArguments.invalid("the cursor was altered; start again without a cursor");
      }
    }
    Object first = Objects.requireNonNull(values.get(0));
    return field(order.get(0).field()).gte(first).and(Keyset.after(order, values));
  }
}
