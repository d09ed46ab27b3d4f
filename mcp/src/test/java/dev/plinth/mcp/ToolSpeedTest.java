package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Rows;
import dev.plinth.factory.Databases;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a tool costs over the call of the provider, measured side by side. */
@Timeout(120)
final class ToolSpeedTest {
  private static final int WARM_UP = 2_000;
  private static final int CALLS = 2_000;
  private static final long MOST_NANOS = 1_000_000;

  @TempDir
  private Path folder;

  @Test
  void costsAtMostAMillisecondOverTheProvider() {
    try (var sqlite = SqliteTools.of(folder, AccessLevel.DML)) {
      sqlite.calls.call("db_insert",
          "{'table': 'users', 'data': {'name': 'Alice', 'email': 'a@x'}}");
      var query = Query.from("users").where(Filter.field("id").eq(1));
      Map<String, Object> arguments = Map.of("table", "users", "where", Map.of("id", 1));
      long[] provider = new long[CALLS];
      long[] tool = new long[CALLS];
      for (int i = -WARM_UP; i < CALLS; i++) {
        long began = System.nanoTime();
        Rows rows = Databases.await(sqlite.database.find(query));
        long between = System.nanoTime();
        ToolResult result = Databases.await(sqlite.calls.session().call("db_query", arguments));
        long ended = System.nanoTime();
        assertThat(result.content()).containsEntry("rowCount", rows.size());
        if (i >= 0) {
          provider[i] = between - began;
          tool[i] = ended - between;
        }
      }
      long over = median(tool) - median(provider);
      System.out.printf("[speed] db_query %d us, find %d us, over %d us (medians)%n",
          median(tool) / 1000, median(provider) / 1000, over / 1000);
      assertThat(over).isLessThan(MOST_NANOS);
    }
  }

  private static long median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
