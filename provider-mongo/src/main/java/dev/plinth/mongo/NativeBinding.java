package dev.plinth.mongo;

import static dev.plinth.mongo.NativeText.invalid;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Puts values where parameters stand, so that none is ever taken for an operator, a path or a command.
 *
 * <p>In an expression every value stands behind {@code $literal}. In a condition a document stands behind
 * {@code $eq}. As data it stands as it is. Everywhere else a document, and a text that begins with a dollar,
 * is refused.
 */
final class NativeBinding {
  private static final Set<String> COMPARISONS = Set.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte");
  private static final Set<String> LISTS = Set.of("$in", "$nin", "$all");
  private static final Set<String> JUNCTIONS = Set.of("$and", "$or", "$nor");
  private static final Set<String> PLAIN_STAGES = Set.of("$limit", "$skip", "$sample", "$out",
      "$count", "$sort", "$unwind", "$unset", "$densify", "$fill", "$collStats", "$indexStats");
  private static final Set<String> MODIFIED = Set.of("$pull", "$push", "$addToSet", "$rename",
      "$currentDate", "$pullAll");

  private final @Nullable Object[] values;

  NativeBinding(@Nullable Object[] values) {
    this.values = values;
  }

  BsonDocument command(BsonDocument command) {
    return each(command, this::ofCommand);
  }

  private BsonValue ofCommand(String field, BsonValue value) {
    return switch (field) {
      case "filter", "query", "q", "validator", "partialFilterExpression" -> condition(value);
      case "arrayFilters" -> elements(value, this::condition);
      case "pipeline" -> pipeline(value);
      case "documents" -> data(value);
      case "u", "update" -> value.isString() ? value : update(value);
      case "let", "c", "fields", "projection" -> expression(value);
      default -> nested(value);
    };
  }

  /** Inside of a command: lists of updates, deletes, indexes, and the command that is explained. */
  private BsonValue nested(BsonValue value) {
    if (value.isDocument()) {
      return command(value.asDocument());
    }
    return value.isArray() ? elements(value, this::nested) : plain(value);
  }

  private BsonValue pipeline(BsonValue stages) {
    return elements(stages,
        stage -> stage.isDocument() ? each(stage.asDocument(), this::stage) : plain(stage));
  }

  private BsonValue stage(String name, BsonValue value) {
    return switch (name) {
      case "$match" -> condition(value);
      case "$facet" -> value.isDocument()
          ? each(value.asDocument(), (field, part) -> pipeline(part))
          : plain(value);
      case "$lookup", "$graphLookup", "$unionWith", "$merge", "$geoNear" -> value.isDocument()
          ? each(value.asDocument(), this::ofJoin)
          : plain(value);
      default -> PLAIN_STAGES.contains(name) ? deepPlain(value) : expression(value);
    };
  }

  private BsonValue ofJoin(String field, BsonValue value) {
    return switch (field) {
      case "let", "startWith" -> expression(value);
      case "pipeline" -> pipeline(value);
      case "whenMatched" -> value.isArray() ? pipeline(value) : plain(value);
      case "restrictSearchWithMatch", "query" -> condition(value);
      default -> deepPlain(value);
    };
  }

  private BsonValue condition(BsonValue value) {
    return value.isDocument() ? each(value.asDocument(), this::ofCondition) : plain(value);
  }

  private BsonValue ofCondition(String field, BsonValue value) {
    if (JUNCTIONS.contains(field)) {
      return elements(value, this::condition);
    }
    if (field.equals("$expr")) {
      return expression(value);
    }
    if (field.startsWith("$")) {
      return deepPlain(value);
    }
    if (NativeTemplate.parameter(value) >= 0) {
      BsonValue bound = data(value);
      return bound.isDocument() || bound.isArray() ? new BsonDocument("$eq", bound) : bound;
    }
    return operators(value);
  }

  /** What a field is held against: operators, or a value as it is. */
  private BsonValue operators(BsonValue value) {
    return value.isDocument() && isOperator(value.asDocument())
        ? each(value.asDocument(), this::ofOperator)
        : data(value);
  }

  private BsonValue ofOperator(String operator, BsonValue value) {
    if (COMPARISONS.contains(operator)) {
      return data(value);
    }
    if (LISTS.contains(operator)) {
      return NativeTemplate.parameter(value) >= 0
          ? listed(value)
          : elements(value, this::operators);
    }
    return switch (operator) {
      case "$not" -> NativeTemplate.parameter(value) >= 0 ? plain(value) : operators(value);
      case "$elemMatch" -> value.isDocument() && isOperator(value.asDocument())
          ? operators(value)
          : condition(value);
      default -> deepPlain(value);
    };
  }

