package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.support.engine.StatementNames;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which collections a native statement uses, and what a handle for some of them makes of it. */
final class NativeNamesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"find": "a", "filter": {"from": "b"}}                                     | a
      {"count": "a"}                                                             | a
      {"explain": {"find": "a"}}                                                 | a
      {"delete": "a", "deletes": [{"q": {"x": ?}, "limit": 1}]}                  | a
      [{"$from": "a"}, {"$lookup": {"from": "b", "as": "c"}}]                    | a b
      [{"$from": "a"}, {"$lookup": {"from": "b", "pipeline": [{"$unionWith": "c"}], "as": "d"}}] | a b c
      [{"$from": "a"}, {"$graphLookup": {"from": "b", "startWith": "$x"}}]       | a b
      [{"$from": "a"}, {"$unionWith": {"coll": "b", "pipeline": [{"$match": {"x": ?}}]}}] | a b
      [{"$from": "a"}, {"$facet": {"x": [{"$lookup": {"from": "b", "as": "c"}}]}}] | a b
      [{"$from": "a"}, {"$out": "b"}]                                            | a b
      [{"$from": "a"}, {"$merge": "b"}]                                          | a b
      [{"$from": "a"}, {"$merge": {"into": "b"}}]                                | a b
      {"create": "a", "viewOn": "b", "pipeline": [{"$unionWith": "c"}]}          | a b c
      {"aggregate": 1, "pipeline": [{"$documents": [{"x": 1}]}]}                 | ''
      {"ping": 1}                                                                | ''
      """)
  void knowsTheCollectionsOf(String text, String tables) {
    Set<String> expected = tables.isEmpty() ? Set.of() : Set.of(tables.split(" "));
    assertThat(names(text).tables()).isEqualTo(expected);
    assertThat(names(text).mentioned()).containsAll(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"renameCollection\": \"db.a\", \"to\": \"db.b\"}",
      "{\"dataSize\": \"db.a\"}", "[{\"$from\": \"a\"}, {\"$facet\": 1}]",
      "[{\"$from\": \"a\"}, {\"$out\": {\"s3\": {}}}]", "{\"convertToCapped\": \"a\"}"})
  void isNotCertainOfTheCollectionsOf(String text) {
    assertThat(names(text).tables()).isNull();
    assertThat(names(text).mentioned()).contains("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"find\": ?}", "[{\"$from\": \"a\"}, {\"$unionWith\": ?}]",
      "[{\"$from\": \"a\"}, {\"$lookup\": {\"from\": ?, \"as\": \"b\"}}]",
      "[{\"$from\": \"a\"}, {\"$facet\": {\"x\": [{\"$unionWith\": {\"coll\": ?}}]}}]",
      "[{\"$from\": \"a\"}, {\"$merge\": ?}]", "[{\"$from\": \"a\"}, {\"$out\": {\"coll\": ?}}]",
      "{\"create\": \"a\", \"viewOn\": ?}", "{\"explain\": {\"find\": ?}}",
      "{\"listCollections\": 1}",
      "{\"count\": {\"$uuid\": \"00000000-0000-4000-8000-000000000000\"}}"})
  void tellsNothingWhereTheCollectionMayBeAny(String text) {
    assertThat(NativeTexts.inspect(text).names()).isNull();
  }

  @Test
  void knowsWhatItDoesByWord() {
    assertThat(names("{\"dropIndexes\": \"a\", \"index\": \"*\"}").words())
        .contains("DROPINDEXES", "DROP");
    assertThat(names("[{\"$from\": \"a\"}, {\"$out\": \"b\"}]").words())
        .contains("AGGREGATE", "$OUT");
    assertThat(names("{\"findAndModify\": \"a\", \"remove\": true}").words()).contains("DELETE");
    assertThat(names("{\"explain\": {\"find\": \"a\", \"filter\": {\"x\": {\"$gt\": 1}}}}").words())
        .contains("EXPLAIN", "FIND", "$GT");
  }

  @Test
  void letsThroughWhatNamesNothingHidden() {
    try (DatabaseProvider database =
        await(Databases.open(InProcessServer.freshDatabaseUrl(), Options.defaults()))) {
      await(database.initialize());
      await(database.execute(Statement.of("{\"create\": \"open\"}")));
      await(database.insert("open", Row.of("_id", 1, "word", "tea")));
      DatabaseProvider view = database.withAccess(AccessPolicy.unrestricted()
          .denyingTables(Set.of("hidden")).hidingSystemTablesBut(Set.of()));
      assertThat(await(view.query(
          Statement.of("{\"find\": \"open\", \"filter\": {\"word\": ?}}", "tea"))).size())
          .isEqualTo(1);
      for (String text : new String[]{"{\"find\": \"hidden\"}", "{\"find\": \"HIDDEN\"}",
          "{\"find\": \"plinth_users\"}", "{\"f\\u0069nd\": \"plinth_us\\u0065rs\"}",
          "{\"find\": \"system.views\"}", "{\"listCollections\": 1}", "{\"collStats\": \"hidden\"}",
          "[{\"$from\": \"open\"}, {\"$unionWith\": \"plinth_users\"}]",
          "[{\"$from\": \"open\"}, {\"$lookup\": {\"from\": \"hidden\", \"localField\": \"a\","
              + " \"foreignField\": \"b\", \"as\": \"c\"}}]",
          "[{\"$from\": \"open\"}, {\"$out\": \"hidden\"}]", "{\"drop\": \"hidden\"}"}) {
        refused(view, Statement.of(text));
      }
      refused(view, Statement.of("{\"find\": ?}", "hidden"));
    }
  }

  private static void refused(DatabaseProvider view, Statement statement) {
    assertThatExceptionOfType(DatabaseException.class).as(statement.text())
        .isThrownBy(() -> await(view.query(statement)))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
  }

  private static StatementNames names(String text) {
    StatementNames names = NativeTexts.inspect(text).names();
    assertThat(names).isNotNull();
    return java.util.Objects.requireNonNull(names);
  }
}
