package dev.plinth.mongo;

import dev.plinth.support.engine.StatementNames;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * What a command names. The name of a collection is always a text of the command, never part of one: so every
 * text is mentioned, and the collections stand where commands and stages have them.
 */
final class NativeNames {
  /** They tell of every collection and name none. */
  private static final Set<String> OF_ALL = Set.of("listCollections", "dropDatabase");
  /** Whose value is the one collection that they use, beside those of a pipeline. */
  private static final Set<String> OF_ONE = Set.of("find", "count", "distinct", "aggregate",
      "insert", "update", "delete", "findAndModify", "findandmodify", "collStats", "collstats",
      "listIndexes", "create", "createIndexes", "dropIndexes", "deleteIndexes", "drop", "collMod");
  private static final Set<String> OF_NONE =
      Set.of("ping", "hello", "buildInfo", "buildinfo", "dbStats", "dbstats");
  /** Behind these the name of a collection may stand. */
  private static final Set<String> PLACES = Set.of("from", "into", "coll", "viewOn", "to",
      "toCollection", "$unionWith", "$out", "$merge", "$lookup", "$graphLookup");
  private static final String INTO = "into";
  private static final String PIPELINE = "pipeline";

  private final Set<String> words = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();
  private final Set<String> tables = new HashSet<>();
  private boolean certain = true;
  private boolean open;

  private NativeNames() {}

  /** Empty where its collections may be any: they are parameters, or it tells of all. */
  static Optional<StatementNames> of(BsonDocument command) {
    var names = new NativeNames();
    names.command(command);
    return names.open
        ? Optional.empty()
        : Optional.of(new StatementNames(names.words, names.mentioned,
            names.certain ? names.tables : null));
  }

  private void command(BsonDocument command) {
    String name = command.getFirstKey();
    BsonValue target = command.get(name, BsonNull.VALUE);
    words(name);
    if (name.equalsIgnoreCase("findAndModify")) {
      words.add(command.containsKey("remove") ? "DELETE" : "UPDATE");
    }
    open |= OF_ALL.contains(name);
    if (name.equals("explain") && target.isDocument() && !target.asDocument().isEmpty()) {
      command(target.asDocument());
      return;
    }
    mention(command);
    if (OF_ONE.contains(name)) {
      // Some take the UUID of a collection too, which tells nothing of its name.
      open |= !target.isString() && !(name.equals("aggregate") && target.isNumber());
      table(target, false);
      table(command.get("viewOn", BsonNull.VALUE), false);
      pipeline(command.get(PIPELINE, BsonNull.VALUE));
    } else {
      certain &= OF_NONE.contains(name);
    }
  }

  /** The command as a whole and word by word: who blocks DROP means dropIndexes too. */
  private void words(String command) {
    words.add(command.toUpperCase(Locale.ROOT));
    Arrays.stream(command.split("(?=[A-Z])")).map(word -> word.toUpperCase(Locale.ROOT))
        .forEach(words::add);
  }

  private void mention(BsonValue value) {
    if (value.isString()) {
      mentionWithin(value.asString().getValue());
    } else if (value.isArray()) {
      value.asArray().forEach(this::mention);
    } else if (value.isDocument()) {
      value.asDocument().forEach((field, part) -> {
        if (field.startsWith("$")) {
          words.add(field.toUpperCase(Locale.ROOT));
        }
        open |= PLACES.contains(field) && NativeTemplate.parameter(part) >= 0;
        mention(part);
      });
    }
  }

  /** A name may have that of its database before it, and dots of its own. */
  private void mentionWithin(String text) {
    mentioned.add(text);
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      mentioned.add(text.substring(dot + 1));
    }
  }

  private void pipeline(BsonValue stages) {
    if (stages.isArray()) {
      for (BsonValue stage : stages.asArray()) {
        if (stage.isDocument()) {
          stage.asDocument().forEach(this::stage);
        } else {
          certain = false;
        }
      }
    } else {
      certain &= stages.isNull();
    }
  }

  private void stage(String name, BsonValue value) {
    switch (name) {
      case "$lookup", "$graphLookup" -> joined(value, "from", false);
      case "$unionWith" -> joined(value, "coll", false);
      case "$out" -> joined(value, "coll", true);
      case "$merge" -> joined(value, INTO, true);
      case "$facet" -> {
        certain &= value.isDocument();
        if (value.isDocument()) {
          value.asDocument().values().forEach(this::pipeline);
        }
      }
      default -> {
      }
    }
  }

  /** A collection, or a document that names it; a pipeline of documents of its own needs none. */
  private void joined(BsonValue value, String field, boolean needed) {
    if (!value.isDocument()) {
      table(value, true);
      return;
    }
    BsonDocument join = value.asDocument();
    table(join.get(field, BsonNull.VALUE), needed);
    pipeline(join.get(PIPELINE, BsonNull.VALUE));
  }

  private void table(BsonValue value, boolean needed) {
    if (value.isString()) {
      tables.add(value.asString().getValue());
    } else {
      certain &= !needed && (value.isNull() || value.isNumber());
    }
  }
}
