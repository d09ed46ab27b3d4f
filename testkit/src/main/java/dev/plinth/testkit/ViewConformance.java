package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.Operation;
import dev.plinth.data.Query;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.platform.NewUser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cheap handles on the same engine that allow less. */
abstract class ViewConformance extends RoleConformance {
  ViewConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void seesTheSameData() {
    String table = notes();
    DatabaseProvider view = database().withTimeout(Duration.ofSeconds(10));
    await(view.insert(table, note(1, "a")));
    assertThat(allIds(table)).containsExactly(1L);
    assertThat(await(database().readOnly().count(table, Filter.all()))).isEqualTo(1);
  }

  @Test
  void writesNothingWhereItMayReadAlone() {
    String table = notes(note(1, "a"));
    DatabaseProvider reader = database().readOnly();
    assertThat(await(reader.find(Query.from(table))).size()).isEqualTo(1);
    assertThat(await(reader.aggregate(Aggregation.from(table).count("n"))).size()).isEqualTo(1);
    assertThat(Collector.all(reader.findStream(Query.from(table)))).hasSize(1);
    assertWritesNothing(reader, table);
    assertThat(row(table, 1).string("title")).isEqualTo("a");
    assertThat(allIds(table)).containsExactly(1L);
  }

  private static void assertWritesNothing(DatabaseProvider reader, String table) {
    denied(reader.insert(table, note(2, "b")));
    denied(reader.insertAll(table, List.of(note(2, "b"))));
    denied(reader.upsert(table, note(1, "b")));
    denied(reader.update(table, Filter.all(), Update.of("title", "b")));
    denied(reader.updateAll(table, List.of()));
    denied(reader.updateVersioned(table, field("id").eq(1), Update.of("title", "b"), "score", 1));
    denied(reader.delete(table, Filter.all()));
    denied(reader.createUser(NewUser.withoutPassword("a@example.com")));
    denied(reader.deleteUser(java.util.UUID.randomUUID()));
  }

  @Test
  void namesNoTableThatIsDenied() {
    String open = notes(note(1, "a"));
    String hidden = notes(note(1, "a"));
    assertHidden(database().withAccess(AccessPolicy.unrestricted().denyingTables(Set.of(hidden))),
        hidden);
    DatabaseProvider some =
        database().withAccess(AccessPolicy.unrestricted().allowingTables(Set.of(open)));
    assertHidden(some, hidden);
    assertThat(await(some.count(open, Filter.all()))).isEqualTo(1);
    assertThat(allIds(hidden)).containsExactly(1L);
  }

  @Test
  void namesNoDeniedTableByAnotherSpelling() {
    String hidden = notes(note(1, "a"));
    DatabaseProvider view =
        database().withAccess(AccessPolicy.unrestricted().denyingTables(Set.of(hidden)));
    for (String spelling : List.of(hidden.toUpperCase(Locale.ROOT), hidden + " ",
        "\"" + hidden + "\"", "main." + hidden, "public." + hidden)) {
      refused(view.count(spelling, Filter.all()));
      refused(view.delete(spelling, Filter.all()));
    }
    assertThat(allIds(hidden)).containsExactly(1L);
  }

  @Test
  void listsNoTableThatIsDenied() {
    String hidden = notes();
    DatabaseProvider view =
        database().withAccess(AccessPolicy.unrestricted().denyingTables(Set.of(hidden)));
    assertThat(await(view.listTables())).extracting(table -> table.name()).isNotEmpty()
        .doesNotContain(hidden);
  }

  private static void assertHidden(DatabaseProvider view, String hidden) {
    denied(view.find(Query.from(hidden)));
    denied(view.findOne(Query.from(hidden)));
    denied(view.count(hidden, Filter.all()));
    denied(view.exists(hidden, Filter.all()));
    denied(view.insert(hidden, note(2, "b")));
    denied(view.delete(hidden, Filter.all()));
    denied(view.aggregate(Aggregation.from(hidden).count("n")));
    denied(view.describeTable(hidden));
    denied(view.dropTable(hidden));
    denied(Collector.subscribe(view.findStream(Query.from(hidden))).request(1).end());
  }

  @Test
  @Requires(Capability.TREE_QUERIES)
  void walksNoTreeThatIsDenied() {
    String hidden = notes();
    await(database().findDescendants(TreeQuery.of(hidden, "id", "score", 1)));
    denied(database().withAccess(AccessPolicy.unrestricted().denyingTables(Set.of(hidden)))
        .findDescendants(TreeQuery.of(hidden, "id", "score", 1)));
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void keepsToItsPolicyInsideATransaction() {
    String hidden = notes(note(1, "a"));
    DatabaseProvider view =
        database().withAccess(AccessPolicy.unrestricted().denyingTables(Set.of(hidden)));
    denied(view.inTransaction(tx -> tx.delete(hidden, Filter.all())));
    denied(view.executeAll(List.of(new Operation.Delete(hidden, Filter.all())),
        TransactionOptions.defaults()));
    assertThat(allIds(hidden)).containsExactly(1L);
  }

  @Test
  void isOnlyEverNarrowed() {
    String table = notes(note(1, "a"));
    DatabaseProvider wide = database().readOnly().withAccess(AccessPolicy.unrestricted());
    denied(wide.delete(table, Filter.all()));
    DatabaseProvider none = database()
        .withAccess(AccessPolicy.of(AccessLevel.DML).allowingTables(Set.of(table)))
        .withAccess(AccessPolicy.unrestricted().allowingTables(Set.of("other")));
    denied(none.count(table, Filter.all()));
    denied(none.count("other", Filter.all()));
  }

  @Test
  void keepsToThePolicyOfItsOptions() {
    try (DatabaseProvider own =
        bed().open(bed().options().withAccess(AccessPolicy.of(AccessLevel.DML)))) {
      denied(own.createTable(dev.plinth.schema.TableDefinition.named("x")
          .column("id", dev.plinth.schema.PortableType.LONG)));
      denied(own.withAccess(AccessPolicy.unrestricted()).dropTable("x"));
    }
  }

  /** Whether it is no table or a denied one, depends on what the spelling means to a policy. */
  private static void refused(java.util.concurrent.CompletableFuture<?> call) {
    assertThat(Outcomes.failureOf(call)).isInstanceOfSatisfying(DatabaseException.class,
        failure -> assertThat(failure.code()).isIn(ErrorCode.NOT_FOUND, ErrorCode.ACCESS_DENIED));
  }

  private static void denied(java.util.concurrent.CompletableFuture<?> call) {
    assertFails(ErrorCode.ACCESS_DENIED, call);
  }
}
