package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.IndexDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Indexes as MongoDB makes them, and as it lists them. */
final class IndexOptions {
  /** Unique keys hold for records in which all of their columns have a value. */
  private static final BsonDocument PRESENT = new BsonDocument("$exists", BsonBoolean.TRUE);
  private static final String PARTIAL = "partialFilterExpression";
  private static final String EXPIRE = "expireAfterSeconds";
  private static final String TEXT = "text";
  /** The columns of an index for words as the server lists it. */
  private static final String WEIGHTS = "weights";

  private IndexOptions() {}

  /** The index of a key. */
  static BsonDocument ofKey(String name, List<String> columns, Predicate<String> required) {
    var index = new IndexDefinition(name, "", columns.stream().map(Order::ascending).toList(),
        true);
    return document(index, present(index, required));
  }

  static BsonDocument of(IndexDefinition index, MongoTable table) {
    var conditions = new ArrayList<BsonDocument>();
    if (!(index.where() instanceof Filter.All)) {
      conditions.add(condition(table, index.where()));
    }
    BsonDocument present = present(index, table::required);
    if (!present.isEmpty()) {
      conditions.add(present);
    }
    return document(index, switch (conditions.size()) {
      case 0 -> new BsonDocument();
      case 1 -> conditions.getFirst();
      default -> new BsonDocument("$and", new BsonArray(conditions));
    });
  }

  private static BsonDocument document(IndexDefinition index, BsonDocument partial) {
    var key = new BsonDocument();
    index.columns().forEach(part -> key.put(FieldNames.path(part.field()), index.text()
        ? new BsonString(TEXT)
        : new BsonInt32(part.descending() ? -1 : 1)));
    var document = new BsonDocument("key", key).append("name", new BsonString(index.name()));
    if (index.unique()) {
      document.put("unique", BsonBoolean.TRUE);
    }
    if (!partial.isEmpty()) {
      document.put(PARTIAL, partial);
    }
    Duration expireAfter = index.expireAfter();
    if (expireAfter != null) {
      document.put(EXPIRE, new BsonInt64(expireAfter.toSeconds()));
    }
    return document;
  }

  private static BsonDocument present(IndexDefinition index, Predicate<String> required) {
    var present = new BsonDocument();
    if (index.unique()) {
      index.columns().stream().map(Order::field).filter(required.negate())
          .forEach(column -> present.put(column, PRESENT));
    }
    return present;
  }

  /** MongoDB takes some conditions alone for an index. */
  private static BsonDocument condition(MongoTable table, Filter filter) {
    return switch (filter) {
      case Filter.And and -> joined("$and", table, and.filters());
      case Filter.Or or -> joined("$or", table, or.filters());
      case Filter.Comparison known when known.comparator() != Filter.Comparator.NOT_EQUALS ->
          Filters.of(table, known);
      case Filter.Membership known when !known.negated() -> Filters.of(table, known);
      case Filter.NullCheck known when known.negated() ->
          new BsonDocument(FieldNames.path(known.field()), PRESENT);
      default -> throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "an index of MongoDB holds the records that meet eq, in, lt, lte, gt, gte and isNotNull, "
              + "joined by and and or; state the condition by these");
    };
  }

  private static BsonDocument joined(String operator, MongoTable table, List<Filter> filters) {
    return new BsonDocument(operator,
        new BsonArray(filters.stream().map(part -> condition(table, part)).toList()));
  }

  /** An index as the server lists it. */
  static IndexDescription described(BsonDocument index) {
    boolean text = index.containsKey(WEIGHTS)
        || index.getDocument("key").containsValue(new BsonString(TEXT));
    var columns = new ArrayList<Order>();
    index.getDocument(index.containsKey(WEIGHTS) ? WEIGHTS : "key")
        .forEach((field, kind) -> columns.add(
            new Order(field, kind.isNumber() && kind.asNumber().doubleValue() < 0)));
    String name = index.getString("name").getValue();
    boolean id = name.equals("_id_");
    return new IndexDescription(name, columns,
        id || BsonBoolean.TRUE.equals(index.get("unique")), id || name.equals(MongoCatalog.PRIMARY),
        isPartial(index), expireAfter(index), text);
  }

  /** A unique index that leaves out nulls alone is a key as SQL has it. */
  private static boolean isPartial(BsonDocument index) {
    BsonDocument filter = index.getDocument(PARTIAL, new BsonDocument());
    return filter.entrySet().stream()
        .anyMatch(entry -> !index.containsKey("unique")
            || !index.getDocument("key").containsKey(entry.getKey())
            || !PRESENT.equals(entry.getValue()));
  }

  private static @Nullable Duration expireAfter(BsonDocument index) {
    return index.containsKey(EXPIRE)
        ? Duration.ofSeconds(index.getNumber(EXPIRE).longValue())
        : null;
  }
}
