package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Statement;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Native statements that are refused, and why. */
@Requires(Capability.NATIVE_STATEMENTS)
abstract class NativeRefusalConformance extends RoleConformance {
  NativeRefusalConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void refusesTransactionControlAndSessionSettings() {
    for (String text : texts().refused()) {
      assertRefused(text, database());
    }
    assertThat(await(database().queryScalar(Statement.of(texts().count(notes(1))), Long.class)))
        .contains(1L);
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void refusesThemInsideATransactionToo() {
    for (String text : texts().refused()) {
      assertFails(ErrorCode.INVALID_QUERY,
          database().inTransaction(tx -> tx.execute(Statement.of(text))));
    }
  }

  @Test
  void refusesMoreThanOneStatement() {
    String table = notes(2);
    for (String text : texts().stacked(table)) {
      assertRefused(text, database());
    }
    assertThat(allIds(table)).hasSize(2);
  }

  @Test
  void takesOneStatementWithASemicolonBehindIt() {
    String table = notes(1);
    assertThat(await(database().query(Statement.of(texts().titles(table) + " ;\n"))).size())
        .isEqualTo(1);
  }

  @Test
  void refusesWhatItCannotParse() {
    assertRefused(texts().nonsense(), database());
    assertRefused("", database());
    assertRefused(" \n\t", database());
  }

  @Test
  void saysWhichTableThereIsNot() {
    assertFails(ErrorCode.NOT_FOUND,
        database().query(Statement.of(texts().titles(TestBed.newName("missing")))));
  }

  @Test
  void writesNothingThroughAHandleThatMayReadAlone() {
    String table = notes(2);
    DatabaseProvider reader = database().readOnly();
    assertThat(await(reader.query(Statement.of(texts().titles(table)))).size()).isEqualTo(2);
    var writes = new ArrayList<>(texts().disguisedWrites(table));
    writes.add(texts().createTable("never_made"));
    writes.add(texts().addExtra(table));
    for (String text : writes) {
      assertFails(ErrorCode.ACCESS_DENIED, reader.execute(Statement.of(text)));
      assertFails(ErrorCode.ACCESS_DENIED, reader.query(Statement.of(text)));
      assertFails(ErrorCode.ACCESS_DENIED, reader.queryOne(Statement.of(text)));
      assertFails(ErrorCode.ACCESS_DENIED,
          Collector.subscribe(reader.queryStream(Statement.of(text))).request(1).end());
    }
    assertFails(ErrorCode.ACCESS_DENIED, reader.executeBatch(texts().insert(table),
        java.util.List.of(java.util.List.of(7, "x"))));
    assertThat(allIds(table)).hasSize(2);
  }

  @Test
  void changesNoSchemaThroughAHandleThatMayWriteRecordsAlone() {
    String table = notes(2);
    DatabaseProvider writer = database().withAccess(AccessPolicy.of(AccessLevel.DML));
    assertThat(await(writer.execute(Statement.of(texts().insert(table), 3, "x")))).isEqualTo(1);
    assertFails(ErrorCode.ACCESS_DENIED,
        writer.execute(Statement.of(texts().createTable("never_made"))));
    assertFails(ErrorCode.ACCESS_DENIED, writer.execute(Statement.of(texts().addExtra(table))));
  }

  @Test
  void readsNoTableThatThePolicyHides() {
    String open = notes(1);
    String hidden = notes(1);
    for (AccessPolicy policy : new AccessPolicy[]{
        AccessPolicy.unrestricted().denyingTables(Set.of(hidden)),
        AccessPolicy.unrestricted().allowingTables(Set.of(open))}) {
      DatabaseProvider view = database().withAccess(policy);
      assertFails(ErrorCode.ACCESS_DENIED, view.query(Statement.of(texts().titles(hidden))));
      for (String text : texts().disguisedReads(hidden)) {
        assertFails(ErrorCode.ACCESS_DENIED, view.query(Statement.of(text)));
      }
      // Some write elsewhere than into a table.
      texts().disguisedWrites(hidden).stream().filter(text -> text.contains(hidden)).forEach(
          text -> assertFails(ErrorCode.ACCESS_DENIED, view.execute(Statement.of(text))));
    }
    assertThat(allIds(hidden)).hasSize(1);
  }

  @Test
  @Requires(Capability.ROUTINES)
  void saysWhichRoutineThereIsNot() {
    assertFails(ErrorCode.NOT_FOUND, database().callRoutine(
        dev.plinth.data.RoutineCall.of(TestBed.newName("missing_routine"), 1)));
  }

  private static void assertRefused(String text, DatabaseProvider database) {
    Statement statement = Statement.of(text);
    assertFails(ErrorCode.INVALID_QUERY, database.execute(statement));
    assertFails(ErrorCode.INVALID_QUERY, database.query(statement));
    assertFails(ErrorCode.INVALID_QUERY, database.queryOne(statement));
    assertFails(ErrorCode.INVALID_QUERY, database.queryScalar(statement, Long.class));
    assertFails(ErrorCode.INVALID_QUERY,
        Collector.subscribe(database.queryStream(statement)).request(1).end());
    assertFails(ErrorCode.INVALID_QUERY,
        database.executeBatch(text, java.util.List.of(java.util.List.of())));
  }

  private NativeTexts texts() {
    return bed().texts();
  }
}
