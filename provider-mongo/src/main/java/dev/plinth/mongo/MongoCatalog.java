package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * What collections there are, and what is known of each. The declarations of tables are documents of a
 * collection of our own; what only a validator says is added. Of a collection without either, a sample tells
 * the fields. None of it takes part in a transaction.
 */
final class MongoCatalog {
  /** Where the declarations are kept. */
  static final String DECLARATIONS = "plinth_tables";
  /** The index of a primary key. */
  static final String PRIMARY = "plinth_primary";

  private static final String SYSTEM = "system.";
  private static final String UUID_FIELD = "uuid";
  private static final int SAMPLE = 100;
  private static final Set<String> HIDDEN = Set.of(DECLARATIONS, MongoPlatform.LOCKS);

  private final MongoCommands commands;
  private final KnownCollections known;

  MongoCatalog(MongoCommands commands, KnownCollections known) {
    this.commands = commands;
    this.known = known;
  }

  List<TableSummary> list() {
    Set<String> declared = declaredNames();
    return collections(new BsonDocument()).stream()
        .filter(found -> isListed(found.getString("name").getValue()))
        .map(found -> summary(found, declared))
        .sorted(Comparator.comparing(TableSummary::name)).toList();
  }

  private static boolean isListed(String name) {
    return !name.startsWith(SYSTEM) && !HIDDEN.contains(name);
  }

  private static TableSummary summary(BsonDocument found, Set<String> declared) {
    String name = found.getString("name").getValue();
    boolean view = found.getString("type", new BsonString("")).getValue().equals("view");
    return new TableSummary("", name, view
        ? TableKind.VIEW
        : declared.contains(name) ? TableKind.TABLE : TableKind.COLLECTION);
  }

  private Set<String> declaredNames() {
    return commands.talk().sendOutside(Effect.READ, () -> {
      var names = new HashSet<String>();
      commands.talk().collection(DECLARATIONS).find()
          .projection(new BsonDocument(MongoTable.ID, new BsonInt32(1)))
          .forEach(found -> names.add(found.getString(MongoTable.ID).getValue()));
      return names;
    });
  }

  /** The server's own description of a collection; empty where there is none. */
  Optional<BsonDocument> find(String name) {
    Optional<BsonDocument> found =
        collections(new BsonDocument("name", new BsonString(name))).stream()
            .filter(one -> one.getString("name").getValue().equals(name)).findFirst();
    if (found.isPresent()) {
      known.add(name);
    } else {
      known.remove(name);
    }
    return found;
  }

  private List<BsonDocument> collections(BsonDocument filter) {
    return commands.talk().sendOutside(Effect.READ, () -> commands.talk().database()
        .listCollections(BsonDocument.class).filter(filter).into(new ArrayList<>()));
  }

  /** Fails with {@link ErrorCode#NOT_FOUND} where there is no such collection: MongoDB would make it. */
  void require(String name) {
    if (!known.contains(name) && find(name).isEmpty()) {
      throw new DatabaseException(ErrorCode.NOT_FOUND, "there is no collection " + name);
    }
  }

  /** The declaration of a table; empty for one that was not declared here. */
  Optional<Declaration> declaration(String table) {
    return find(table).flatMap(found -> declared(table, found));
  }

  private Optional<Declaration> declared(String table, BsonDocument found) {
    BsonDocument id = MongoTable.equal(MongoTable.ID, new BsonString(table));
    Optional<BsonDocument> kept = commands.talk().sendOutside(Effect.READ,
        () -> Optional.ofNullable(commands.talk().collection(DECLARATIONS).find(id).first()));
    return kept.filter(document -> isOf(document, found)).map(Declaration::of);
  }

  /** Whether it is about this very collection, not about one of the same name that was dropped since. */
  private static boolean isOf(BsonDocument declaration, BsonDocument found) {
    BsonValue kept = declaration.get(UUID_FIELD);
    BsonValue present = uuid(found);
    return kept == null || present == null || kept.equals(present);
  }

  private static @Nullable BsonValue uuid(BsonDocument found) {
    return found.getDocument("info", new BsonDocument()).get(UUID_FIELD);
  }

  /** Keeps a declaration. */
  void keep(String table, Declaration declaration) {
    BsonDocument document =
        declaration.document().append(MongoTable.ID, new BsonString(table));
    find(table).map(MongoCatalog::uuid).ifPresent(uuid -> document.append(UUID_FIELD, uuid));
    var unused = commands.talk().sendOutside(Effect.WRITE,
        () -> commands.talk().collection(DECLARATIONS).replaceOne(
            MongoTable.equal(MongoTable.ID, new BsonString(table)), document,
            new com.mongodb.client.model.ReplaceOptions().upsert(true)));
  }

  void forget(String table) {
    known.remove(table);
    var unused = commands.talk().sendOutside(Effect.WRITE,
        () -> commands.talk().collection(DECLARATIONS)
            .deleteOne(MongoTable.equal(MongoTable.ID, new BsonString(table))));
  }

