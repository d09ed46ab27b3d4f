package dev.plinth.mongo;

import dev.plinth.data.Aggregation;
import dev.plinth.data.Aggregation.Function;
import dev.plinth.data.Aggregation.Measure;
import dev.plinth.data.Columns;
import dev.plinth.data.Order;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Numbers about groups, as a pipeline. Inside it groups and numbers have names of our own, so that no name of
 * a caller stands in it. Whole numbers are summed as decimals: MongoDB would go on in floating point where
 * their type ends.
 */
final class Aggregations {
  private static final String GROUP = "g";
  private static final String MEASURE = "m";
  private static final String PRESENT = "n";

  private final MongoTable table;
  private final Aggregation aggregation;

  Aggregations(MongoTable table, Aggregation aggregation) {
    this.table = table;
    this.aggregation = aggregation;
  }

  Columns columns() {
    var names = new ArrayList<>(aggregation.groupBy());
    aggregation.measures().forEach(measure -> names.add(measure.as()));
    return Columns.of(names);
  }

  List<BsonDocument> pipeline(int limit) {
    var stages = new ArrayList<BsonDocument>();
    BsonDocument where = Filters.of(table, aggregation.where());
    if (!where.isEmpty()) {
      stages.add(new BsonDocument("$match", where));
    }
    stages.add(new BsonDocument("$group", groups()));
    stages.add(new BsonDocument("$project", answer()));
    if (!aggregation.order().isEmpty()) {
      stages.add(new BsonDocument("$sort", order()));
    }
    stages.add(new BsonDocument("$limit", new BsonInt64(limit)));
    return stages;
  }

  private BsonDocument groups() {
    var id = new BsonDocument();
    for (int i = 0; i < aggregation.groupBy().size(); i++) {
      String column = aggregation.groupBy().get(i);
      id.put(GROUP + i, isBytes(column) ? HexText.of(reference(column)) : orNull(column));
    }
    var groups = new BsonDocument(MongoTable.ID, id.isEmpty() ? BsonNull.VALUE : id);
    for (int i = 0; i < aggregation.measures().size(); i++) {
      Measure measure = aggregation.measures().get(i);
      groups.put(MEASURE + i, accumulator(measure));
      if (measure.function() == Function.SUM) {
        groups.put(PRESENT + i, countPresent(measure.column()));
      }
    }
    return groups;
  }

  private BsonDocument accumulator(Measure measure) {
    String column = measure.column();
    if (column == null) {
      return new BsonDocument("$sum", new BsonInt64(1));
    }
    return switch (measure.function()) {
      case COUNT -> countPresent(column);
      case SUM -> new BsonDocument("$sum", exact(column));
      case AVG -> new BsonDocument("$avg", exact(column));
      case MIN -> new BsonDocument("$min", ordered(column));
      case MAX -> new BsonDocument("$max", ordered(column));
    };
  }

  private BsonValue ordered(String column) {
    return isBytes(column) ? HexText.of(reference(column)) : reference(column);
  }

  private boolean isBytes(String column) {
    return table.type(column) == PortableType.BYTES;
  }

  private BsonValue exact(String column) {
    return table.type(column) == PortableType.LONG
        ? new BsonDocument("$toDecimal", reference(column))
        : reference(column);
  }

  private static BsonDocument countPresent(@Nullable String column) {
    var isNull = new BsonDocument("$eq",
        new BsonArray(List.of(orNull(String.valueOf(column)), BsonNull.VALUE)));
    return new BsonDocument("$sum", new BsonDocument("$cond",
        new BsonArray(List.of(isNull, new BsonInt64(0), new BsonInt64(1)))));
  }

  private BsonDocument answer() {
    var answer = new BsonDocument(MongoTable.ID, new BsonInt32(0));
    for (int i = 0; i < aggregation.groupBy().size(); i++) {
      answer.put(GROUP + i, new BsonString("$_id." + GROUP + i));
    }
    for (int i = 0; i < aggregation.measures().size(); i++) {
      answer.put(MEASURE + i, aggregation.measures().get(i).function() == Function.SUM
          ? nullWithoutValues(i)
          : new BsonString("$" + MEASURE + i));
    }
    return answer;
  }

  private static BsonDocument nullWithoutValues(int measure) {
    var none = new BsonDocument("$eq",
        new BsonArray(List.of(new BsonString("$" + PRESENT + measure), new BsonInt64(0))));
    return new BsonDocument("$cond", new BsonArray(
        List.of(none, BsonNull.VALUE, new BsonString("$" + MEASURE + measure))));
  }

  private BsonDocument order() {
    List<String> names = columns().names();
    var order = new BsonDocument();
    for (Order part : aggregation.order()) {
      int position = names.indexOf(part.field());
      int groups = aggregation.groupBy().size();
      order.put(position < groups ? GROUP + position : MEASURE + (position - groups),
          new BsonInt32(part.descending() ? -1 : 1));
    }
    return order;
  }

  Row row(Columns columns, BsonDocument group) {
    int groups = aggregation.groupBy().size();
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < groups
          ? read(table.type(aggregation.groupBy().get(i)), group.get(GROUP + i))
          : measured(aggregation.measures().get(i - groups), group.get(MEASURE + (i - groups)));
    }
    return Row.owning(columns, values);
  }

  /** The one group of nothing, which MongoDB leaves out. */
  Row ofNothing(Columns columns) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = aggregation.measures().get(i).function() == Function.COUNT ? 0L : null;
    }
    return Row.owning(columns, values);
  }

  private @Nullable Object measured(Measure measure, @Nullable BsonValue value) {
    String column = measure.column();
    PortableType type = column == null ? PortableType.LONG : table.type(column);
    return switch (measure.function()) {
      case COUNT -> PortableValues.of(PortableType.LONG, value);
      case MIN, MAX -> read(type, value);
      case SUM -> sum(type, PortableValues.of(null, value));
      case AVG -> average(type, PortableValues.of(null, value));
    };
  }

  private static @Nullable Object read(@Nullable PortableType type, @Nullable BsonValue value) {
    return type == PortableType.BYTES && value != null && value.isString()
        ? HexFormat.of().parseHex(value.asString().getValue().toLowerCase(Locale.ROOT))
        : PortableValues.of(type, value);
  }

  private static @Nullable Object sum(@Nullable PortableType type, @Nullable Object sum) {
    return type == PortableType.LONG && sum instanceof BigDecimal number
        && PortableValues.fitsLong(number) ? (Object) number.longValueExact() : sum;
  }

  private static @Nullable Object average(@Nullable PortableType type, @Nullable Object mean) {
    return type == PortableType.LONG && mean instanceof BigDecimal number
        ? (Object) number.doubleValue()
        : mean;
  }

  private static BsonString reference(String column) {
    return new BsonString("$" + FieldNames.path(column));
  }

  private static BsonDocument orNull(String column) {
    return new BsonDocument("$ifNull", new BsonArray(List.of(reference(column), BsonNull.VALUE)));
  }
}
