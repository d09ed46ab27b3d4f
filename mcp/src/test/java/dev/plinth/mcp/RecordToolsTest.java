package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records through the tools, on SQLite. */
final class RecordToolsTest {
  @TempDir
  private Path folder;

  private SqliteTools sqlite;
  private Calls calls;

  @BeforeEach
  void open() {
    sqlite = SqliteTools.of(folder, AccessLevel.DML);
    calls = sqlite.calls;
    calls.call("db_insert", """
        {'table': 'users', 'data': [
          {'name': 'Alice', 'email': 'a@x', 'age': 30, 'balance': '10.50', 'active': true},
          {'name': 'Bob', 'email': 'b@x', 'age': 40, 'active': false},
          {'name': 'Carol', 'email': 'c@x', 'age': null}]}""");
  }

  @AfterEach
  void close() {
    sqlite.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {}                                              | 3
      {'active': true}                                | 2
      {'active': 'true'}                              | 2
      {'age': {'gte': 18, 'lt': 40}}                  | 1
      {'age': {'gt': '30'}}                           | 1
      {'age': {'lte': 40}}                            | 2
      {'age': null}                                   | 1
      {'age': {'isNull': true}}                       | 1
      {'age': {'isNull': false}}                      | 2
      {'age': {'not': null}}                          | 2
      {'age': {'not': 30}}                            | 1
      {'age': {'not': {'gt': 30}}}                    | 2
      {'age': {'in': [30, 40]}}                       | 2
      {'age': {'notIn': [30]}}                        | 1
      {'age': {'equals': 30}}                         | 1
      {'name': {'contains': 'li'}}                    | 1
      {'name': {'startsWith': 'C', 'endsWith': 'l'}}  | 1
      {'name': {'contains': 'AL', 'mode': 'insensitive'}} | 1
      {'balance': {'equals': 10.5}}                   | 1
      {'OR': [{'age': 30}, {'name': 'Bob'}]}          | 2
      {'AND': [{'age': 30}, {'name': 'Bob'}]}         | 0
      {'NOT': {'name': 'Bob'}}                        | 2
      {'NOT': [{'name': 'Bob'}, {'name': 'Alice'}]}   | 1
      {'active': true, 'OR': [{'age': 30}, {'age': null}]} | 2
      """)
  void filters(String where, int expected) {
    Map<String, @Nullable Object> found =
        calls.call("db_query", "{'table': 'users', 'where': " + where + "}");
    assertThat(found).containsEntry("rowCount", expected).containsEntry("truncated", false);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {'tabel': 'users'}                                      | tabel; it takes table
      {'table': 'user'}                                       | there is no table user; there are users
      {'table': 'users', 'where': {'agee': 1}}                | no column agee; it has age
      {'table': 'users', 'where': {'age': {'greater': 1}}}    | no operator greater
      {'table': 'users', 'where': {'age': {'gte': 'old'}}}    | the column age takes a whole number
      {'table': 'users', 'where': {'age': {}}}                | no operator
      {'table': 'users', 'where': {'AND': []}}                | AND joins at least one
      {'table': 'users', 'where': {'OR': [{}]}}               | empty object
      {'table': 'users', 'where': {'and': [{'age': 1}]}}      | no column and
      {'table': 'users', 'where': 'age > 1'}                  | where must be an object, but is a text
      {'table': 'users', 'where': {'name': {'contains': 1}}}  | contains on name must be a text
      {'table': 'users', 'where': {'age': {'in': 1}}}         | in on age must be a list
      {'table': 'users', 'where': {'extra': 'x'}}             | JSON, which cannot be compared
      {'table': 'users', 'orderBy': {'age': 'up'}}            | must be asc or desc
      {'table': 'users', 'orderBy': {'agee': 'asc'}}          | no column agee
      {'table': 'users', 'select': ['nam']}                   | no column nam
      {'table': 'users', 'limit': 0}                          | limit must be a whole number from 1
      {'table': 'users', 'limit': 'many'}                     | limit must be a whole number from 1
      {'table': 'users', 'offset': -1}                        | offset must be a whole number from 0
      {'table': 7}                                            | table must be a text, but is a number
      {}                                                      | needs the argument table
      """)
  void saysWhichArgumentIsWrongAndWhatThereIs(String arguments, String message) {
    ToolResult result = calls.result("db_query", arguments);
    assertThat(result.code()).isIn("DB_INVALID_ARGUMENT", "DB_NOT_FOUND");
    assertThat(String.valueOf(result.content().get("message"))).contains(message);
  }

