package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inserting many records: exact counts, all or none. */
abstract class BulkInsertConformance extends RoleConformance {
  private static final InsertOptions IGNORING = InsertOptions.defaults().ignoringConflicts();
  private static final InsertOptions UPDATING = InsertOptions.defaults().updatingConflicts();

  BulkInsertConformance(TestBed bed) {
    super(bed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50, 51, 1000})
  void insertsEveryRecordWhateverTheBatchSize(int batchSize) {
    String table = notes();
    InsertResult result = await(database().insertAll(table, manyNotes(50),
        InsertOptions.defaults().batchesOf(batchSize)));
    assertThat(result).isEqualTo(new InsertResult(50, 0, 0));
    assertThat(allIds(table)).isEqualTo(idsOf(manyNotes(50)));
    assertThat(row(table, 50).string("title")).isEqualTo("note 50");
  }

  @Test
  void insertsMoreRecordsThanOneStatementTakes() {
    String table = notes();
    InsertResult result = await(database().insertAll(table, manyNotes(12_345),
        InsertOptions.defaults().batchesOf(100_000)));
    assertThat(result.inserted()).isEqualTo(12_345);
    assertThat(await(database().count(table, Filter.all()))).isEqualTo(12_345);
  }

  @Test
  void insertsNothingOfAnEmptyList() {
    String table = notes();
    assertThat(await(database().insertAll(table, List.of()))).isEqualTo(new InsertResult(0, 0, 0));
    assertThat(allIds(table)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1000})
  void insertsNoneWhereOneViolatesAKey(int batchSize) {
    String table = notes(note(5, "there before"));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insertAll(table, manyNotes(9),
        InsertOptions.defaults().batchesOf(batchSize)));
    assertThat(allIds(table)).containsExactly(5L);
    assertThat(row(table, 5).string("title")).isEqualTo("there before");
  }

  @Test
  void insertsNoneWhereTwoOfTheListShareAKey() {
    String table = notes();
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().insertAll(table, List.of(note(1, "a"), note(2, "b"), note(1, "c"))));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void refusesRowsOfDifferentShapeAndNamesTheRow() {
    String table = notes();
    DatabaseException failure = assertFails(ErrorCode.INVALID_ARGUMENT,
        database().insertAll(table, List.of(note(1, "a"), note(2, "b"), scored(3, 3L))));
    assertThat(failure).hasMessageContaining("2").hasMessageContaining("title");
    assertThat(allIds(table)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void leavesExistingRecordsAndCountsThem(int batchSize) {
    String table = notes(note(1, "old"), note(3, "old"));
    InsertResult result = await(
        database().insertAll(table, List.of(note(1, "new"), note(2, "new"), note(3, "new"),
            note(4, "new"), note(4, "twice")), IGNORING.batchesOf(batchSize)));
    assertThat(result).isEqualTo(new InsertResult(2, 0, 3));
    assertThat(titles(table)).containsExactly("old", "new", "old", "new");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void updatesExistingRecordsAndCountsThem(int batchSize) {
    String table = notes(note(1, "old"), note(3, "old"));
    InsertResult result = await(
        database().insertAll(table, List.of(note(1, "new"), note(2, "new"), note(3, "new"),
            note(4, "new"), note(4, "twice")), UPDATING.batchesOf(batchSize)));
    assertThat(result).isEqualTo(new InsertResult(2, 3, 0));
    assertThat(titles(table)).containsExactly("new", "new", "new", "twice");
  }

  @Test
  void countsAnUpdateThatChangesNothingAsOne() {
    String table = notes(note(1, "same"));
    assertThat(await(database().insertAll(table, List.of(note(1, "same")), UPDATING)))
        .isEqualTo(new InsertResult(0, 1, 0));
  }

  @Test
  void overwritesOnlyTheColumnsThatTheRowsName() {
    String table = notes(Row.of("id", 1, "title", "old", "score", 9));
    await(database().insertAll(table, List.of(note(1, "new")), UPDATING));
    assertThat(row(table, 1).string("title")).isEqualTo("new");
    assertThat(row(table, 1).longValue("score")).isEqualTo(9);
  }

  @Test
  void meansTheUniqueKeyThatIsNamed() {
    String table = people();
    await(database().insert(table, person(1, "a@x", "old")));
    InsertResult ignored = await(database().insertAll(table, List.of(person(2, "a@x", "new")),
        InsertOptions.defaults().ignoringConflicts("email")));
    assertThat(ignored).isEqualTo(new InsertResult(0, 0, 1));
    InsertResult updated =
        await(database().insertAll(table, List.of(Row.of("id", 1, "email", "a@x", "name", "new")),
            InsertOptions.defaults().updatingConflicts("email")));
    assertThat(updated).isEqualTo(new InsertResult(0, 1, 0));
    assertThat(row(table, 1).string("name")).isEqualTo("new");
  }

  @Test
  void stillFailsForAConflictOfAnotherKey() {
    String table = people();
    await(database().insert(table, person(1, "a@x", "old")));
    List<Row> rows = List.of(person(3, "c@x", "new"), person(2, "a@x", "new"));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insertAll(table, rows, IGNORING));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insertAll(table, rows, UPDATING));
    assertThat(allIds(table)).containsExactly(1L);
    assertThat(row(table, 1).string("name")).isEqualTo("old");
  }

  @Test
  void stillFailsForOtherViolationsWhileIgnoringConflicts() {
    String table = people();
    var rows = new ArrayList<>(List.of(person(1, "a@x", "a")));
    rows.add(Row.of("id", 2, "email", null, "name", "b"));
    assertFails(ErrorCode.NOT_NULL_VIOLATION, database().insertAll(table, rows, IGNORING));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void refusesConflictKeysThatAreNone() {
    String table = people();
    DatabaseException failure = assertFails(ErrorCode.INVALID_ARGUMENT,
        database().insertAll(table, List.of(person(1, "a@x", "a")),
            InsertOptions.defaults().ignoringConflicts("name")));
    assertThat(failure).hasMessageContaining("name");
  }

  private List<String> titles(String table) {
    return await(database().find(dev.plinth.data.Query.from(table).orderBy("id"))).stream()
        .map(row -> row.string("title")).toList();
  }

  private String people() {
    return create(TableDefinition.named(TestBed.newName("people")).column("id", PortableType.LONG)
        .column(ColumnDefinition.of("email", PortableType.TEXT).withMaxLength(100).notNull())
        .column("name", PortableType.TEXT).primaryKey("id").uniqueKey("email"));
  }

  private static Row person(long id, String email, String name) {
    return Row.of("id", id, "email", email, "name", name);
  }
}
