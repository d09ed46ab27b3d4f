package dev.plinth.testkit.servers;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.plinth.spi.DatabaseUrl;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bson.Document;

/** Databases of a MongoDB server, which come into being by being written to. */
final class MongoDatabases implements FreshDatabases {
  private final String url;
  private final Queue<String> made = new ConcurrentLinkedQueue<>();

  MongoDatabases(String url) {
    this.url = url;
  }

  @Override
  public String create() {
    String name = Names.next();
    made.add(name);
    return TestUrls.withDatabase(url, name);
  }

  @Override
  public void requireAnswer(String server) {
    try (MongoClient client = MongoClients.create(url)) {
      client.getDatabase(DatabaseUrl.parse(url).database())
          .runCommand(new Document("ping", 1));
    } catch (MongoException failure) {
      throw new IllegalStateException(server + " does not answer", failure);
    }
  }

  @Override
  public void dropAtTheEnd() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::drop, "drop-test-databases"));
  }

  private void drop() {
    try (MongoClient client = MongoClients.create(url)) {
      made.forEach(name -> client.getDatabase(name).drop());
    }
  }
}
