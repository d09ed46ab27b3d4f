package dev.plinth.mongo;

import dev.plinth.data.Order;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Indexes as MongoDB makes them. */
final class IndexOptions {
  /** Unique keys hold for records in which all of their columns have a value. */
  static final BsonDocument PRESENT = new BsonDocument("$exists", BsonBoolean.TRUE);

  private IndexOptions() {}

  static BsonDocument of(String name, List<Order> columns, boolean unique,
      Predicate<String> required) {
    var key = new BsonDocument();
    columns.forEach(part -> key.put(FieldNames.path(part.field()),
        new BsonInt32(part.descending() ? -1 : 1)));
    var index = new BsonDocument("key", key).append("name", new BsonString(name));
    if (unique) {
      index.put("unique", BsonBoolean.TRUE);
      var partial = new BsonDocument();
      columns.stream().map(Order::field).filter(required.negate())
          .forEach(column -> partial.put(column, PRESENT));
      if (!partial.isEmpty()) {
        index.put("partialFilterExpression", partial);
      }
    }
    return index;
  }
}