  @Test
  void ordersSelectsAndPages() {
    Map<String, @Nullable Object> first = calls.call("db_query", """
        {'table': 'users', 'select': ['id', 'name'], 'orderBy': [{'active': 'asc'}, {'name': 'desc'}],
         'limit': 2}""");
    assertThat(Calls.rows(first)).extracting(row -> row.get("name")).containsExactly("Bob",
        "Carol");
    assertThat(first).containsEntry("truncated", true);
    Map<String, @Nullable Object> second = calls.call("db_query", """
        {'table': 'users', 'select': ['id', 'name'], 'orderBy': [{'active': 'asc'}, {'name': 'desc'}],
         'limit': 2, 'cursor': '%s'}""".formatted(first.get("nextCursor")));
    assertThat(Calls.rows(second)).extracting(row -> row.get("name")).containsExactly("Alice");
    assertThat(second).containsEntry("truncated", false).containsEntry("nextCursor", null);
  }

  @Test
  void convertsTextsOnTheirWayInAndValuesOnTheirWayOut() {
    calls.call("db_insert", """
        {'table': 'users', 'data': {'id': '9007199254740993', 'name': 'Dora', 'email': 'd@x',
         'active': 'false', 'balance': '12345678901234567890.12', 'born': '1990-02-28',
         'lastLogin': '2026-01-31T12:00:00.5+01:00', 'tag': '7f0c6dd4-3b1f-4b7a-9c58-0a5c1d1f6b11',
         'photo': 'AQID', 'extra': {'a': [1, 2.5, null, {'b': 'c'}]}}}""");
    Map<String, @Nullable Object> row = Calls.rows(calls.call("db_query",
        "{'table': 'users', 'where': {'name': 'Dora'}}")).get(0);
    assertThat(row).containsEntry("id", "9007199254740993").containsEntry("active", false)
        .containsEntry("balance", "12345678901234567890.12").containsEntry("born", "1990-02-28")
        .containsEntry("lastLogin", "2026-01-31T11:00:00.500Z")
        .containsEntry("tag", "7f0c6dd4-3b1f-4b7a-9c58-0a5c1d1f6b11")
        .containsEntry("photo", "AQID");
    assertThat(String.valueOf(row.get("extra"))).contains("a=", "b=c");
  }

  @Test
  void updatesWithChangesOfPrisma() {
    assertThat(calls.call("db_update",
        """
        {'table': 'users', 'where': {'name': 'Alice'}, 'data': {'age': {'increment': 5},
         'balance': {'decrement': '0.25'}, 'name': {'set': 'Alicia'}, 'lastLogin': {'unset': true}}}"""))
        .containsEntry("updated", 1L);
    assertThat(Calls.rows(calls.call("db_query", "{'table': 'users', 'where': {'email': 'a@x'}}")))
        .singleElement().satisfies(row -> assertThat(row).containsEntry("age", 35L)
            .containsEntry("balance", 10.25).containsEntry("name", "Alicia"));
    calls.fails("DB_INVALID_ARGUMENT", "db_update",
        "{'table': 'users', 'where': {'id': 1}, 'data': {'age': {'multiply': 2}}}");
    calls.fails("DB_INVALID_ARGUMENT", "db_update",
        "{'table': 'users', 'where': {'id': 1}, 'data': {}}");
  }

