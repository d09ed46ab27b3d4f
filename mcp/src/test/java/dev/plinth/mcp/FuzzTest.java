package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.testkit.HostileStatements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random arguments: every call ends in a result or a code within its time. The number of calls is {@code
 * -Dplinth.fuzz=N}, the seed {@code -Dplinth.fuzz.seed=N}.
 */
@Timeout(3_000)
final class FuzzTest {
  private static final int CALLS = Integer.getInteger("plinth.fuzz", 3_000);
  private static final int AT_ONCE = 50;
  private static final List<String> WORDS = List.of("users", "accounts", "id", "name", "email",
      "age",
      "active", "balance", "born", "lastLogin", "tag", "photo", "extra", "AND", "OR", "NOT",
      "equals",
      "not", "in", "notIn", "lt", "gte", "contains", "isNull", "mode", "insensitive", "increment",
      "set",
      "unset", "asc", "desc", "insert", "update", "delete", "query", "raw", "savepoint",
      "rollback_to",
      "error", "ignore", "all", "one", "scalar", "none", "names", "full", "$date", "$where",
      "$uuid",
      "2026-01-31T12:00:00Z", "AQID", "true", "{}", "[1]", "{\"a\": 1}", "SELECT * FROM users",
      "UPDATE users SET age = 1", "", " ", "\uD800", "a\u0000b", "%", "*", "main", "serializable",
      "read-only", "admin", "9999999999999999999999", "1e400", "NaN", "plinth_users");

  @TempDir
  private Path folder;

  @Test
  void everyCallEndsInAResultOrACode() throws Exception {
    long seed = Long.getLong("plinth.fuzz.seed", System.nanoTime());
    var random = new Random(seed);
    int failed = 0;
    try (var sqlite =
        new SqliteTools(folder, Grant.of(AccessLevel.DML).withTimeout(Duration.ofSeconds(5)))) {
      List<String> hostile = HostileStatements.all("users", "plinth_users",
          folder.resolve("hostile.file").toString());
      var running = new ArrayList<CompletableFuture<ToolResult>>();
      for (int i = 0; i < CALLS; i++) {
        List<DatabaseTool> tools = sqlite.tools.tools();
        DatabaseTool tool = tools.get(random.nextInt(tools.size()));
        running.add(
            sqlite.calls.session().call(tool.name(), arguments(random, tool, hostile)));
        if (running.size() == AT_ONCE || i == CALLS - 1) {
          for (CompletableFuture<ToolResult> call : running) {
            failed += check(call.get(60, TimeUnit.SECONDS), seed);
          }
          running.clear();
        }
      }
    }
    assertThat(failed).as("failures of seed %s", seed).isGreaterThan(CALLS / 10)
        .isLessThan(CALLS);
  }

  private static int check(ToolResult result, long seed) {
    assertThat(result.text()).as("seed %s", seed).startsWith("{");
    if (!result.error()) {
      return 0;
    }
    assertThat(result.code()).as("seed %s", seed).matches("DB_[A-Z_]+");
    assertThat(result.text()).as("seed %s", seed).doesNotContain("something unexpected");
    return 1;
  }

  private static Map<String, @Nullable Object> arguments(Random random, DatabaseTool tool,
      List<String> hostile) {
    var arguments = new LinkedHashMap<String, @Nullable Object>();
    if (!(tool.inputSchema().get("properties") instanceof Map<?, ?> properties)) {
      throw new AssertionError("a schema without properties: " + tool.name());
    }
    for (Object name : properties.keySet()) {
      if (random.nextInt(3) > 0 && !name.equals("connectionId")) {
        arguments.put(String.valueOf(name), argument(random, String.valueOf(name), hostile));
      }
    }
    if (random.nextInt(20) == 0) {
      arguments.put(word(random), value(random, 3));
    }
    return arguments;
  }

  private static @Nullable Object argument(Random random, String name, List<String> hostile) {
    if (random.nextInt(6) == 0) {
      return value(random, 4);
    }
    return switch (name) {
      case "table" -> random.nextInt(4) > 0 ? "users" : word(random);
      case "query" -> random.nextBoolean()
          ? hostile.get(random.nextInt(hostile.size()))
          : mutated(random, hostile.get(random.nextInt(hostile.size())));
      case "url" -> "sqlite:" + word(random);
      case "where", "data" -> object(random, 3);
      case "operations" -> operations(random, hostile);
      case "records" -> List.of(object(random, 2), object(random, 2));
      default -> value(random, 2);
    };
  }

  private static List<Object> operations(Random random, List<String> hostile) {
    var operations = new ArrayList<Object>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      var operation = new LinkedHashMap<String, @Nullable Object>();
      operation.put("type", List.of("insert", "update", "delete", "query", "raw", "savepoint",
          "rollback_to", "x").get(random.nextInt(8)));
      operation.put("table", "users");
      for (String name : List.of("where", "data", "query", "params", "name", "all")) {
        if (random.nextInt(3) == 0) {
          operation.put(name, argument(random, name, hostile));
        }
      }
      operations.add(operation);
    }
    return operations;
  }

  private static String mutated(Random random, String text) {
    int cut = random.nextInt(text.length() + 1);
    return text.substring(0, cut) + "'\"`;()/*-$\\?:[]{}\n\0".charAt(random.nextInt(19))
        + text.substring(cut);
  }

  private static Map<String, @Nullable Object> object(Random random, int depth) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    for (int i = random.nextInt(4); i > 0; i--) {
      object.put(word(random), value(random, depth - 1));
    }
    return object;
  }

  private static @Nullable Object value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 11 : 9)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt(-5, 100);
      case 3 -> random.nextLong();
      case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
      case 5, 6, 7 -> word(random);
      case 8 -> new java.math.BigInteger(300, random);
      case 9 -> object(random, depth);
      default -> {
        var list = new ArrayList<@Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
    };
  }

  private static String word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
