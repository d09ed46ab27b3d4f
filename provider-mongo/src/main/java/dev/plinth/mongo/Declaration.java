package dev.plinth.mongo;

import dev.plinth.data.Filter;
import dev.plinth.schema.CheckDefinition;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * What a table was declared to be: kept as a document of the catalogue, enforced by a validator.
 *
 * @param columns in order
 * @param primaryKey its columns
 * @param checks by name, as conditions in Extended JSON
 */
record Declaration(List<ColumnDescription> columns, List<String> primaryKey, List<Check> checks) {
  /**
   * A check.
   *
   * @param condition that holds for every record
   */
  record Check(String name, BsonDocument condition) {}

  private static final String COLUMNS = "columns";
  private static final String PRIMARY_KEY = "primaryKey";
  private static final String CHECKS = "checks";
  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final String NATIVE_TYPE = "nativeType";
  private static final String NULLABLE = "nullable";
  private static final String DEFAULT = "default";
  private static final String CONDITION = "condition";

  Declaration {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    checks = List.copyOf(checks);
  }

  static Declaration of(TableDefinition table) {
    List<ColumnDescription> columns = table.columns().stream()
        .map(column -> described(column, table.primaryKey().contains(column.name()))).toList();
    MongoTable known = new Declaration(columns, table.primaryKey(), List.of()).table(table.name());
    return new Declaration(columns, table.primaryKey(),
        table.checks().stream().map(check -> check(known, check)).toList());
  }

  /** What is known of the table by its declaration alone. */
  MongoTable table(String name) {
    return MongoTable.of(new TableSchema(new TableDescription("", name, TableKind.TABLE, columns,
        primaryKey, List.of(), List.of(), List.of(), List.of())));
  }

  static ColumnDescription described(ColumnDefinition column, boolean key) {
    Object value = column.defaultValue();
    return new ColumnDescription(column.name(), column.type(), nativeType(column),
        !column.required() && !key, false,
        value == null ? null : MongoColumn.defaultText(BsonValues.of(value)),
        collation(column.type()));
  }

  /** Text is compared byte by byte in UTF-8, which is by code point. */
  static @Nullable String collation(@Nullable PortableType type) {
    return type == PortableType.TEXT ? "simple" : null;
  }

  private static String nativeType(ColumnDefinition column) {
    return switch (column.type()) {
      case BOOLEAN -> "bool";
      case LONG -> "long";
      case DOUBLE -> "double";
      case DECIMAL -> column.precision() == 0
          ? "decimal"
          : "decimal(" + column.precision() + "," + column.scale() + ")";
      case TEXT -> column.maxLength() == 0 ? "string" : "string(" + column.maxLength() + ")";
      case UUID -> "binData/4";
      case INSTANT -> "date";
      case DATE -> "string as date";
      case BYTES -> "binData";
      case JSON -> "any";
      case TEXT_LIST -> "array of string";
    };
  }

  /** A check is not tested where a column of it is null. */
  private static Check check(MongoTable table, CheckDefinition check) {
    var alternatives = new BsonArray();
    for (String field : fields(check.condition())) {
      alternatives.add(MongoTable.equal(field, BsonNull.VALUE));
    }
    alternatives.add(Filters.of(table, check.condition()));
    return new Check(check.name(), alternatives.size() == 1
        ? alternatives.get(0).asDocument()
        : new BsonDocument("$or", alternatives));
  }

  private static Set<String> fields(Filter filter) {
    var fields = new LinkedHashSet<String>();
    collect(filter, fields);
    return fields;
  }

  private static void collect(Filter filter, Set<String> fields) {
    switch (filter) {
      case Filter.And and -> and.filters().forEach(part -> collect(part, fields));
      case Filter.Or or -> or.filters().forEach(part -> collect(part, fields));
      case Filter.Not not -> collect(not.filter(), fields);
      case Filter.Comparison comparison -> fields.add(comparison.field());
      case Filter.Membership membership -> fields.add(membership.field());
      case Filter.TextSearch search -> fields.add(search.field());
      case Filter.NullCheck unchecked -> {
      }
      case Filter.All all -> {
      }
    }
  }

  Declaration with(ColumnDescription column) {
    var all = new ArrayList<>(columns);
    all.add(column);
    return new Declaration(all, primaryKey, checks);
  }

  boolean required(String column) {
    return columns.stream().anyMatch(known -> known.name().equals(column) && !known.nullable());
  }

  /** The texts of the checks as they are described. */
  List<String> checkTexts() {
    return checks.stream().map(check -> check.name() + ": " + check.condition().toJson()).toList();
  }