  @Test
  void changesEveryRecordOnlyWhereThatIsSaid() {
    for (String where : List.of("", "'where': {},", "'where': null,", "'all': false,",
        "'where': {}, 'all': 'no',")) {
      calls.fails("DB_INVALID_ARGUMENT", "db_delete",
          "{" + where + "'table': 'users'}");
      calls.fails("DB_INVALID_ARGUMENT", "db_update",
          "{" + where + "'table': 'users', 'data': {'age': 1}}");
    }
    calls.fails("DB_INVALID_ARGUMENT", "db_delete",
        "{'table': 'users', 'where': {'id': 1}, 'all': true}");
    assertThat(calls.call("db_update", "{'table': 'users', 'all': true, 'data': {'age': 1}}"))
        .containsEntry("updated", 3L);
    assertThat(calls.call("db_delete", "{'table': 'users', 'all': true}"))
        .containsEntry("deleted", 3L);
  }

  @Test
  void insertsManyAllOrNone() {
    calls.fails("DB_UNIQUE_VIOLATION", "db_insert",
        """
        {'table': 'users', 'data': [{'name': 'X', 'email': 'x@x'}, {'name': 'Y', 'email': 'a@x'}]}""");
    String records = """
        'records': [{'name': 'X', 'email': 'x@x'}, {'email': 'a@x', 'name': 'A2'}]""";
    calls.fails("DB_UNIQUE_VIOLATION", "db_bulk_insert", "{'table': 'users', " + records + "}");
    assertThat(calls.call("db_bulk_insert", "{'table': 'users', " + records
        + ", 'onConflict': 'update', 'conflictKeys': ['email']}")).containsEntry("inserted", 1L)
        .containsEntry("updated", 1L).containsEntry("ignored", 0L);
    assertThat(calls.call("db_bulk_insert", "{'table': 'users', " + records
        + ", 'onConflict': 'ignore', 'conflictKeys': 'email', 'batchSize': 1}"))
        .containsEntry("ignored", 2L);
    assertThat(calls.call("db_query", "{'table': 'users'}")).containsEntry("rowCount", 4);
    calls.fails("DB_INVALID_ARGUMENT", "db_bulk_insert",
        "{'table': 'users', 'records': [{'name': 'X'}, {'email': 'y@x'}]}");
  }

  @Test
  void describesTheSchemaWithoutWhatIsHidden() {
    assertThat(String.valueOf(calls.call("db_schema", "{'detail': 'names'}")))
        .contains("users", "accounts").doesNotContain("plinth_", "sqlite_");
    assertThat(String.valueOf(calls.call("db_schema", "{'table': 'users'}"))).contains("email",
        "nullable=false", "nativeType", "indexes", "primaryKey=[id]");
    assertThat(String.valueOf(calls.call("db_schema", "{'pattern': 'acc*'}"))).contains("accounts")
        .doesNotContain("users");
    assertThat(calls.fails("DB_NOT_FOUND", "db_schema", "{'table': 'plinth_users'}"))
        .doesNotContain("plinth_api_keys");
  }

  @Test
  void tellsItsHealth() {
    assertThat(calls.call("db_health", "{'testOperations': true}")).containsEntry("status", "up")
        .containsKeys("latencyMs", "checks", "pool");
    assertThat(calls.call("db_health", "{'includeStats': false}")).doesNotContainKey("pool");
  }

  @Test
  void saysWhichToolsThereAre() {
    assertThat(calls.fails("DB_INVALID_ARGUMENT", "db_qery", "{}")).contains("db_query");
    assertThat(sqlite.tools.tools()).hasSize(12).allSatisfy(tool -> {
      assertThat(tool.description()).isNotBlank();
      assertThat(tool.inputSchema()).containsEntry("type", "object").doesNotContainKey("required");
      assertThat(tool.readOnly() && tool.destructive()).isFalse();
    });
  }
}
