package dev.plinth.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a native statement is, and what its values may become. */
final class NativeTextTest {
  private static final Row OPERATOR = Row.of("$ne", null);

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "1", "\"find\"", "{", "}", "{\"find\": \"x\"", "{\"find\": 'x'}",
      "{find: \"x\"}", "{\"find\": \"x\"} {\"ping\": 1}", "{\"find\": \"x\"}; {\"ping\": 1}",
      "{\"find\": \"x\"}}", "{\"a\": new Date()}", "{\"a\": ObjectId(\"x\")}", "{\"a\": NaN}",
      "{\"a\": /x/}", "{?: 1}", "{\"a\" ? 1}", "{:a: 1}", "{\"a\": ?, \"b\": $1}",
      "{\"a\": {\"$symbol\": \"p\"}, \"b\": 1, \"find\": 2} x", "[]", "[{\"$match\": {}}]",
      "[{\"$from\": 1}]", "[{\"$from\": \"a\", \"b\": 1}]", "?", "[?]"})
  void refusesWhatIsNotOneStatement(String text) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> NativeText.parse(text).command())
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    String deep = "[".repeat(5_000);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> NativeText.parse("{\"a\": " + deep));
  }

  @Test
  void putsValuesWhereParametersStand() {
    assertThat(bound("{\"find\": \"x\", \"filter\": {\"a\": ?, \"b\": {\"$gt\": ?}}}", "t", 3))
        .isEqualTo("{\"find\": \"x\", \"filter\": {\"a\": \"t\", \"b\": {\"$gt\": 3}}}");
    assertThat(NativeText.parse("{\"find\": \"x\", \"filter\": {\"a\": :name, \"b\"::name}}")
        .bind(Statement.named("", Map.of("name", "v"))).toJson())
        .isEqualTo("{\"find\": \"x\", \"filter\": {\"a\": \"v\", \"b\": \"v\"}}");
  }

  @Test
  void makesNoOperatorOfADocument() {
    assertThat(bound("{\"find\": \"x\", \"filter\": {\"a\": ?}}", OPERATOR))
        .contains("{\"a\": {\"$eq\": {\"$ne\": null}}}");
    assertThat(bound("{\"delete\": \"x\", \"deletes\": [{\"q\": {\"a\": ?}, \"limit\": 0}]}",
        Json.parse("{\"$gt\": \"\"}"))).contains("{\"a\": {\"$eq\": {\"$gt\": \"\"}}}");
    assertThat(bound("{\"find\": \"x\", \"filter\": {\"a\": {\"$in\": [?]}}}", OPERATOR))
        .contains("{\"$in\": [{\"$ne\": null}]}");
  }

  @Test
  void makesNoPathOfAText() {
    assertThat(bound("[{\"$from\": \"x\"}, {\"$project\": {\"a\": ?}}]", "$secret"))
        .contains("{\"a\": {\"$literal\": \"$secret\"}}");
    assertThat(bound("{\"find\": \"x\", \"filter\": {\"$expr\": {\"$eq\": [\"$a\", ?]}}}", "$b"))
        .contains("[\"$a\", {\"$literal\": \"$b\"}]");
    assertThat(bound("{\"find\": \"x\", \"filter\": {\"a\": ?}}", "$b")).contains("\"$b\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"find\": \"x\", \"filter\": ?}",
      "{\"find\": \"x\", \"filter\": {\"$or\": [?]}}",
      "{\"find\": \"x\", \"filter\": {\"$or\": ?}}",
      "{\"find\": \"x\", \"filter\": {\"a\": {\"$not\": ?}}}",
      "{\"find\": \"x\", \"filter\": {\"a\": {\"$elemMatch\": ?}}}",
      "[{\"$from\": \"x\"}, ?]", "[{\"$from\": \"x\"}, {\"$match\": ?}]",
      "{\"aggregate\": \"x\", \"pipeline\": ?}", "{\"find\": \"x\", \"sort\": ?}",
      "{\"update\": \"x\", \"updates\": [{\"q\": {}, \"u\": ?}]}",
      "{\"update\": \"x\", \"updates\": [?]}",
      "{\"update\": \"x\", \"updates\": [{\"q\": {}, \"u\": {\"$set\": ?}}]}",
      "{\"update\": \"x\", \"updates\": [{\"q\": {}, \"u\": {\"$pull\": {\"a\": ?}}}]}",
      "{\"update\": \"x\", \"updates\": [{\"q\": {}, \"u\": {\"$push\": {\"a\": ?}}}]}",
      "[{\"$from\": \"x\"}, {\"$lookup\": ?}]", "{\"create\": \"x\", \"validator\": ?}"})
  void refusesADocumentWhereItCouldMeanSomething(String text) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> bound(text, OPERATOR))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }

  @Test
  void storesDocumentsAsTheyAre() {
    assertThat(bound("{\"insert\": \"x\", \"documents\": [{\"a\": ?}]}", OPERATOR))
        .contains("{\"a\": {\"$ne\": null}}");
    assertThat(
        bound("{\"update\": \"x\", \"updates\": [{\"q\": {}, \"u\": {\"$set\": {\"a\": ?}}}]}",
            OPERATOR))
        .contains("{\"$set\": {\"a\": {\"$ne\": null}}}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"find": "x"}                                                            | READ_ONLY
      {"count": "x"}                                                           | READ_ONLY
      {"distinct": "x", "key": "a"}                                            | READ_ONLY
      {"explain": {"find": "x"}}                                               | READ_ONLY
      {"aggregate": "x", "pipeline": [{"$match": {}}, {"$group": {"_id": 1}}]} | READ_ONLY
      {"insert": "x", "documents": [{}]}                                       | DML
      {"explain": {"delete": "x", "deletes": []}}                              | DML
      {"aggregate": "x", "pipeline": [{"$merge": "y"}]}                        | DML
      {"aggregate": "x", "pipeline": [{"$out": "y"}]}                          | DDL
      {"collMod": "x"}                                                         | DDL
      {"drop": "x"}                                                            | DDL
      {"aggregate": "x", "pipeline": [{"$unknown": 1}]}                        | ADMIN
      {"aggregate": "x", "pipeline": [{"$facet": {"a": [{"$out": "y"}]}}]}     | ADMIN
      {"aggregate": "x", "pipeline": [{"$lookup": {"from": {"db": "admin", "coll": "y"}}}]} | ADMIN
      {"aggregate": "x", "pipeline": [{"$unionWith": "system.users"}]}         | ADMIN
      {"aggregate": "x", "pipeline": [{"$project": {"a": {"$function": {}}}}]} | ADMIN
      {"aggregate": "x", "pipeline": [{"$match": {}, "$out": "y"}]}            | ADMIN
      {"find": "system.users"}                                                 | ADMIN
      {"find": "x", "filter": {"$where": "1"}}                                 | ADMIN
      {"find": "x", "filter": {"a": {"$code": "1"}}}                           | ADMIN
      {"mapReduce": "x"}                                                       | ADMIN
      {"eval": "1"}                                                            | ADMIN
      {"FIND": "x"}                                                            | ADMIN
      {"dropDatabase": 1}                                                      | ADMIN
      """)
  void needsTheRight(String text, AccessLevel level) {
    assertThat(NativeTexts.inspect(text).level()).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"commitTransaction\": 1}", "{\"find\": \"x\", \"lsid\": {}}",
      "{\"find\": \"x\", \"$db\": \"admin\"}", "{\"find\": \"x\", \"autocommit\": false}",
      "{\"insert\": \"x\", \"documents\": [], \"writeConcern\": {}}", "{\"logout\": 1}", "{}"})
  void refusesWhatWouldReachTheNextCaller(String text) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> NativeTexts.inspect(text))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }

  @Test
  void keepsATemplateAsItIs() {
    NativeTemplate template = NativeText.parse("{\"find\": \"x\"}");
    template.bind(Statement.of("")).put("writeConcern", new BsonDocument());
    assertThat(template.command().keySet()).isEqualTo(java.util.Set.copyOf(List.of("find")));
  }

  private static String bound(String text, Object... values) {
    return NativeText.parse(text).bind(Statement.of(text, values)).toJson();
  }
}
