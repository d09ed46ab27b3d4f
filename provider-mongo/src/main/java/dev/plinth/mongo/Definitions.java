package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Changes of the schema. A table is a collection with a validator, with unique indexes for its keys, and with a
 * declaration in the catalogue. None of it takes part in a transaction.
 */
final class Definitions {
  private static final int NAMESPACE_EXISTS = 48;

  private final MongoCommands commands;
  private final MongoCatalog catalog;

  Definitions(MongoCommands commands, MongoCatalog catalog) {
    this.commands = commands;
    this.catalog = catalog;
  }

  /** Creates a table; where a part of it fails, nothing of it stays. */
  void createTable(TableDefinition table) {
    Declaration declaration = Declaration.of(table);
    create(table.name(), declaration);
    boolean done = false;
    try {
      complete(table, declaration);
      done = true;
    } finally {
      if (!done) {
        drop(table.name());
      }
    }
  }

  /** Creates what there is not of a table yet: an attempt before may have ended half way. */
  void ensureTable(TableDefinition table) {
    Declaration declaration = Declaration.of(table);
    try {
      create(table.name(), declaration);
    } catch (DatabaseException failure) {
      if (failure.vendorCode() != NAMESPACE_EXISTS) {
        throw failure;
      }
      validate(table.name(), declaration);
    }
    complete(table, declaration);
  }

  private void create(String table, Declaration declaration) {
    run(new BsonDocument("create", new BsonString(table))
        .append("validator", declaration.validator()));
  }

  private void complete(TableDefinition table, Declaration declaration) {
    var indexes = new ArrayList<BsonDocument>();
    if (!table.primaryKey().isEmpty()
        && !table.primaryKey().equals(List.of(MongoTable.ID))) {
      indexes.add(IndexOptions.ofKey(MongoCatalog.PRIMARY, table.primaryKey(), column -> true));
    }
    table.uniqueKeys().forEach(key -> indexes.add(IndexOptions.ofKey("plinth_unique_"
        + String.join("_", key), key, declaration::required)));
    if (!indexes.isEmpty()) {
      createIndexes(table.name(), indexes);
    }
    catalog.keep(table.name(), declaration);
  }

  void dropTable(String table) {
    drop(table);
  }

  private void drop(String table) {
    run(new BsonDocument("drop", new BsonString(table)));
    catalog.forget(table);
  }

  /** The column of a table; of a collection without declared columns there is nothing to add it to. */
  void addColumn(String table, ColumnDefinition column) {
    Declaration declaration = catalog.declaration(table).orElseThrow(
        () -> new DatabaseException(ErrorCode.UNSUPPORTED, "the collection " + table
            + " was not made by createTable, so it takes any field without one being added"));
    ColumnDescription described = Declaration.described(column, false);
    Declaration wider = declaration.with(described);
    validate(table, wider);
    BsonValue value = MongoColumn.of(described).defaultValue();
    if (value != null) {
      var absent = new BsonDocument(column.name(), new BsonDocument("$exists", BsonBoolean.FALSE));
      var set = new BsonDocument("$set", new BsonDocument(column.name(), value));
      var unused = commands.talk().sendOutside(Effect.PARTIAL,
          () -> commands.talk().collection(table).updateMany(absent, set));
    }
    catalog.keep(table, wider);
  }

  private void validate(String table, Declaration declaration) {
    run(new BsonDocument("collMod", new BsonString(table))
        .append("validator", declaration.validator()));
  }

  void createIndex(IndexDefinition index) {
    MongoTable table = catalog.declaration(index.table())
        .map(declaration -> declaration.table(index.table()))
        .orElseGet(() -> MongoTable.of(new TableSchema(described(index.table()))));
    createIndexes(index.table(), List.of(IndexOptions.of(index, table)));
  }

  private TableDescription described(String collection) {
    return catalog.describe(collection).orElseThrow(() -> new DatabaseException(ErrorCode.NOT_FOUND,
        "there is no collection " + collection + " to create an index on"));
  }

  private void createIndexes(String table, List<BsonDocument> indexes) {
    run(new BsonDocument("createIndexes", new BsonString(table)).append("indexes",
        new BsonArray(indexes)));
  }

  void dropIndex(String table, String index) {
    run(new BsonDocument("dropIndexes", new BsonString(table)).append("index",
        new BsonString(index)));
  }

  private void run(BsonDocument command) {
    var unused = commands.runOutside(Effect.PARTIAL,
        command.append("writeConcern", new BsonDocument("w", new BsonString("majority"))));
  }
}
