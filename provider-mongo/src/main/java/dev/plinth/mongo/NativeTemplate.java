package dev.plinth.mongo;

import static dev.plinth.mongo.NativeText.invalid;

import dev.plinth.data.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonSymbol;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A native statement taken apart, its parameters still open.
 *
 * @param root a command, or a pipeline
 * @param parameters the names of the parameters, or their numbers from 1; empty texts for question marks
 */
record NativeTemplate(BsonValue root, List<String> parameters, boolean named, boolean numbered) {
  private static final String FROM = "$from";

  /** As the command that is sent. A pipeline names its collection in a first stage of our own, {@code $from}. */
  BsonDocument command() {
    if (root.isDocument()) {
      return root.asDocument();
    }
    List<BsonValue> stages = new ArrayList<>(root.asArray());
    BsonValue from = stages.isEmpty() || !stages.get(0).isDocument()
        ? null
        : stages.get(0).asDocument().get(FROM);
    if (from == null || !from.isString() || stages.get(0).asDocument().size() != 1) {
      throw invalid("a pipeline begins with {\"$from\": \"collection\"}; "
          + "or write {\"aggregate\": \"collection\", \"pipeline\": [...]}");
    }
    return new BsonDocument("aggregate", new BsonString(from.asString().getValue()))
        .append("pipeline", new BsonArray(stages.subList(1, stages.size())));
  }

  /** The command with the values of a statement in it. */
  BsonDocument bind(Statement statement) {
    BsonDocument command = command();
    // A copy in any case: the template is kept, and what is sent may be completed.
    return new NativeBinding(values(statement)).command(command);
  }

  private @Nullable Object[] values(Statement statement) {
    return named || !statement.named().isEmpty()
        ? byName(statement.named(), statement.positional())
        : byPosition(statement.positional());
  }

  private @Nullable Object[] byName(Map<String, @Nullable Object> values, List<?> positional) {
    if (!named || !positional.isEmpty()) {
      throw invalid("the statement has parameters by " + (named ? "name" : "position")
          + ", and the values were given the other way"
          + (named ? "" : ": " + String.join(", ", values.keySet())));
    }
    @Nullable
    Object[] bound = new @Nullable Object[parameters.size()];
    for (int i = 0; i < bound.length; i++) {
      if (!values.containsKey(parameters.get(i))) {
        throw invalid("the parameter :" + parameters.get(i) + " has no value");
      }
      bound[i] = values.get(parameters.get(i));
    }
    Set<String> spare = new HashSet<>(values.keySet());
    spare.removeAll(parameters);
    if (!spare.isEmpty()) {
      throw invalid("the statement has no parameter named " + String.join(", ", spare));
    }
    return bound;
  }

  private @Nullable Object[] byPosition(List<@Nullable Object> values) {
    int wanted = numbered
        ? parameters.stream().mapToInt(Integer::parseInt).max().orElse(0)
        : parameters.size();
    boolean allUsed = !numbered || (parameters.size() == wanted && !parameters.contains("0"));
    if (values.size() != wanted || !allUsed) {
      throw invalid("the statement has " + parameters.size() + " parameters by position, but "
          + values.size() + " values were given");
    }
    @Nullable
    Object[] bound = new @Nullable Object[parameters.size()];
    for (int i = 0; i < bound.length; i++) {
      bound[i] = values.get(numbered ? Integer.parseInt(parameters.get(i)) - 1 : i);
    }
    return bound;
  }

  /** The number of the parameter that stands here; negative where none does. */
  static int parameter(BsonValue value) {
    return value instanceof BsonSymbol symbol ? number(symbol.getSymbol()) : -1;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException foreign) {
      throw invalid("a symbol, an obsolete type, cannot stand in a statement");
    }
  }
}
