package dev.plinth.factory.vault;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a vault file holds once decrypted: a JSON object of credentials by name. */
record VaultContent(SortedMap<String, Stored> credentials) {
  private static final String ROOT = "credentials";

  /** One credential, as it was written. */
  record Stored(VaultEntry entry, String value) {
    @Override
    public String toString() {
      return "Stored[" + entry + "]";
    }
  }

  static VaultContent empty() {
    return new VaultContent(new TreeMap<>());
  }

  static VaultContent read(byte[] json) {
    var credentials = new TreeMap<String, Stored>();
    Object root = Json.parse(new String(json, StandardCharsets.UTF_8)).value();
    members(members(root).get(ROOT))
        .forEach((name, stored) -> credentials.put(name, stored(name, members(stored))));
    return new VaultContent(credentials);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return (Map<String, Object>) members;
    }
    throw unexpected();
  }

  private static Stored stored(String name, Map<String, Object> fields) {
    if (fields.get("value") instanceof String value && fields.get("version") instanceof Long version
        && fields.get("updatedAt") instanceof String updatedAt) {
      return new Stored(new VaultEntry(name, version, instant(updatedAt)), value);
    }
    throw unexpected();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw unexpected();
    }
  }

  private static DatabaseException unexpected() {
    return new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
        "the content of the vault file is not what this version expects");
  }

  byte[] bytes() {
    var all = new LinkedHashMap<String, Object>();
    credentials.forEach((name, stored) -> all.put(name,
        Map.of("value", stored.value(), "version", stored.entry().version(), "updatedAt",
            stored.entry().updatedAt().toString())));
    return Json.of(Map.of(ROOT, all)).text().getBytes(StandardCharsets.UTF_8);
  }

  VaultContent with(String name, String value, Instant now) {
    Stored before = credentials.get(name);
    long version = before == null ? 1 : before.entry().version() + 1;
    var all = new TreeMap<>(credentials);
    all.put(name, new Stored(new VaultEntry(name, version, now), value));
    return new VaultContent(all);
  }

  VaultContent without(String name) {
    var all = new TreeMap<>(credentials);
    all.remove(name);
    return new VaultContent(all);
  }
}
