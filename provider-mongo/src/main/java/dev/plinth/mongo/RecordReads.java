package dev.plinth.mongo;

import com.mongodb.client.AggregateIterable;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import com.mongodb.client.model.CountOptions;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.TreeQuery;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.RowCursor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.jspecify.annotations.Nullable;

/** Reads of records. */
final class RecordReads {
  private static final int BATCH = 1_000;
  private static final int STREAM_BATCH = 256;
  private static final String HEX = "plinth_hex_";

  private final MongoCommands commands;

  RecordReads(MongoCommands commands) {
    this.commands = commands;
  }

  Found find(MongoTable table, Query query, Limits limits) {
    BoundedRows bound = BoundedRows.of(query.limit(), limits);
    return commands.talk().send(Effect.READ, () -> {
      MongoIterable<BsonDocument> found =
          found(commands.talk().collection(table.name()), table, query, bound.asked())
              .batchSize(Math.min(bound.asked(), BATCH));
      return read(table, query, found, bound);
    });
  }

  private static Found read(MongoTable table, Query query, MongoIterable<BsonDocument> found,
      BoundedRows bound) {
    Columns columns = columns(table, query);
    try (MongoCursor<BsonDocument> cursor = found.iterator()) {
      return columns == null
          ? DocumentRows.read(cursor, bound)
          : bound.read(columns, rows(cursor, document -> row(table, columns, document)));
    }
  }

  Optional<Row> findOne(MongoTable table, Query query) {
    return commands.talk().send(Effect.READ, () -> {
      MongoIterable<BsonDocument> found =
          found(commands.talk().collection(table.name()), table, query, 1);
      return Optional.ofNullable(found.first());
    }).map(document -> row(table, columns(table, query), document));
  }

  RowCursor open(MongoTable table, Query query) {
    Columns columns = columns(table, query);
    return commands.talk().send(Effect.READ, () -> {
      MongoIterable<BsonDocument> found =
          found(commands.talk().collectionOfStream(table.name()), table, query,
              query.limit() == null ? 0 : query.limit()).batchSize(STREAM_BATCH);
      return new MongoRowCursor(commands.talk(), found.iterator(),
          document -> row(table, columns, document));
    });
  }

  /** The documents of a query. The driver passes over fewer than two thousand million in a find. */
  private MongoIterable<BsonDocument> found(MongoCollection<BsonDocument> collection,
      MongoTable table, Query query, int limit) {
    BsonDocument where = Filters.of(table, query.where());
    boolean bytes = query.order().stream()
        .anyMatch(part -> table.type(part.field()) == PortableType.BYTES);
    if (bytes || query.offset() > Integer.MAX_VALUE) {
      return piped(collection, table, query, where, limit);
    }
    FindIterable<BsonDocument> found = commands.find(collection, where);
    if (!query.order().isEmpty()) {
      found.sort(order(query.order()));
    }
    if (!query.select().isEmpty()) {
      found.projection(projection(query.select()));
    }
    return found.skip((int) query.offset()).limit(limit);
  }

  /** What a find cannot do: a long way to pass over, and an order of bytes. */
  private AggregateIterable<BsonDocument> piped(MongoCollection<BsonDocument> collection,
      MongoTable table, Query query, BsonDocument where, int limit) {
    var stages = new ArrayList<BsonDocument>();
    stages.add(new BsonDocument("$match", where));
    if (!query.order().isEmpty()) {
      var texts = new BsonDocument();
      var order = new ArrayList<Order>();
      for (Order part : query.order()) {
        boolean bytes = table.type(part.field()) == PortableType.BYTES;
        String text = HEX + texts.size();
        order.add(bytes ? new Order(text, part.descending()) : part);
        if (bytes) {
          texts.put(text, HexText.of(MongoTable.reference(FieldNames.path(part.field()))));
        }
      }
      if (!texts.isEmpty()) {
        stages.add(new BsonDocument("$addFields", texts));
      }
      stages.add(new BsonDocument("$sort", order(order)));
    }
    stages.add(new BsonDocument("$skip", new BsonInt64(query.offset())));
    if (limit > 0) {
      stages.add(new BsonDocument("$limit", new BsonInt64(limit)));
    }
    return commands.aggregate(collection, stages);
  }

