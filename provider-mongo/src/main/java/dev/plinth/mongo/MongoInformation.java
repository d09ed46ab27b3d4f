package dev.plinth.mongo;

import dev.plinth.health.ServerInformation;
import dev.plinth.mongo.MongoErrors.Effect;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** What a server says of itself, and what the URL weakened. */
final class MongoInformation {
  private final MongoCommands commands;
  private final MongoSettings settings;

  MongoInformation(MongoCommands commands, MongoSettings settings) {
    this.commands = commands;
    this.settings = settings;
  }

  ServerInformation read() {
    BsonDocument build = commands.runOutside(Effect.READ, command("buildInfo"));
    BsonDocument hello = commands.runOutside(Effect.READ, command("isMaster"));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("topology", topology(hello));
    facts.put("read_preference", settings.readPreference());
    facts.put("write_concern", settings.writeConcern());
    facts.put("transactions", String.valueOf(commands.talk().facts().transactions()));
    if (build.isString("standIn")) {
      facts.put("stand_in", build.getString("standIn").getValue());
    }
    if (!settings.weakened().isEmpty()) {
      facts.put("weakened", settings.weakened());
    }
    return new ServerInformation("MongoDB", build.getString("version").getValue(),
        "mongodb-driver-sync " + MongoSettings.DRIVER_VERSION, facts);
  }

  private static String topology(BsonDocument hello) {
    if (hello.isString("setName")) {
      return "replica set " + hello.getString("setName").getValue();
    }
    return hello.getString("msg", new BsonString("")).getValue().equals("isdbgrid")
        ? "sharded cluster"
        : "standalone";
  }

  private static BsonDocument command(String name) {
    return new BsonDocument(name, new BsonInt32(1));
  }
}
