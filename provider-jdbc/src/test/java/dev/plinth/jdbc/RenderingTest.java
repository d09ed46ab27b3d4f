package dev.plinth.jdbc;

import static dev.plinth.data.Filter.all;
import static dev.plinth.data.Filter.and;
import static dev.plinth.data.Filter.field;
import static dev.plinth.data.Filter.not;
import static dev.plinth.data.Filter.or;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.support.engine.TableSchema;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RenderingTest {
  private static final Dialect DIALECT = new TinyDialect();
  private static final TableDefinition PEOPLE = TableDefinition.named("people")
      .column("id", PortableType.UUID).column("na\"me", PortableType.TEXT)
      .requiredColumn("age", PortableType.LONG).column("boss", PortableType.UUID).primaryKey("id");

  private static final String BOSS = "00000000-0000-0000-0000-000000000001";

  private final TableSchema people = JdbcSessionTest.schema(PEOPLE);
  private final TableStatements statements = TableStatements.of(DIALECT, people);

  @Test
  void bindsEveryValue() {
    Filter filter = and(field("age").gte(18).or(field("na\"me").eq("'; DROP TABLE people; --")),
        not(field("age").in(1, 2, 3)));
    assertThat(sql(filter)).isEqualTo("DELETE FROM \"people\" WHERE ((\"age\" >= ? OR "
        + "\"na\"\"me\" = ?) AND ((\"age\" IN (?, ?, ?, ?)) IS NOT TRUE))");
  }

  @Test
  void keepsOneStatementForAShape() {
    Rendered one = statements.statement(delete(field("age").in(1, 2, 3)));

    assertThat(statements.statement(delete(field("age").in(4, 5, 6, 7)))).isSameAs(one);
    assertThat(statements.statement(delete(field("age").in(1, 2)))).isNotSameAs(one);
    assertThat(statements.statement(delete(field("age").notIn(1, 2, 3)))).isNotSameAs(one);
    assertThat(statements.statement(
        new Shape.Filtered(Shape.Verb.COUNT, field("age").in(1, 2, 3)))).isNotSameAs(one);
    assertThat(TableStatements.of(DIALECT, people)).isSameAs(statements);
  }

  @Test
  void tellsShapesApart() {
    List<Filter> filters = List.of(all(), field("a").eq(1), field("b").eq(1), field("a").lt(1),
        field("a").isNull(), field("a").isNotNull(), field("a").contains("x"),
        field("a").containsIgnoringCase("x"), field("a").startsWith("x"), not(field("a").eq(1)),
        and(field("a").eq(1), field("b").eq(1)), or(field("a").eq(1), field("b").eq(1)),
        and(field("b").eq(1), field("a").eq(1)), and(field("a").eq(1)), field("a").in(1));
    for (Filter one : filters) {
      for (Filter other : filters) {
        assertThat(FilterShape.same(one, other)).as(one + " " + other).isEqualTo(one.equals(other));
      }
    }
  }

  @Test
  void keepsNoValue() {
    String secret = "secret";
    List<Shape> shapes = List.of(
        delete(and(field("a").eq(secret), or(field("a").in(secret), not(field("a").lt(secret))),
            field("a").contains(secret), field("a").isNull())),
        Shape.Select.of(Query.from("t").where(field("a").eq(secret)), Shape.Page.FIRST),
        new Shape.Change(field("a").eq(secret), Update.of("b", secret).increment("c", 5), false));
    for (Shape shape : shapes) {
      assertThat(shape.kept()).isEqualTo(shape).hasSameHashCodeAs(shape);
      assertThat(shape.kept().toString()).doesNotContain(secret);
    }
  }

  @Test
  void refusesMoreValuesThanTheBackendTakes() {
    fails(() -> sql(field("age").in(Collections.nCopies(40_000, 1L))));
    fails(() -> sql(field("no").eq(1)));
    fails(() -> DIALECT.quoted(""));
    fails(() -> DIALECT.quoted("a\0"));
  }

  @Test
  void namesOneRecordWhereTheFilterDoesNot() {
    Update update = Update.of("age", 1).unset("boss").increment("age2", 1);
    assertThat(statements.statement(new Shape.Change(field("id").eq("x"),
        Update.of("age", 1).unset("boss"), true)).sql())
        .isEqualTo("UPDATE \"people\" SET \"age\" = ?, \"boss\" = NULL WHERE \"id\" = ? "
            + "RETURNING \"id\", \"na\"\"me\", \"age\", \"boss\"");
    assertThat(statements.statement(new Shape.Change(field("age").eq(1),
        Update.none().increment("age", 1), true)).sql())
        .startsWith("UPDATE \"people\" SET \"age\" = \"age\" + ? WHERE \"age\" = ? AND \"id\" IN "
            + "(SELECT \"id\" FROM \"people\" WHERE \"age\" = ? LIMIT 1) RETURNING");
    fails(() -> statements.statement(new Shape.Change(all(), update, false)));
  }

  @Test
  void rendersOrderAndPages() {
    Query query = Query.from("people").select("id").orderByDescending("age").orderBy("id");
    assertThat(statements
        .statement(Shape.Select.of(query.limit(3).offset(4), Shape.Page.LIMIT_AND_OFFSET)).sql())
        .isEqualTo("SELECT \"id\" FROM \"people\" ORDER BY \"age\" DESC, \"id\" LIMIT ? OFFSET ?");
  }

  @Test
  void rendersInserts() {
    Columns columns = Columns.of(List.of("id", "age"));
    assertThat(statements.statement(new Shape.Insert(columns, Shape.InsertEnd.IGNORING,
        List.of("id"), 2)).sql())
        .isEqualTo("INSERT INTO \"people\" (\"id\", \"age\") VALUES (?, ?), (?, ?) "
            + "ON CONFLICT (\"id\") DO NOTHING");
    assertThat(statements.statement(new Shape.Insert(Columns.of(List.of()),
        Shape.InsertEnd.RETURNING_KEY, List.of(), 1)).sql())
        .isEqualTo("INSERT INTO \"people\" DEFAULT VALUES RETURNING \"id\"");
  }

  @Test
  void rendersDefinitions() {
    var renderer = new DefinitionRenderer(DIALECT);
    assertThat(renderer.createTable(PEOPLE
        .column(ColumnDefinition.of("kind", PortableType.TEXT).notNull().withDefault("it's"))
        .uniqueKey("age", "kind").foreignKey("boss", "people", "id", OnDelete.SET_NULL)
        .check("adult",
            field("age").gte(18).and(field("boss").notEq(BOSS).or(field("id").isNull())))))
        .isEqualTo("CREATE TABLE \"people\" (\"id\" TEXT NOT NULL, \"na\"\"me\" TEXT, "
            + "\"age\" INTEGER NOT NULL, \"boss\" TEXT, \"kind\" TEXT NOT NULL DEFAULT 'it''s', "
            + "PRIMARY KEY (\"id\"), UNIQUE (\"age\", \"kind\"), FOREIGN KEY (\"boss\") REFERENCES "
            + "\"people\" (\"id\") ON DELETE SET NULL, CONSTRAINT \"adult\" CHECK (\"boss\" IS NULL "
            + "OR (\"age\" >= 18 AND (\"boss\" <> '" + BOSS + "' OR \"id\" IS NULL))))");
    assertThat(renderer.createTable(TableDefinition.named("n")
        .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
        .primaryKey("id")))
        .isEqualTo("CREATE TABLE \"n\" (\"id\" INTEGER PRIMARY KEY AUTOINCREMENT)");
    assertThat(renderer.createIndex(new IndexDefinition("i", "people",
        List.of(Order.ascending("age"), Order.descending("id")), true), people))
        .isEqualTo("CREATE UNIQUE INDEX \"i\" ON \"people\" (\"age\", \"id\" DESC)");
    assertThat(renderer.addColumn("people", ColumnDefinition.of("x", PortableType.DOUBLE)))
        .isEqualTo("ALTER TABLE \"people\" ADD COLUMN \"x\" REAL");
    assertThat(renderer.dropIndex("people", "i")).isEqualTo("DROP INDEX \"i\"");
    assertThat(renderer.dropTable("people")).isEqualTo("DROP TABLE \"people\"");
  }

  @Test
  void fitsTheValuesOfDefinitionsToTheirColumns() {
    var renderer = new DefinitionRenderer(DIALECT);
    assertThat(renderer.createTable(TableDefinition.named("t")
        .column(ColumnDefinition.of("price", PortableType.DECIMAL).withDefault(0))
        .check("positive", field("price").in(0, 1.5, "2"))))
        .contains("DEFAULT '0'", "IN ('0', '1.5', '2')");
    fails(() -> renderer.createTable(TableDefinition.named("t")
        .column(ColumnDefinition.of("day", PortableType.DATE).withDefault("today"))));
    fails(() -> renderer.createTable(TableDefinition.named("t")
        .column("day", PortableType.DATE).check("c", field("no").eq(1))));
  }

  private String sql(Filter filter) {
    return statements.statement(delete(filter)).sql();
  }

  private static Shape delete(Filter filter) {
    return new Shape.Filtered(Shape.Verb.DELETE, filter);
  }

  private static void fails(Runnable work) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(work::run)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
