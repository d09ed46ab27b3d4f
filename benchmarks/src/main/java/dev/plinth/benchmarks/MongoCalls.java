package dev.plinth.benchmarks;

import com.mongodb.ConnectionString;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import dev.plinth.spi.DatabaseUrl;
import java.util.Objects;
import org.bson.Document;

/** The driver of MongoDB by hand, with ten connections. */
final class MongoCalls implements ServerCalls {
  private static final int CONNECTIONS = 10;

  private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
      .applyConnectionString(new ConnectionString(ServerTarget.url()))
      .applyToConnectionPoolSettings(pool -> pool.maxSize(CONNECTIONS)).build());
  private final MongoCollection<Document> notes =
      client.getDatabase(DatabaseUrl.parse(ServerTarget.url()).database()).getCollection("notes");

  @Override
  public long read(long id) {
    Document note = Objects.requireNonNull(notes.find(Filters.eq("id", id)).first());
    return Notes.sum(note.getLong("id"), note.getString("title"), note.getLong("stars"));
  }

  @Override
  public Object insert(long id) {
    return notes.insertOne(new Document("id", id).append("title", Notes.title(id))
        .append("stars", Notes.stars(id)));
  }

  /** MongoDB counts nothing up: its driver makes the key. */
  @Override
  public Object insertCounted(long number) {
    return notes.insertOne(
        new Document("title", Notes.title(number)).append("stars", Notes.stars(number)));
  }

  @Override
  public boolean isDuplicate(Exception failure) {
    return failure instanceof MongoException known
        && ErrorCategory.fromErrorCode(known.getCode()) == ErrorCategory.DUPLICATE_KEY;
  }

  @Override
  public void close() {
    client.close();
  }
}
