package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.health.HealthStatus;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Opening and closing. */
abstract class CloseConformance extends RoleConformance {
  CloseConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void opensWithoutAChangeOfTheSchema() {
    try (DatabaseProvider own = bed().open(bed().options())) {
      assertThat(await(own.listTables())).isEmpty();
      assertThat(await(own.checkHealth()).status()).isEqualTo(HealthStatus.UP);
    }
  }

  @Test
  void createsThePlatformTablesOnce() {
    try (DatabaseProvider own = bed().open(bed().options())) {
      assertThat(assertFails(ErrorCode.SCHEMA_MISMATCH, own.countUsers()))
          .hasMessageContaining("initialize");
      List<CompletableFuture<@Nullable Void>> calls =
          IntStream.range(0, 8).mapToObj(i -> own.initialize()).toList();
      calls.forEach(Outcomes::await);
      await(own.initialize());
      assertThat(await(own.listTables())).extracting(table -> table.name())
          .contains("plinth_users", "plinth_oauth_tokens", "plinth_api_keys", "plinth_rate_limits")
          .allMatch(name -> name.startsWith("plinth_"));
      assertThat(await(own.countUsers())).isZero();
    }
  }

  @Test
  void changesNoSchemaThroughAReadOnlyHandle() {
    try (DatabaseProvider own = bed().open(bed().options())) {
      assertFails(ErrorCode.ACCESS_DENIED, own.readOnly().initialize());
      assertThat(await(own.listTables())).isEmpty();
    }
  }

  @Test
  void opensItsConnectionsWhenOneIsNeeded() {
    try (DatabaseProvider own = bed().open(bed().options().openLazily())) {
      assertThat(own.poolStatistics().total()).isZero();
      assertThat(await(own.ping())).isPositive();
    }
  }

  @Test
  void maySafelyBeClosedMoreThanOnce() {
    DatabaseProvider own = bed().open(bed().options());
    own.close();
    own.close();
    await(own.closeAsync());
    assertFails(ErrorCode.NOT_CONNECTED, own.ping());
  }

  @Test
  void finishesTheCallsInFlight() {
    DatabaseProvider own = bed().open(bed().options());
    String table = notesIn(own);
    List<CompletableFuture<Row>> calls = IntStream.range(0, 200)
        .mapToObj(id -> own.insert(table, note(id, "a"))).toList();
    CompletableFuture<Long> count = own.count(table, Filter.all());
    CompletableFuture<@Nullable Void> closed = own.closeAsync();
    assertFails(ErrorCode.NOT_CONNECTED, own.insert(table, note(999, "late")));
    await(closed);
    assertThat(calls).allMatch(CompletableFuture::isDone)
        .noneMatch(CompletableFuture::isCompletedExceptionally);
    assertThat(count).isDone();
  }

  @Test
  void isClosedThroughAnyOfItsViews() {
    DatabaseProvider own = bed().open(bed().options());
    own.readOnly().close();
    assertFails(ErrorCode.NOT_CONNECTED, own.ping());
  }

  @Test
  void mayBeClosedInAContinuation() {
    DatabaseProvider own = bed().open(bed().options());
    await(own.ping().thenAccept(latency -> own.close()));
    await(own.closeAsync());
    assertFails(ErrorCode.NOT_CONNECTED, own.ping());
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void mayBeClosedByTheWorkOfATransaction() {
    DatabaseProvider own = bed().open(bed().options());
    String table = notesIn(own);
    Row key = await(own.inTransaction(tx -> tx.insert(table, note(1, "a")).thenApply(inserted -> {
      own.close();
      return inserted;
    })));
    assertThat(key).isEqualTo(Row.of("id", 1));
    await(own.closeAsync());
    assertFails(ErrorCode.NOT_CONNECTED, own.ping());
  }

  @Test
  void keepsDatabasesApart() {
    try (DatabaseProvider one = bed().open(bed().options());
        DatabaseProvider other = bed().open(bed().options())) {
      String table = notesIn(one, note(1, "a"));
      assertFails(ErrorCode.NOT_FOUND, other.count(table, Filter.all()));
      await(one.closeAsync());
      assertThat(await(other.ping())).isPositive();
    }
  }
}
