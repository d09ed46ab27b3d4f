package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Creating tables, and looking at them. */
abstract class SchemaConformance extends RoleConformance {
  SchemaConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void createsATableOnce() {
    TableDefinition table = simple();
    assertThat(await(database().createTable(table))).isTrue();
    assertThat(await(database().createTable(table.ifNotExists()))).isFalse();
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT, database().createTable(table)))
        .hasMessageContaining(table.name());
  }

  @Test
  void leavesAnExistingTableAsItIs() {
    String table = notes(note(1, "a"));
    assertThat(await(database().createTable(TableDefinition.named(table)
        .column("other", PortableType.TEXT).ifNotExists()))).isFalse();
    assertThat(row(table, 1).string("title")).isEqualTo("a");
  }

  @Test
  void dropsATableWithItsRecords() {
    TableDefinition table = simple();
    await(database().createTable(table));
    await(database().insert(table.name(), Row.of("id", 1)));
    assertThat(await(database().dropTable(table.name()))).isTrue();
    assertThat(await(database().dropTable(table.name()))).isFalse();
    assertFails(ErrorCode.NOT_FOUND, database().count(table.name(), Filter.all()));
    await(database().createTable(table));
    assertThat(await(database().count(table.name(), Filter.all()))).isZero();
  }

  @Test
  void listsTablesByName() {
    String b = TestBed.newName("listed_b");
    String a = TestBed.newName("listed_a");
    create(simple(b));
    create(simple(a));
    List<TableSummary> tables = await(database().listTables());
    List<String> names = tables.stream().map(TableSummary::name).toList();
    assertThat(names).contains(a, b, "plinth_users").isSorted();
    assertThat(tables).filteredOn(table -> table.name().equals(a)).singleElement()
        .satisfies(table -> assertThat(table.kind()).isIn(TableKind.TABLE, TableKind.COLLECTION));
    await(database().dropTable(a));
    assertThat(await(database().listTables())).extracting(TableSummary::name).doesNotContain(a);
  }

  @Test
  void listsSchemas() {
    List<String> schemas = await(database().listSchemas());
    assertThat(schemas).isNotEmpty();
    if (!bed().can(Capability.SCHEMAS)) {
      assertThat(schemas).containsExactly("");
    }
  }

  @Test
  void describesEveryPortableTypeAsItself() {
    TableDefinition definition = TableDefinition.named(TestBed.newName("typed"));
    for (PortableType type : PortableType.values()) {
      definition = definition.column("c_" + type.name().toLowerCase(java.util.Locale.ROOT), type);
    }
    String table = create(definition);
    assertThat(describe(table).columns()).extracting(ColumnDescription::type)
        .containsExactly(PortableType.values());
    assertThat(describe(table).columns()).allMatch(ColumnDescription::nullable);
  }

  @Test
  void describesColumnsAndKeys() {
    String table = create(TableDefinition.named(TestBed.newName("described"))
        .column("b", PortableType.LONG)
        .column(ColumnDefinition.of("a", PortableType.TEXT).withMaxLength(50))
        .requiredColumn("needed", PortableType.TEXT)
        .column(ColumnDefinition.of("state", PortableType.LONG).withDefault(7))
        .column(ColumnDefinition.of("code", PortableType.TEXT).withMaxLength(50))
        .primaryKey("a", "b").uniqueKey("code", "state"));
    TableDescription described = describe(table);
    assertThat(described.name()).isEqualTo(table);
    assertThat(described.columns()).extracting(ColumnDescription::name)
        .containsExactly("b", "a", "needed", "state", "code");
    assertThat(described.primaryKey()).containsExactly("a", "b");
    assertThat(described.column("a").orElseThrow().nullable()).isFalse();
    assertThat(described.column("needed").orElseThrow().nullable()).isFalse();
    assertThat(described.column("code").orElseThrow().nullable()).isTrue();
    assertThat(described.column("state").orElseThrow().defaultExpression()).contains("7");
    assertThat(described.column("code").orElseThrow().defaultExpression()).isNull();
    assertThat(described.indexes()).anySatisfy(index -> {
      assertThat(fields(index)).containsExactly("code", "state");
      assertThat(index.unique()).isTrue();
      assertThat(index.primary()).isFalse();
    });
  }

  @Test
  @Requires(Capability.GENERATED_KEYS)
  void describesGeneratedColumns() {
    String table = create(TableDefinition.named(TestBed.newName("generated"))
        .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
        .column("x", PortableType.LONG).primaryKey("id"));
    assertThat(describe(table).column("id").orElseThrow().generated()).isTrue();
    assertThat(describe(table).column("x").orElseThrow().generated()).isFalse();
  }

  @Test
  @Requires(Capability.FOREIGN_KEYS)
  void describesReferences() {
    String parents = notes();
    for (OnDelete onDelete : OnDelete.values()) {
      String table = create(TableDefinition.named(TestBed.newName("child"))
          .column("id", PortableType.LONG).column("parent", PortableType.LONG).primaryKey("id")
          .foreignKey("parent", parents, "id", onDelete));
      assertThat(describe(table).foreignKeys()).containsExactly(
          new ForeignKeyDefinition(List.of("parent"), parents, List.of("id"), onDelete));
    }
  }

  @Test
  @Requires(Capability.CHECK_CONSTRAINTS)
  void describesChecks() {
    String table =
        create(simple(TestBed.newName("checked")).check("positive_id", field("id").gt(0)));
    assertThat(describe(table).checks()).anySatisfy(check -> assertThat(check).contains("id"));
  }

  @Test
  void describesNothingThatThereIsNot() {
    assertThat(await(database().describeTable(TestBed.newName("missing")))).isEmpty();
  }

  @Test
  void addsAColumn() {
    String table = notes(note(1, "a"));
    await(database().addColumn(table, ColumnDefinition.of("extra", PortableType.TEXT)));
    await(database().addColumn(table,
        ColumnDefinition.of("state", PortableType.LONG).withDefault(3)));
    assertThat(row(table, 1).isNull("extra")).isTrue();
    assertThat(row(table, 1).longValue("state")).isEqualTo(3);
    await(database().insert(table, Row.of("id", 2, "extra", "b")));
    assertThat(row(table, 2).longValue("state")).isEqualTo(3);
    assertThat(ids(Query.from(table).where(field("extra").eq("b")))).containsExactly(2L);
  }

  @Test
  void refusesAColumnThatThereIs() {
    String table = notes();
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().addColumn(table, ColumnDefinition.of("title", PortableType.LONG))))
        .hasMessageContaining("title");
    assertFails(ErrorCode.NOT_FOUND, database().addColumn(TestBed.newName("missing"),
        ColumnDefinition.of("x", PortableType.LONG)));
  }

  @Test
  void createsAndDropsAnIndex() {
    String table = notes(3);
    String name = TestBed.newName("idx");
    var index = new IndexDefinition(name, table,
        List.of(Order.descending("score"), Order.ascending("id")), false);
    assertThat(await(database().createIndex(index))).isTrue();
    assertThat(await(database().createIndex(index))).isFalse();
    assertThat(describe(table).indexes()).filteredOn(known -> known.name().equals(name))
        .singleElement().satisfies(known -> {
          assertThat(known.columns()).isEqualTo(index.columns());
          assertThat(known.unique()).isFalse();
        });
    assertThat(await(database().dropIndex(table, name))).isTrue();
    assertThat(await(database().dropIndex(table, name))).isFalse();
    assertThat(describe(table).indexes()).noneMatch(known -> known.name().equals(name));
  }

  @Test
  void refusesAUniqueIndexOverEqualRecords() {
    String table = notes(scored(1, 5L), scored(2, 5L));
    IndexDefinition index =
        IndexDefinition.on(table, TestBed.newName("idx"), "score").asUnique();
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().createIndex(index));
    assertThat(describe(table).indexes()).noneMatch(known -> known.name().equals(index.name()));
  }

  @Test
  void refusesAnIndexOverWhatThereIsNot() {
    String table = notes();
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().createIndex(IndexDefinition.on(table, TestBed.newName("idx"), "skore"))))
        .hasMessageContaining("skore").hasMessageContaining("score");
    assertFails(ErrorCode.NOT_FOUND, database().createIndex(
        IndexDefinition.on(TestBed.newName("missing"), TestBed.newName("idx"), "score")));
  }

  @Test
  void forgetsWhatATableWasLike() {
    String table = notes(note(1, "a"));
    await(database().dropTable(table));
    create(TableDefinition.named(table).column("id", PortableType.LONG)
        .column("title", PortableType.LONG).primaryKey("id"));
    await(database().insert(table, Row.of("id", 1, "title", 7)));
    assertThat(row(table, 1).names()).containsExactly("id", "title");
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().insert(table, Row.of("id", 2, "title", "text")));
  }

  @Test
  @Requires(Capability.ROUTINES)
  void listsRoutines() {
    assertThat(await(database().listRoutines())).isNotNull();
  }

  @Test
  @Requires(Capability.TRIGGERS)
  void listsTriggers() {
    assertThat(await(database().listTriggers())).isNotNull();
  }

  @Test
  @Requires(Capability.SEQUENCES)
  void listsSequences() {
    assertThat(await(database().listSequences())).isNotNull();
  }

  private TableDescription describe(String table) {
    return await(database().describeTable(table)).orElseThrow();
  }

  private static List<String> fields(IndexDescription index) {
    return index.columns().stream().map(Order::field).toList();
  }

  private static TableDefinition simple() {
    return simple(TestBed.newName("simple"));
  }

  private static TableDefinition simple(String name) {
    return TableDefinition.named(name).column("id", PortableType.LONG).primaryKey("id");
  }
}
