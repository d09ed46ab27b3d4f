package dev.plinth.mongo;

import dev.plinth.data.Columns;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What this provider knows of a table, attached to its schema. Declared tables keep null as a field that is
 * missing, so that a unique key takes nulls for different.
 */
final class MongoTable {
  static final String ID = "_id";
  static final String OBJECT_ID = "objectId";

  private final TableSchema schema;
  private final boolean declared;
  private final boolean objectIds;
  private final Map<String, MongoColumn> columns = new LinkedHashMap<>();
  private final List<MongoColumn> checked;

  private MongoTable(TableSchema schema) {
    this.schema = schema;
    this.declared = schema.description().kind() == TableKind.TABLE;
    ColumnDescription id = schema.column(ID);
    this.objectIds = !declared && id != null && id.nativeType().startsWith(OBJECT_ID);
    if (declared) {
      schema.description().columns()
          .forEach(column -> columns.put(column.name(), MongoColumn.of(column)));
    }
    this.checked = columns.values().stream()
        .filter(column -> column.required() || column.defaultValue() != null).toList();
  }

  /** That of a schema, made when it is first asked for. */
  static MongoTable of(TableSchema schema) {
    if (schema.attachment() instanceof MongoTable known) {
      return known;
    }
    var made = new MongoTable(schema);
    schema.attach(made);
    return made;
  }

  String name() {
    return schema.name();
  }

  /** Whether its columns are declared; other collections have whatever fields their documents have. */
  boolean declared() {
    return declared;
  }

  boolean hasChecks() {
    return !schema.description().checks().isEmpty();
  }

  List<String> primaryKey() {
    return schema.primaryKey();
  }

  Columns columns() {
    return schema.columns();
  }

  @Nullable
  PortableType type(String field) {
    MongoColumn column = columns.get(field);
    return column == null ? null : column.type();
  }

  boolean required(String field) {
    MongoColumn column = columns.get(field);
    return column != null && column.required();
  }

  /** The value of a condition on a field. Where ids are ObjectIds, callers hold them as text. */
  BsonValue operand(String field, Object value) {
    if (value instanceof Json json && type(field) == PortableType.JSON) {
      return BsonValues.ofColumn(json);
    }
    return objectIds && field.equals(ID) && value instanceof String text && ObjectId.isValid(text)
        ? new BsonObjectId(new ObjectId(text))
        : BsonValues.of(value);
  }

  /** The value of a field of a document. */
  @Nullable
  Object value(BsonDocument document, String path) {
    return PortableValues.of(type(path), declared ? document.get(path) : at(document, path));
  }

  /** What stands at the end of a path; null where there is nothing. */
  private static @Nullable BsonValue at(BsonDocument document, String path) {
    BsonValue whole = document.get(path);
    int dot = path.indexOf('.');
    if (whole != null || dot < 0) {
      return whole;
    }
    BsonValue first = document.get(path.substring(0, dot));
    String rest = path.substring(dot + 1);
    if (first != null && first.isArray()) {
      var positions = new BsonDocument();
      List<BsonValue> elements = first.asArray();
      for (int i = 0; i < elements.size(); i++) {
        positions.put(Integer.toString(i), elements.get(i));
      }
      return at(positions, rest);
    }
    return first != null && first.isDocument() ? at(first.asDocument(), rest) : null;
  }

  /** A record as the document that is stored: defaults filled in, nulls left out, an id of its own. */
  BsonDocument document(Row row) {
    checkInsert(row);
    var document = new BsonDocument(row.size() + 2);
    if (!row.has(ID)) {
      document.put(ID, new BsonObjectId());
    }
    for (int i = 0; i < row.size(); i++) {
      String name = row.columns().name(i);
      Object value = row.valueAt(i).orElse(null);
      if (value != null) {
        document.put(FieldNames.field(name), operand(name, value));
      }
    }
    defaults(row).forEach(document::put);
    return document;
  }

  /** Fails where a record may not be inserted, as far as its columns tell. */
  void checkInsert(Row row) {
    for (int i = 0; i < row.size(); i++) {
      check(row.columns().name(i), row.valueAt(i).orElse(null));
    }
    for (MongoColumn column : checked) {
      if (column.defaultValue() == null && !row.has(column.name())) {
        column.check(name(), null);
      }
    }
  }

  void check(String name, @Nullable Object value) {
    MongoColumn column = columns.get(name);
    if (column != null) {
      column.check(name(), value);
    }
  }

  /** The defaults of columns that a record does not name. */
  Map<String, BsonValue> defaults(Row row) {
    var defaults = new LinkedHashMap<String, BsonValue>();
    for (MongoColumn column : checked) {
      BsonValue value = column.defaultValue();
      if (value != null && !row.has(column.name())) {
        defaults.put(column.name(), value);
      }
    }
    return defaults;
  }

  /** The primary key of a record as it was stored. */
  Row key(BsonDocument stored) {
    List<String> key = primaryKey();
    @Nullable
    Object[] values = new @Nullable Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = PortableValues.of(type(key.get(i)), stored.get(key.get(i)));
    }
    return Row.owning(Columns.of(key), values);
  }

  /** The condition that a field is equal to a value, which is never taken for an operator. */
  static BsonDocument equal(String field, BsonValue value) {
    return new BsonDocument(field, equalTo(value));
  }

  /**
   * What stands behind a field that is to be equal to a value. A document might be taken for an operator and a
   * regular expression for a search, so that only other values stand by themselves: for these MongoDB takes both
   * forms for the same, and not every server finds an index for the longer one.
   */
  static BsonValue equalTo(BsonValue value) {
    return switch (value.getBsonType()) {
      case STRING, INT32, INT64, DOUBLE, DECIMAL128, BOOLEAN, DATE_TIME, BINARY, OBJECT_ID -> value;
      default -> new BsonDocument("$eq", value);
    };
  }

  static BsonString reference(String field) {
    return new BsonString("$" + field);
  }
}
