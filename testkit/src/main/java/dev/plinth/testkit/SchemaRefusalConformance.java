package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.assertRefuses;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that are refused, and names that are not what they seem. */
abstract class SchemaRefusalConformance extends RoleConformance {
  SchemaRefusalConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void refusesATableWithoutColumns() {
    TableDefinition table = TableDefinition.named(TestBed.newName("bare"));
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT, database().createTable(table)))
        .hasMessageContaining(table.name());
  }

  @Test
  void refusesKeysOfColumnsThatThereAreNot() {
    TableDefinition table = TableDefinition.named(TestBed.newName("keyed"))
        .column("id", PortableType.LONG);
    refuses(table.primaryKey("idd"), "idd");
    refuses(table.uniqueKey("id", "nme"), "nme");
    refuses(table.check("c", field("scor").gt(0)), "scor");
    assertThat(await(database().describeTable(table.name()))).isEmpty();
  }

  @Test
  @Requires(Capability.FOREIGN_KEYS)
  void refusesReferencesToWhatThereIsNot() {
    String parents = notes();
    TableDefinition table = TableDefinition.named(TestBed.newName("child"))
        .column("id", PortableType.LONG).column("parent", PortableType.LONG).primaryKey("id");
    refuses(table.foreignKey("paren", parents, "id", OnDelete.CASCADE), "paren");
    refuses(table.foreignKey("parent", parents, "idd", OnDelete.CASCADE), "idd");
    assertFails(ErrorCode.NOT_FOUND, database().createTable(
        table.foreignKey("parent", TestBed.newName("missing"), "id", OnDelete.CASCADE)));
    assertThat(await(database().describeTable(table.name()))).isEmpty();
  }

  @Test
  void refusesContradictoryColumns() {
    assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> ColumnDefinition.of("x", PortableType.TEXT).generatedByBackend());
    assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> ColumnDefinition.of("x", PortableType.LONG).withMaxLength(5));
    assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> ColumnDefinition.of("x", PortableType.DECIMAL).withPrecision(39, 2));
    assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> ColumnDefinition.of("x", PortableType.DECIMAL).withPrecision(2, 3));
    assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> TableDefinition.named("t")
        .column("x", PortableType.LONG).column("x", PortableType.TEXT));
  }

  @Test
  void refusesADefaultThatDoesNotFitItsColumn() {
    refuses(TableDefinition.named(TestBed.newName("defaults")).column(
        ColumnDefinition.of("amount", PortableType.LONG).withDefault("seven")), "amount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\"b", "a`b", "a'b", "a;b", "a b", "a.b", "a\nb", "1st", "$x",
      "x\"; DROP TABLE plinth_users; --"})
  void refusesNamesThatAreNone(String name) {
    refuses(TableDefinition.named(name).column("id", PortableType.LONG), "name");
    refuses(TableDefinition.named(TestBed.newName("named")).column(name, PortableType.LONG),
        "name");
    String table = notes(1);
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().createIndex(IndexDefinition.on(table, name, "score")));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().addColumn(table, ColumnDefinition.of(name, PortableType.LONG)));
    assertThat(await(database().countUsers())).isNotNegative();
  }

  @Test
  void refusesNamesThatAreTooLong() {
    refuses(TableDefinition.named("t".repeat(200)).column("id", PortableType.LONG), "name");
  }

  @Test
  void takesWordsOfTheLanguageForNames() {
    String table = create(TableDefinition.named(TestBed.newName("select"))
        .column("order", PortableType.LONG).column("group", PortableType.TEXT)
        .column("where", PortableType.LONG).column("userId", PortableType.LONG)
        .column("from", PortableType.BOOLEAN).primaryKey("order").uniqueKey("where"));
    await(database().createIndex(IndexDefinition.on(table, TestBed.newName("index"), "userId")));
    await(database().insertAll(table, List.of(
        Row.of("order", 1, "group", "a", "where", 1, "userId", 5, "from", true),
        Row.of("order", 2, "group", "b", "where", 2, "userId", 6, "from", false))));
    Row found = await(database().findOne(Query.from(table).select("userId", "group")
        .where(field("from").eq(false).and(field("order").gt(1))).orderBy("where"))).orElseThrow();
    assertThat(found).isEqualTo(Row.of("userId", 6, "group", "b"));
  }

  @Test
  void tellsNamesApartByCase() {
    String table = notes(1);
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().find(Query.from(table).where(field("TITLE").eq("x")))))
        .hasMessageContaining("TITLE").hasMessageContaining("title");
    assertThat(assertFails(ErrorCode.NOT_FOUND,
        database().count(table.toUpperCase(Locale.ROOT), Filter.all())))
        .hasMessageContaining(table);
    assertThat(await(database().describeTable(table.toUpperCase(Locale.ROOT)))).isEmpty();
  }

  @Test
  void changesNoSchemaBelowItsLevel() {
    String table = notes(1);
    for (AccessLevel level : new AccessLevel[]{AccessLevel.READ_ONLY, AccessLevel.DML}) {
      DatabaseProvider view = database().withAccess(AccessPolicy.of(level));
      assertFails(ErrorCode.ACCESS_DENIED, view.createTable(
          TableDefinition.named("never_made").column("id", PortableType.LONG)));
      assertFails(ErrorCode.ACCESS_DENIED, view.dropTable(table));
      assertFails(ErrorCode.ACCESS_DENIED,
          view.addColumn(table, ColumnDefinition.of("x", PortableType.LONG)));
      assertFails(ErrorCode.ACCESS_DENIED,
          view.createIndex(IndexDefinition.on(table, "never_made", "score")));
      assertFails(ErrorCode.ACCESS_DENIED, view.dropIndex(table, "never_made"));
      assertThat(await(view.describeTable(table))).isPresent();
    }
    assertThat(await(database().withAccess(AccessPolicy.of(AccessLevel.DDL)).dropTable(table)))
        .isTrue();
  }

  private void refuses(TableDefinition table, String named) {
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT, database().createTable(table)))
        .hasMessageContaining(named);
  }
}