  Optional<TableDescription> describe(String table) {
    if (!isListed(table)) {
      return Optional.empty();
    }
    return find(table).map(found -> describe(table, found));
  }

  private TableDescription describe(String table, BsonDocument found) {
    List<ColumnDescription> validated = validated(found);
    Optional<Declaration> declaration = declared(table, found);
    List<IndexDescription> indexes = indexes(table, found);
    if (declaration.isEmpty() && validated.isEmpty()) {
      return new TableDescription("", table, TableKind.COLLECTION, sampled(table),
          List.of(MongoTable.ID), indexes, List.of(), List.of(), List.of());
    }
    List<ColumnDescription> columns =
        declaration.map(kept -> joined(kept.columns(), validated)).orElse(validated);
    return new TableDescription("", table, TableKind.TABLE, columns,
        declaration.map(Declaration::primaryKey).orElse(List.of()), indexes, List.of(),
        declaration.map(Declaration::checkTexts).orElse(List.of()), List.of());
  }

  private static List<ColumnDescription> joined(List<ColumnDescription> declared,
      List<ColumnDescription> validated) {
    var all = new LinkedHashMap<String, ColumnDescription>();
    declared.forEach(column -> all.put(column.name(), column));
    validated.forEach(column -> all.putIfAbsent(column.name(), column));
    return List.copyOf(all.values());
  }

  /** The columns of a validator that allows no others. */
  private static List<ColumnDescription> validated(BsonDocument found) {
    BsonDocument schema = found.getDocument("options", new BsonDocument())
        .getDocument("validator", new BsonDocument())
        .getDocument("$jsonSchema", new BsonDocument());
    if (!BsonBoolean.FALSE.equals(schema.get("additionalProperties"))) {
      return List.of();
    }
    BsonArray required = schema.getArray("required", new BsonArray());
    var columns = new ArrayList<ColumnDescription>();
    schema.getDocument("properties", new BsonDocument()).forEach((name, property) -> {
      if (property.isDocument()
          && !(name.equals(MongoTable.ID) && property.asDocument().isEmpty())) {
        columns.add(column(name, property.asDocument(), required.contains(new BsonString(name))));
      }
    });
    return columns;
  }

  private static ColumnDescription column(String name, BsonDocument property, boolean required) {
    List<String> types = typeNames(property.get("bsonType"));
    PortableType type = types.stream().filter(each -> !each.equals("null")).findFirst()
        .map(MongoCatalog::portable).orElse(null);
    return new ColumnDescription(name, type, String.join(" or ", types), !required, false, null,
        Declaration.collation(type));
  }

  private static List<String> typeNames(@Nullable BsonValue bsonType) {
    if (bsonType == null) {
      return List.of("any");
    }
    return bsonType.isArray()
        ? bsonType.asArray().stream().map(each -> each.asString().getValue()).toList()
        : List.of(bsonType.asString().getValue());
  }

  private static @Nullable PortableType portable(String bsonType) {
    return switch (bsonType) {
      case "int", "long" -> PortableType.LONG;
      case "double" -> PortableType.DOUBLE;
      case "decimal" -> PortableType.DECIMAL;
      case "string" -> PortableType.TEXT;
      case "bool" -> PortableType.BOOLEAN;
      case "date" -> PortableType.INSTANT;
      case "object" -> PortableType.JSON;
      default -> null;
    };
  }

  private List<IndexDescription> indexes(String table, BsonDocument found) {
    if (found.getString("type", new BsonString("")).getValue().equals("view")) {
      return List.of();
    }
    List<BsonDocument> listed = commands.talk().sendOutside(Effect.READ,
        () -> commands.talk().collection(table).listIndexes(BsonDocument.class)
            .into(new ArrayList<>()));
    return listed.stream().map(IndexOptions::described).toList();
  }

  /** The fields of a sample: with which types, and in how many of the documents. */
  private List<ColumnDescription> sampled(String table) {
    List<BsonDocument> sample = commands.talk().sendOutside(Effect.READ,
        () -> commands.talk().collection(table)
            .aggregate(List.of(new BsonDocument("$sample",
                new BsonDocument("size", new BsonInt32(SAMPLE)))))
            .into(new ArrayList<>()));
    Map<String, FieldSample> fields = new LinkedHashMap<>();
    fields.put(MongoTable.ID, new FieldSample());
    for (BsonDocument document : sample) {
      document.forEach((field, value) -> fields.computeIfAbsent(field, any -> new FieldSample())
          .add(value));
    }
    return fields.entrySet().stream()
        .map(field -> new ColumnDescription(field.getKey(), null,
            field.getValue().text(sample.size()), !field.getKey().equals(MongoTable.ID), false,
            null, null))
        .toList();
  }
}
