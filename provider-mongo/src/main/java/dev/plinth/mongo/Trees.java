package dev.plinth.mongo;

import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.data.TreeQuery;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** A walk through a tree as one {@code $graphLookup}. */
final class Trees {
  private static final String FOUND = "plinth_found";
  private static final String EDGES = "plinth_edges";
  private static final String DEPTH = "depth";

  private final MongoTable table;
  private final TreeQuery tree;
  private final BsonValue start;

  Trees(MongoTable table, TreeQuery tree) {
    this.table = table;
    this.tree = tree;
    this.start = table.operand(tree.keyColumn(), tree.start());
  }

  Columns columns(Columns own) {
    var names = new ArrayList<>(own.names());
    names.add(DEPTH);
    return Columns.of(names);
  }

  List<BsonDocument> pipeline(boolean down, int limit) {
    String key = FieldNames.path(tree.keyColumn());
    var stages = new ArrayList<BsonDocument>();
    if (!down) {
      stages.add(new BsonDocument("$match", MongoTable.equal(key, start)));
    }
    stages.add(new BsonDocument("$limit", new BsonInt32(1)));
    stages.add(new BsonDocument("$graphLookup", lookup(down)));
    stages.add(new BsonDocument("$unwind", new BsonString("$" + FOUND)));
    stages.add(new BsonDocument("$replaceRoot",
        new BsonDocument("newRoot", new BsonString("$" + FOUND))));
    stages.add(new BsonDocument("$match",
        new BsonDocument(key, new BsonDocument("$ne", start))));
    stages.add(new BsonDocument("$sort", new BsonDocument(EDGES, new BsonInt32(1))));
    stages.add(new BsonDocument("$limit", new BsonInt64(limit)));
    return stages;
  }

  private BsonDocument lookup(boolean down) {
    String key = FieldNames.path(tree.keyColumn());
    String parent = FieldNames.path(tree.parentColumn());
    return new BsonDocument("from", new BsonString(table.name()))
        .append("startWith",
            down ? new BsonDocument("$literal", start) : MongoTable.reference(parent))
        .append("connectFromField", new BsonString(down ? key : parent))
        .append("connectToField", new BsonString(down ? parent : key))
        .append("as", new BsonString(FOUND))
        .append("maxDepth", new BsonInt64(tree.maxDepth() - 1L))
        .append("depthField", new BsonString(EDGES))
        .append("restrictSearchWithMatch",
            new BsonDocument(down ? parent : key, new BsonDocument("$ne", BsonNull.VALUE)));
  }

  Row row(Columns columns, BsonDocument document) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    int last = values.length - 1;
    for (int i = 0; i < last; i++) {
      values[i] = table.value(document, columns.name(i));
    }
    values[last] = document.getNumber(EDGES).longValue() + 1;
    return Row.owning(columns, values);
  }
}