  private BsonValue listed(BsonValue parameter) {
    BsonValue bound = data(parameter);
    boolean texts = bound.isArray() && bound.asArray().stream().noneMatch(
        element -> element.isDocument() || element.isArray());
    return texts ? bound : plain(parameter);
  }

  private BsonValue expression(BsonValue value) {
    if (NativeTemplate.parameter(value) >= 0) {
      return new BsonDocument("$literal", data(value));
    }
    if (value.isDocument()) {
      return each(value.asDocument(), (field, part) -> field.equals("$literal")
          ? data(part)
          : expression(part));
    }
    return value.isArray() ? elements(value, this::expression) : value;
  }

  private BsonValue update(BsonValue value) {
    if (value.isArray()) {
      return pipeline(value);
    }
    if (NativeTemplate.parameter(value) >= 0) {
      return record(value);
    }
    return value.isDocument()
        ? each(value.asDocument(), this::ofUpdate)
        : value;
  }

  private BsonValue ofUpdate(String operator, BsonValue value) {
    if (!operator.startsWith("$")) {
      return data(value);
    }
    if (NativeTemplate.parameter(value) >= 0) {
      return plain(value);
    }
    return MODIFIED.contains(operator) ? modified(value) : data(value);
  }

  /** Where a document may hold modifiers such as {@code $each}, or a condition. */
  private BsonValue modified(BsonValue value) {
    if (NativeTemplate.parameter(value) >= 0) {
      return record(value);
    }
    if (value.isDocument()) {
      return each(value.asDocument(), (field, part) -> modified(part));
    }
    return value.isArray() ? elements(value, this::modified) : value;
  }

  /** A document without operators of its own. */
  private BsonValue record(BsonValue parameter) {
    BsonValue bound = data(parameter);
    return bound.isDocument() && bound.asDocument().keySet().stream()
        .anyMatch(name -> name.startsWith("$")) ? plain(parameter) : bound;
  }

  private BsonValue data(BsonValue value) {
    int parameter = NativeTemplate.parameter(value);
    if (parameter >= 0) {
      return bound(parameter);
    }
    if (value.isDocument()) {
      return each(value.asDocument(), (field, part) -> data(part));
    }
    return value.isArray() ? elements(value, this::data) : value;
  }

  private BsonValue deepPlain(BsonValue value) {
    if (value.isDocument()) {
      return each(value.asDocument(), (field, part) -> deepPlain(part));
    }
    return value.isArray() ? elements(value, this::deepPlain) : plain(value);
  }

  private BsonValue plain(BsonValue value) {
    int parameter = NativeTemplate.parameter(value);
    if (parameter < 0) {
      return value;
    }
    BsonValue bound = bound(parameter);
    boolean mayMean = bound.isDocument()
        || (bound.isArray() && bound.asArray().stream().anyMatch(NativeBinding::mayMean))
        || mayMean(bound);
    if (mayMean) {
      throw invalid(
          "a document, or a text that begins with $, cannot be bound here, where it could be "
              + "taken for an operator; bind the values in it");
    }
    return bound;
  }

  private static boolean mayMean(BsonValue value) {
    return value.isDocument() || value.isArray()
        || (value.isString() && value.asString().getValue().startsWith("$"));
  }

  private BsonValue bound(int parameter) {
    if (parameter >= values.length) {
      throw invalid("a parameter of the statement has no value");
    }
    return BsonValues.of(values[parameter]);
  }

  private static boolean isOperator(BsonDocument document) {
    return !document.isEmpty() && document.getFirstKey().startsWith("$");
  }

  private static BsonDocument each(BsonDocument document,
      BiFunction<String, BsonValue, BsonValue> binding) {
    var bound = new BsonDocument(document.size());
    document.forEach((field, value) -> bound.put(field, binding.apply(field, value)));
    return bound;
  }

  private BsonValue elements(BsonValue value,
      Function<BsonValue, BsonValue> binding) {
    if (!value.isArray()) {
      return plain(value);
    }
    List<BsonValue> bound = value.asArray().stream().map(binding).toList();
    return new BsonArray(bound);
  }
}
