package dev.plinth.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/** What a server does at this moment, asked past the provider under test. */
final class CurrentOperations {
  private static final Bson ALL =
      new BsonDocument("$currentOp", new BsonDocument("allUsers", BsonBoolean.TRUE));

  private CurrentOperations() {}

  /** The commands of active operations, but for this one. */
  static List<String> texts(String url) {
    try (MongoClient client = MongoClients.create(url)) {
      var texts = new ArrayList<String>();
      client.getDatabase("admin").aggregate(List.of(ALL, new BsonDocument("$match",
          Filters.eq("active", true).toBsonDocument())), BsonDocument.class)
          .forEach(operation -> texts.add(operation.getDocument("command", new BsonDocument())
              .toJson()));
      texts.removeIf(text -> text.contains("$currentOp"));
      return texts;
    }
  }
}
