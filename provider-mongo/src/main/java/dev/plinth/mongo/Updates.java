package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * An update as MongoDB's operators. MongoDB counts up from zero where a field is missing; here null stays
 * null, so an update that increments has a form for each set of its columns that may be null.
 */
final class Updates {
  private static final int MAX_NULLABLE = 6;

  /**
   * One form of an update.
   *
   * @param condition on which records, beside those that are meant
   * @param change what happens to them
   */
  record Form(BsonDocument condition, BsonDocument change) {}

  private final MongoTable table;
  private final Update update;

  Updates(MongoTable table, Update update) {
    this.table = table;
    this.update = update;
    update.changes().forEach(this::check);
  }

  private void check(Update.Change change) {
    switch (change) {
      case Update.Set set -> table.check(set.column(), set.value());
      case Update.Unset unset -> table.check(unset.column(), null);
      case Update.Increment increment -> {
      }
      case Update.ListChange list -> {
      }
    }
  }

  boolean increments() {
    return update.changes().stream().anyMatch(Update.Increment.class::isInstance);
  }

  /** The forms, that for records without a null first; for a record exactly one of them applies. */
  List<Form> forms() {
    List<String> nullable = update.changes().stream()
        .filter(change -> change instanceof Update.Increment && !table.required(change.column()))
        .map(Update.Change::column).toList();
    if (nullable.size() > MAX_NULLABLE) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "an update on MongoDB increments at "
          + "most " + MAX_NULLABLE + " columns that may be null; carry it out in several");
    }
    var forms = new ArrayList<Form>();
    for (int nulls = 0; nulls < 1 << nullable.size(); nulls++) {
      forms.add(form(nullable, nulls));
    }
    return forms;
  }

  private Form form(List<String> nullable, int nulls) {
    var condition = new BsonDocument();
    for (int i = 0; i < nullable.size(); i++) {
      boolean isNull = (nulls & 1 << i) != 0;
      condition.put(nullable.get(i), new BsonDocument(isNull ? "$eq" : "$ne", BsonNull.VALUE));
    }
    Set<String> untouched = nullable.stream()
        .filter(column -> (nulls & 1 << nullable.indexOf(column)) != 0)
        .collect(Collectors.toSet());
    return new Form(condition, change(untouched));
  }

  private BsonDocument change(Set<String> untouched) {
    var sets = new BsonDocument();
    var unsets = new BsonDocument();
    var increments = new BsonDocument();
    var pushes = new BsonDocument();
    var pulls = new BsonDocument();
    for (Update.Change change : update.changes()) {
      String path = FieldNames.path(change.column());
      switch (change) {
        case Update.Set set when set.value() != null ->
            sets.put(path, table.operand(set.column(), set.value()));
        case Update.Set toNull -> unsets.put(path, new BsonString(""));
        case Update.Unset unset -> unsets.put(path, new BsonString(""));
        case Update.Increment increment when !untouched.contains(change.column()) ->
            increments.put(path, BsonValues.of(increment.by()));
        case Update.Increment ofNull -> {
        }
        case Update.Push push -> pushes.put(path, new BsonDocument("$each", only(push)));
        case Update.Pull pull -> pulls.put(path, only(pull));
      }
    }
    BsonDocument change = operators(sets, unsets, increments);
    put(change, "$push", pushes);
    put(change, "$pullAll", pulls);
    return change;
  }

  /** In an array, where a document is never taken for an operator or a condition. */
  private static BsonArray only(Update.ListChange change) {
    return new BsonArray(List.of(BsonValues.of(change.value())));
  }

  /** A record whose columns overwrite those of the one with the same key, or which is inserted. */
  static BsonDocument overwriting(MongoTable table, Row row) {
    var sets = new BsonDocument();
    var unsets = new BsonDocument();
    for (int i = 0; i < row.size(); i++) {
      String field = FieldNames.field(row.columns().name(i));
      Object value = row.valueAt(i).orElse(null);
      if (value != null) {
        sets.put(field, table.operand(field, value));
      } else {
        unsets.put(field, new BsonString(""));
      }
    }
    BsonDocument change = operators(sets, unsets, new BsonDocument());
    var defaults = new BsonDocument();
    table.defaults(row).forEach(defaults::put);
    put(change, "$setOnInsert", defaults);
    return change;
  }

  /** A record that is inserted where none has its key. */
  static BsonDocument inserting(MongoTable table, Row row) {
    BsonDocument document = table.document(row);
    if (!row.has(MongoTable.ID)) {
      document.remove(MongoTable.ID);
    }
    return new BsonDocument("$setOnInsert", document);
  }

  private static BsonDocument operators(BsonDocument sets, BsonDocument unsets,
      BsonDocument increments) {
    var change = new BsonDocument();
    put(change, "$set", sets);
    put(change, "$unset", unsets);
    put(change, "$inc", increments);
    return change;
  }

  private static void put(BsonDocument change, String operator, BsonDocument fields) {
    if (!fields.isEmpty()) {
      change.put(operator, fields);
    }
  }

  /** Records of a filter that meet a condition as well. */
  static BsonDocument both(BsonDocument filter, BsonDocument condition) {
    if (condition.isEmpty()) {
      return filter;
    }
    return filter.isEmpty()
        ? condition
        : new BsonDocument("$and", new BsonArray(List.<BsonValue>of(filter, condition)));
  }
}
