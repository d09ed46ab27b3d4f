package dev.plinth.mongo;

import dev.plinth.support.engine.NativeStatement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;

/** Native statements by their texts, parsed once while they are in use. */
final class NativeTexts {
  private static final int MOST = 500;
  private static final int LONGEST = 10_000;
  private static final Map<String, NativeTemplate> PARSED = new ConcurrentHashMap<>();

  private NativeTexts() {}

  static NativeTemplate parse(String text) {
    NativeTemplate known = PARSED.get(text);
    if (known != null) {
      return known;
    }
    NativeTemplate parsed = NativeText.parse(text);
    if (text.length() <= LONGEST) {
      if (PARSED.size() >= MOST) {
        PARSED.clear();
      }
      PARSED.put(text, parsed);
    }
    return parsed;
  }

  static NativeStatement inspect(String text) {
    BsonDocument command = parse(text).command();
    NativeStatement found = NativeClassifier.classify(command);
    return NativeNames.of(command).map(found::naming).orElse(found);
  }
}