  private static BsonDocument order(List<Order> order) {
    var sort = new BsonDocument();
    order.forEach(part -> sort.putIfAbsent(FieldNames.path(part.field()),
        new BsonInt32(part.descending() ? -1 : 1)));
    return sort;
  }

  /** Whole fields: of two paths into one document MongoDB takes one alone. */
  private static BsonDocument projection(List<String> select) {
    var projection = new BsonDocument();
    select.forEach(path -> projection.put(FieldNames.root(FieldNames.path(path)),
        new BsonInt32(1)));
    projection.putIfAbsent(MongoTable.ID, new BsonInt32(0));
    return projection;
  }

  /** The columns of the answer; null where each document has its own. */
  private static @Nullable Columns columns(MongoTable table, Query query) {
    if (!query.select().isEmpty()) {
      return Columns.of(query.select());
    }
    return table.declared() ? table.columns() : null;
  }

  static Row row(MongoTable table, @Nullable Columns columns, BsonDocument document) {
    if (columns == null) {
      return PortableValues.row(document);
    }
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = table.value(document, columns.name(i));
    }
    return Row.owning(columns, values);
  }

  long count(MongoTable table, Filter where) {
    return commands.count(table.name(), Filters.of(table, where), new CountOptions());
  }

  boolean exists(MongoTable table, Filter where) {
    return commands.talk().send(Effect.READ,
        () -> commands.find(commands.talk().collection(table.name()), Filters.of(table, where))
            .projection(new BsonDocument(MongoTable.ID, new BsonInt32(1))).first() != null);
  }

  Found aggregate(MongoTable table, Aggregation aggregation, Limits limits) {
    var groups = new Aggregations(table, aggregation);
    BoundedRows bound = BoundedRows.of(aggregation.limit(), limits);
    Columns columns = groups.columns();
    Found found = aggregated(table, groups.pipeline(bound.asked()), bound, columns,
        group -> groups.row(columns, group));
    return found.rows().isEmpty() && aggregation.groupBy().isEmpty()
        ? new Found(columns, List.of(groups.ofNothing(columns)), false)
        : found;
  }

  Found walk(MongoTable table, TreeQuery tree, boolean down, Limits limits) {
    var walk = new Trees(table, tree);
    BoundedRows bound = BoundedRows.of(null, limits);
    Columns columns = walk.columns(table.columns());
    return aggregated(table, walk.pipeline(down, bound.asked()), bound, columns,
        document -> walk.row(columns, document));
  }

  private Found aggregated(MongoTable table, List<BsonDocument> pipeline, BoundedRows bound,
      Columns columns, Function<BsonDocument, Row> reading) {
    return commands.talk().send(Effect.READ, () -> {
      try (MongoCursor<BsonDocument> cursor =
          commands.aggregate(commands.talk().collection(table.name()), pipeline).iterator()) {
        return bound.read(columns, rows(cursor, reading));
      }
    });
  }

  static Iterator<Row> rows(Iterator<BsonDocument> documents,
      Function<BsonDocument, Row> reading) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return documents.hasNext();
      }

      @Override
      public Row next() {
        return reading.apply(documents.next());
      }
    };
  }

  /** Rows of documents that need not have the same fields. */
  static final class DocumentRows {
    private DocumentRows() {}

    static Found read(Iterator<BsonDocument> documents, BoundedRows bound) {
      var own = new ArrayList<Row>();
      boolean truncated = bound.fill(own, rows(documents, PortableValues::row));
      var names = new LinkedHashSet<String>();
      own.forEach(row -> names.addAll(row.names()));
      Columns columns = Columns.of(List.copyOf(names));
      return new Found(columns, own.stream().map(row -> widened(columns, row)).toList(),
          truncated);
    }

    private static Row widened(Columns columns, Row row) {
      if (row.columns().equals(columns)) {
        return row;
      }
      @Nullable
      Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        String name = columns.name(i);
        values[i] = row.has(name) ? row.value(name).orElse(null) : null;
      }
      return Row.owning(columns, values);
    }
  }
}