  /** As a document of the catalogue. Conditions are text: their operators are no names of fields. */
  BsonDocument document() {
    var described = new BsonArray();
    for (ColumnDescription column : columns) {
      var document = new BsonDocument(NAME, new BsonString(column.name()))
          .append(NATIVE_TYPE, new BsonString(column.nativeType()))
          .append(NULLABLE, BsonBoolean.valueOf(column.nullable()));
      put(document, TYPE, column.type() == null ? null : column.type().name());
      put(document, DEFAULT, column.defaultExpression());
      described.add(document);
    }
    var written = new BsonArray();
    checks.forEach(check -> written.add(new BsonDocument(NAME, new BsonString(check.name()))
        .append(CONDITION, new BsonString(check.condition().toJson()))));
    return new BsonDocument(COLUMNS, described)
        .append(PRIMARY_KEY, new BsonArray(primaryKey.stream().map(BsonString::new).toList()))
        .append(CHECKS, written);
  }

  private static void put(BsonDocument document, String name, @Nullable String value) {
    if (value != null) {
      document.put(name, new BsonString(value));
    }
  }

  static Declaration of(BsonDocument document) {
    List<ColumnDescription> columns = document.getArray(COLUMNS).stream()
        .map(column -> column(column.asDocument())).toList();
    List<String> key = document.getArray(PRIMARY_KEY).stream()
        .map(name -> name.asString().getValue()).toList();
    List<Check> checks = document.getArray(CHECKS).stream().map(BsonValue::asDocument)
        .map(check -> new Check(check.getString(NAME).getValue(),
            BsonDocument.parse(check.getString(CONDITION).getValue())))
        .toList();
    return new Declaration(columns, key, checks);
  }

  private static ColumnDescription column(BsonDocument document) {
    PortableType type = document.containsKey(TYPE)
        ? PortableType.valueOf(document.getString(TYPE).getValue())
        : null;
    return new ColumnDescription(document.getString(NAME).getValue(), type,
        document.getString(NATIVE_TYPE).getValue(), document.getBoolean(NULLABLE).getValue(), false,
        document.containsKey(DEFAULT) ? document.getString(DEFAULT).getValue() : null,
        collation(type));
  }

  /** What the server refuses to store: other types, null where it may not be, what fails a check. */
  BsonDocument validator() {
    var properties = new BsonDocument();
    var required = new BsonArray();
    for (ColumnDescription column : columns) {
      properties.put(column.name(), property(column));
      if (!column.nullable()) {
        required.add(new BsonString(column.name()));
      }
    }
    var schema = new BsonDocument("bsonType", new BsonString("object"))
        .append("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    var validator = new BsonDocument("$jsonSchema", schema);
    if (!checks.isEmpty()) {
      validator.put("$and", new BsonArray(checks.stream().map(Check::condition).toList()));
    }
    return validator;
  }

  private static BsonDocument property(ColumnDescription column) {
    PortableType type = column.type();
    if (type == null || type == PortableType.JSON) {
      return new BsonDocument();
    }
    MongoColumn bounds = MongoColumn.of(column);
    var property = new BsonDocument("bsonType", types(type, column.nullable()));
    if (bounds.maxLength() > 0) {
      property.put("maxLength", new BsonInt32(bounds.maxLength()));
    }
    if (type == PortableType.DATE) {
      property.put("pattern", new BsonString("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"));
    }
    if (type == PortableType.TEXT_LIST) {
      property.put("items", new BsonDocument("bsonType", new BsonString("string")));
    }
    if (bounds.precision() > 0) {
      BigDecimal most = BigDecimal.TEN.pow(bounds.precision() - bounds.scale());
      property.put("minimum", decimal(most.negate()));
      property.put("exclusiveMinimum", BsonBoolean.TRUE);
      property.put("maximum", decimal(most));
      property.put("exclusiveMaximum", BsonBoolean.TRUE);
    }
    return property;
  }

  private static BsonDecimal128 decimal(BigDecimal number) {
    return new BsonDecimal128(new Decimal128(number));
  }

  private static BsonArray types(PortableType type, boolean nullable) {
    List<String> names = switch (type) {
      case BOOLEAN -> List.of("bool");
      case LONG -> List.of("int", "long");
      case DOUBLE -> List.of("double", "int");
      case DECIMAL -> List.of("decimal", "int", "long");
      case TEXT, DATE -> List.of("string");
      case UUID, BYTES -> List.of("binData");
      case INSTANT -> List.of("date");
      case TEXT_LIST -> List.of("array");
      case JSON -> List.of();
    };
    var types = new BsonArray(names.stream().map(BsonString::new).toList());
    if (nullable) {
      types.add(new BsonString("null"));
    }
    return types;
  }
}
