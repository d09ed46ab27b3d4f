package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What the schema forbids: each with its own code, and nothing applied. */
abstract class ConstraintConformance extends RoleConformance {
  ConstraintConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void refusesASecondRecordWithTheSameUniqueKey() {
    String table = accounts();
    await(database().insert(table, account(1, "a", 1)));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insert(table, account(2, "a", 1)));
    await(database().insert(table, account(3, "a", 2)));
    assertThat(allIds(table)).containsExactly(1L, 3L);
  }

  @Test
  void refusesAnUpdateOntoAnExistingUniqueKey() {
    String table = accounts();
    await(database().insert(table, account(1, "a", 1)));
    await(database().insert(table, account(2, "b", 1)));
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().update(table, field("id").eq(2), Update.of("owner", "a")));
    assertThat(row(table, 2).string("owner")).isEqualTo("b");
  }

  @Test
  void takesNullsOfAUniqueKeyForDifferent() {
    String table = accounts();
    await(database().insert(table, Row.of("id", 1, "owner", "a", "number", null)));
    await(database().insert(table, Row.of("id", 2, "owner", "a", "number", null)));
    assertThat(allIds(table)).hasSize(2);
  }

  @Test
  void tellsUniqueTextsApartByCaseAccentAndTrailingBlank() {
    String table = create(TableDefinition.named(TestBed.newName("texts"))
        .column(ColumnDefinition.of("name", PortableType.TEXT).withMaxLength(100))
        .primaryKey("name"));
    for (String name : new String[]{"tea", "Tea", "téa", "te\u0301a", "tea ", " tea", ""}) {
      await(database().insert(table, Row.of("name", name)));
    }
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insert(table, Row.of("name", "Tea")));
    assertThat(await(database().count(table, Filter.all()))).isEqualTo(7);
  }

  @Test
  void refusesARequiredColumnThatIsNullOrMissing() {
    String table = create(TableDefinition.named(TestBed.newName("required"))
        .column("id", PortableType.LONG).requiredColumn("title", PortableType.TEXT)
        .primaryKey("id"));
    assertFails(ErrorCode.NOT_NULL_VIOLATION, database().insert(table, Row.of("id", 1)));
    assertFails(ErrorCode.NOT_NULL_VIOLATION,
        database().insert(table, Row.of("id", 1, "title", null)));
    await(database().insert(table, note(2, "")));
    assertFails(ErrorCode.NOT_NULL_VIOLATION,
        database().update(table, field("id").eq(2), Update.of("title", null)));
    assertThat(allIds(table)).containsExactly(2L);
  }

  @Test
  void refusesATextThatIsTooLong() {
    String table = create(TableDefinition.named(TestBed.newName("short"))
        .column("id", PortableType.LONG)
        .column(ColumnDefinition.of("code", PortableType.TEXT).withMaxLength(5)).primaryKey("id"));
    await(database().insert(table, Row.of("id", 1, "code", "12345")));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().insert(table, Row.of("id", 2, "code", "123456")));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().update(table, field("id").eq(1), Update.of("code", "abcdef")));
    assertThat(row(table, 1).string("code")).isEqualTo("12345");
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void refusesADecimalThatDoesNotFitInsteadOfCuttingIt() {
    String table = create(TableDefinition.named(TestBed.newName("money"))
        .column("id", PortableType.LONG)
        .column(ColumnDefinition.of("price", PortableType.DECIMAL).withPrecision(6, 2))
        .primaryKey("id"));
    await(database().insert(table, priced(1, "9999.99")));
    await(database().insert(table, priced(2, "-1.50000")));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, database().insert(table, priced(3, "10000")));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, database().insert(table, priced(4, "1.005")));
    assertThat(allIds(table)).containsExactly(1L, 2L);
    assertThat(row(table, 1).decimal("price")).isEqualByComparingTo("9999.99");
  }

  @Test
  void refusesANumberBeyondTheTypeOfItsColumn() {
    String table = notes();
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, database().insert(table,
        Row.of("id", 1, "score", new BigDecimal("9223372036854775808"))));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  @Requires(Capability.CHECK_CONSTRAINTS)
  void refusesARecordThatFailsACheck() {
    String table = create(TableDefinition.named(TestBed.newName("checked"))
        .column("id", PortableType.LONG).column("score", PortableType.LONG)
        .primaryKey("id")
        .check("score_in_range", field("score").gte(0).and(field("score").lte(10))));
    await(database().insert(table, scored(1, 10L)));
    await(database().insert(table, scored(2, null)));
    assertFails(ErrorCode.CHECK_VIOLATION, database().insert(table, scored(3, 11L)));
    assertFails(ErrorCode.CHECK_VIOLATION,
        database().update(table, field("id").eq(1), Update.of("score", -1)));
    assertThat(row(table, 1).longValue("score")).isEqualTo(10);
    assertThat(allIds(table)).containsExactly(1L, 2L);
  }

  @Test
  @Requires(Capability.FOREIGN_KEYS)
  void refusesAReferenceToARecordThatThereIsNot() {
    String children = children(OnDelete.RESTRICT);
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION,
        database().insert(children, Row.of("id", 1, "parent", 99)));
    await(database().insert(children, Row.of("id", 1, "parent", null)));
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION,
        database().update(children, Filter.all(), Update.of("parent", 99)));
  }

  @Test
  @Requires(Capability.FOREIGN_KEYS)
  void refusesToDeleteARecordThatIsReferredTo() {
    String parents = notes(note(1, "a"), note(2, "b"));
    String children = children(parents, OnDelete.RESTRICT);
    await(database().insert(children, Row.of("id", 1, "parent", 1)));
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION, database().delete(parents, Filter.all()));
    assertThat(allIds(parents)).containsExactly(1L, 2L);
  }

  @Test
  @Requires(Capability.FOREIGN_KEYS)
  void deletesWhatReferredToADeletedRecord() {
    String parents = notes(note(1, "a"), note(2, "b"));
    String children = children(parents, OnDelete.CASCADE);
    await(database().insert(children, Row.of("id", 1, "parent", 1)));
    await(database().insert(children, Row.of("id", 2, "parent", 2)));
    assertThat(await(database().delete(parents, field("id").eq(1)))).isEqualTo(1);
    assertThat(allIds(children)).containsExactly(2L);
  }

  @Test
  @Requires(Capability.FOREIGN_KEYS)
  void forgetsReferencesToADeletedRecord() {
    String parents = notes(note(1, "a"));
    String children = children(parents, OnDelete.SET_NULL);
    await(database().insert(children, Row.of("id", 1, "parent", 1)));
    await(database().delete(parents, Filter.all()));
    assertThat(row(children, 1).isNull("parent")).isTrue();
  }

  @Test
  void namesNoValueInTheFailure() {
    String secret = SecretCanary.secret("unique");
    String table = accounts();
    await(database().insert(table, account(1, secret, 1)));
    DatabaseException failure =
        assertFails(ErrorCode.UNIQUE_VIOLATION, database().insert(table, account(2, secret, 1)));
    assertThat(failure.getMessage()).isNotBlank();
  }

  @Test
  void enforcesAUniqueIndexAsAKey() {
    String table = notes(note(1, "a"));
    await(database().createIndex(
        IndexDefinition.on(table, TestBed.newName("by_score"), "score").asUnique()));
    await(database().insert(table, scored(2, 5L)));
    await(database().insert(table, scored(3, null)));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insert(table, scored(4, 5L)));
  }

  private String accounts() {
    return create(TableDefinition.named(TestBed.newName("accounts"))
        .column("id", PortableType.LONG)
        .column(ColumnDefinition.of("owner", PortableType.TEXT).withMaxLength(200))
        .column("number", PortableType.LONG).primaryKey("id").uniqueKey("owner", "number"));
  }

  private static Row account(long id, String owner, long number) {
    return Row.of("id", id, "owner", owner, "number", number);
  }

  private String children(OnDelete onDelete) {
    return children(notes(), onDelete);
  }

  private String children(String parents, OnDelete onDelete) {
    return create(TableDefinition.named(TestBed.newName("children"))
        .column("id", PortableType.LONG).column("parent", PortableType.LONG).primaryKey("id")
        .foreignKey("parent", parents, "id", onDelete));
  }
}
