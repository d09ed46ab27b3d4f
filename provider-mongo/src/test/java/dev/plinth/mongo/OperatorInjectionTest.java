package dev.plinth.mongo;

import static dev.plinth.data.Filter.field;
import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.Json;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values and names that would be operators if they were let. */
final class OperatorInjectionTest {
  private static final Row NOT_NULL = Row.of("$ne", null);

  private DatabaseProvider database = open();

  private static DatabaseProvider open() {
    return await(Databases.open(InProcessServer.freshDatabaseUrl(), Options.defaults()));
  }

  @BeforeEach
  void fill() {
    await(database.createTable(TableDefinition.named("users").column("id", PortableType.LONG)
        .column("name", PortableType.TEXT).column("data", PortableType.JSON).primaryKey("id")));
    await(database.insert("users", Row.of("id", 1, "name", "alice")));
    // A collection that nobody declared: what its fields hold is anybody's.
    await(database.execute(Statement.of("{\"create\": \"free\"}")));
    await(database.insert("free", Row.of("_id", 1, "password", "secret")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void takesADocumentForAValueInAFilter() {
    for (Filter where : new Filter[]{field("password").eq(NOT_NULL),
        field("password").eq(Json.parse("{\"$gt\": \"\"}")), field("password").in(NOT_NULL),
        field("password").eq(Map.of("$regex", ".*")), field("_id").eq(NOT_NULL)}) {
      assertThat(await(database.count("free", where))).isZero();
      assertThat(await(database.delete("free", where))).isZero();
      assertThat(await(database.update("free", where, Update.of("password", "x")))).isZero();
    }
    assertThat(await(database.count("free", field("password").eq("secret")))).isEqualTo(1);
  }

  @Test
  void refusesADocumentForAText() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> await(database.find(Query.from("users").where(
            field("name").eq(NOT_NULL)))))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void storesTextsAndDocumentsThatLookLikeOperators() {
    Json operators = Json.parse("{\"$set\": {\"name\": \"x\"}, \"a.b\": 1, \"$where\": \"1\"}");
    await(database.insert("users", Row.of("id", 2, "name", "{\"$ne\": null}", "data", operators)));
    await(database.update("users", field("id").eq(1),
        Update.of("name", "$id").set("data", operators)));
    for (long id = 1; id <= 2; id++) {
      Row row = await(database.findOne(Query.from("users").where(field("id").eq(id))))
          .orElseThrow();
      assertThat(row.json("data")).isEqualTo(operators);
    }
    assertThat(await(database.count("users", field("name").eq("$id")))).isEqualTo(1);
    assertThat(await(database.count("users", field("name").eq("{\"$ne\": null}")))).isEqualTo(1);
  }

  @Test
  void refusesNamesThatAreOperatorsOrPaths() {
    for (String name : new String[]{"$where", "$set", "a.b", "a.$b", "", "a..b", "a\0b"}) {
      refuses(database.insert("free", Row.of("_id", 9, name, 1)));
    }
    for (String name : new String[]{"$where", "a.$b", "", ".", "a..b", "a\0b"}) {
      refuses(database.find(Query.from("free").where(field(name).eq("1"))));
      refuses(database.find(Query.from("free").orderBy(name)));
      refuses(database.find(Query.from("free").select(name)));
      refuses(database.update("free", Filter.all(), Update.of(name, 1)));
      refuses(database.delete("free", field(name).eq("1")));
    }
    assertThat(await(database.count("free", Filter.all()))).isEqualTo(1);
  }

  @Test
  void takesADocumentForAnElementOfAList() {
    await(database.insert("free", Row.of("_id", 3, "tags", List.of("a", "b"))));
    Filter third = field("_id").eq(3);
    await(database.update("free", third, Update.none().pull("tags", NOT_NULL)));
    await(database.update("free", third, Update.none().pull("tags", Row.of("$in", List.of("a")))));
    assertThat(stored().strings("tags")).containsExactly("a", "b");
    await(database.update("free", third, Update.none().push("tags", Row.of("each", "c"))));
    assertThat(stored().json("tags")).isEqualTo(Json.parse("[\"a\",\"b\",{\"each\":\"c\"}]"));
    await(database.update("free", third, Update.none().pull("tags", Row.of("each", "c"))
        .push("deep.list", 7)));
    assertThat(stored().strings("tags")).containsExactly("a", "b");
    assertThat(stored().document("deep").json("list")).isEqualTo(Json.parse("[7]"));
    for (Update wrong : List.of(Update.none().push("$tags", 1), Update.none().pull("a.$b", 1))) {
      refuses(database.update("free", third, wrong));
    }
  }

  private Row stored() {
    return await(database.findOne(Query.from("free").where(field("_id").eq(3)))).orElseThrow();
  }

  private static void refuses(CompletableFuture<?> call) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> await(call))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void bindsNoOperatorIntoANativeStatement() {
    String find = "{\"find\": \"free\", \"filter\": {\"password\": ?}}";
    assertThat(await(database.query(Statement.of(find, NOT_NULL)))).isEmpty();
    assertThat(await(database.query(Statement.of(find, "secret")))).hasSize(1);
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> await(database.query(
        Statement.of("{\"find\": \"free\", \"filter\": ?}", NOT_NULL))))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }

  @Test
  void reachesIntoDocumentsByPath() {
    await(database.insert("free", Row.of("_id", 2, "address",
        Map.of("city", "Oslo"), "tags", List.of("a", "b"))));
    assertThat(await(database.count("free", field("address.city").eq("Oslo")))).isEqualTo(1);
    Row row = await(database.findOne(Query.from("free").where(field("tags").eq("b"))
        .select("address.city", "tags.1", "tags"))).orElseThrow();
    assertThat(row.string("address.city")).isEqualTo("Oslo");
    assertThat(row.string("tags.1")).isEqualTo("b");
    assertThat(row.strings("tags")).containsExactly("a", "b");
    await(database.update("free", field("_id").eq(2), Update.of("address.city", "Rome")));
    assertThat(await(database.count("free", field("address.city").eq("Rome")))).isEqualTo(1);
    assertThat(await(database.describeTable("free")).orElseThrow().columns())
        .anySatisfy(column -> assertThat(column.nativeType()).contains("object{city}"));
  }
}
