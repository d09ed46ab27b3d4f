package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransactionToolTest {
  @TempDir
  private Path folder;

  private SqliteTools sqlite;
  private Calls calls;

  @BeforeEach
  void open() {
    sqlite = SqliteTools.of(folder, AccessLevel.DML);
    calls = sqlite.calls;
  }

  @AfterEach
  void close() {
    sqlite.close();
  }

  @Test
  void carriesOutEveryKindOfOperation() {
    Map<String, @Nullable Object> done = calls.call("db_transaction", """
        {'isolation': 'Serializable', 'timeoutMs': 5000, 'operations': [
          {'type': 'insert', 'table': 'accounts', 'data': {'userId': 1, 'balance': 10}},
          {'type': 'savepoint', 'name': 'a'},
          {'type': 'delete', 'table': 'accounts', 'all': true},
          {'type': 'rollback_to', 'name': 'a'},
          {'type': 'update', 'table': 'accounts', 'where': {'userId': 1}, 'data': {'balance': {'increment': 5}}},
          {'type': 'raw', 'query': 'UPDATE accounts SET balance = balance + ?', 'params': [1]},
          {'type': 'raw', 'query': 'SELECT balance FROM accounts'},
          {'type': 'query', 'table': 'accounts', 'select': ['balance']}]}""");
    assertThat(done).containsEntry("committed", true);
    assertThat((List<?>) done.get("results")).hasSize(8);
    assertThat(String.valueOf(done.get("results"))).contains("inserted=1", "key={userId=1}",
        "deleted=1", "updated=1", "affected=1", "balance=16", "done=true");
  }

  /** Else a thousand queries would answer a thousand times what one may. */
  @Test
  void sharesTheBytesOfAResultAmongItsQueries() {
    calls.call("db_insert", "{'table': 'users', 'data': {'name': '" + "n".repeat(2_000)
        + "', 'email': 'a@x'}}");
    calls.call("db_insert", "{'table': 'users', 'data': {'name': '" + "n".repeat(2_000)
        + "', 'email': 'b@x'}}");
    calls.call("db_connect", "{'options': {'maxBytes': 8000}}");
    String query = "{'type': 'query', 'table': 'users', 'select': ['name']}";
    assertThat(String.valueOf(calls.call("db_transaction", "{'operations': [" + query + "]}")))
        .contains("rowCount=2", "truncated=false");
    assertThat(String.valueOf(calls.call("db_transaction",
        "{'operations': [" + query + ", " + query + ", " + query + "]}")))
        .contains("rowCount=1", "truncated=true").doesNotContain("rowCount=2");
    calls.fails("DB_RESULT_TOO_LARGE", "db_transaction", "{'operations': ["
        + String.join(", ", Collections.nCopies(8, query)) + "]}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {}                                                     | needs the argument operations
      {'operations': []}                                     | operations must hold 1 to 1000
      {'operations': [{'type': 'upsert'}]}                   | operation 0: the type of an operation must be one of
      {'operations': [{'type': 'insert', 'table': 'accounts'}]} | operation 0: the operation insert needs the argument data
      {'operations': [{'type': 'query', 'table': 'accounts', 'were': {}}]} | has no argument were; it takes where
      {'operations': [{'type': 'rollback_to', 'name': 'x'}]} | no operation before sets the savepoint x
      {'operations': [{'type': 'delete', 'table': 'accounts'}]} | would concern every record
      {'operations': [{'type': 'query', 'table': 'accounts'}], 'isolation': 'loose'} | isolation must be one of
      {'operations': 'x'}                                    | operations must be a list
      {'operations': [7]}                                    | operation 0 must be an object
      """)
  void saysWhatIsWrong(String arguments, String message) {
    assertThat(calls.fails("DB_INVALID_ARGUMENT", "db_transaction", arguments)).contains(message);
  }

  @Test
  void rollsBackAllAndNamesTheOperation() {
    assertThat(calls.fails("DB_UNIQUE_VIOLATION", "db_transaction", """
        {'operations': [
          {'type': 'insert', 'table': 'accounts', 'data': {'userId': 1, 'balance': 10}},
          {'type': 'insert', 'table': 'accounts', 'data': {'userId': 1, 'balance': 20}}]}"""))
        .startsWith("operation 1:");
    assertThat(calls.call("db_query", "{'table': 'accounts'}")).containsEntry("rowCount", 0);
    calls.fails("DB_INVALID_QUERY", "db_transaction",
        "{'operations': [{'type': 'raw', 'query': 'COMMIT'}]}");
  }
}
