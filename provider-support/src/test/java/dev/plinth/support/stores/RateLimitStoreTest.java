package dev.plinth.support.stores;

import static dev.plinth.support.stores.StoreFailures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.platform.RateLimitDecision;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitState;
import dev.plinth.platform.RateLimitWindow;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.platform.PlatformTables;
import dev.plinth.support.platform.RateLimitTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RateLimitStoreTest {
  private static final RateLimitRule BURST = RateLimitRule.burst(10, 3);
  private static final RateLimitRule MONTH = RateLimitRule.monthly(100);
  private static final String SUBJECT = "key-1";

  private final FakeStores stores = FakeStores.create();

  @Test
  void takesTheCostFromEveryWindow() {
    RateLimitDecision decision = consume(2, MONTH, BURST);
    assertThat(decision.allowed()).isTrue();
    assertThat(decision.windows()).extracting(RateLimitState::rule).containsExactly(MONTH, BURST);
    assertThat(decision.windows()).extracting(RateLimitState::used).containsExactly(2L, 2L);
    assertThat(decision.decisive().rule()).isEqualTo(BURST);
  }

  @Test
  void takesNothingWhereOneWindowIsFull() {
    consume(3, BURST, MONTH);
    RateLimitDecision refused = consume(1, MONTH, BURST);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.decisive().rule()).isEqualTo(BURST);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(2_877));
    assertThat(refused.windows()).extracting(RateLimitState::used).containsExactly(3L, 3L);
  }

  @Test
  void givesBackWhatEarlierWindowsTook() {
    RateLimitRule last = new RateLimitRule("zone", RateLimitWindow.days(1), 1);
    consume(1, last);
    RateLimitDecision refused = consume(1, BURST, MONTH, last);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.windows()).extracting(RateLimitState::used).containsExactly(0L, 0L, 1L);
    assertThat(peek(BURST, MONTH, last).windows()).isEqualTo(refused.windows());
  }

  @Test
  void countsEachWindowByItselfAlsoAtTheEndOfFebruary() {
    consume(3, BURST);
    consume(1, MONTH);
    stores.now = Instant.parse("2024-03-01T00:00:00Z");
    RateLimitDecision decision = consume(1, BURST, MONTH);
    assertThat(decision.windows()).extracting(RateLimitState::used).containsExactly(1L, 1L);
    assertThat(decision.windows()).extracting(RateLimitState::resetsAt)
        .containsExactly(Instant.parse("2024-03-01T00:00:10Z"),
            Instant.parse("2024-04-01T00:00:00Z"));
  }

  @Test
  void goesOnWithTheCountWhenTheLimitChangesAndStartsAnewWhenTheWindowDoes() {
    consume(3, BURST);
    assertThat(consume(1, RateLimitRule.burst(10, 4)).windows().getFirst().used()).isEqualTo(4);
    assertThat(consume(1, BURST).allowed()).isFalse();
    assertThat(consume(1, RateLimitRule.burst(20, 3)).windows().getFirst().used()).isEqualTo(1);
  }

  @Test
  void peeksWithoutConsuming() {
    consume(3, BURST);
    assertThat(peek(BURST, MONTH).allowed()).isFalse();
    assertThat(peek(MONTH).allowed()).isTrue();
    assertThat(peek(BURST, MONTH).windows()).extracting(RateLimitState::used)
        .containsExactly(3L, 0L);
  }

  @Test
  void grantsMoreThanTheLimit() {
    assertThat(stores.grantRateLimit(SUBJECT, BURST, 2).join().used()).isEqualTo(-2);
    consume(3, BURST);
    assertThat(consume(2, BURST).allowed()).isTrue();
    assertThat(consume(1, BURST).allowed()).isFalse();
    stores.now = stores.now.plusSeconds(10);
    assertThat(peek(BURST).remaining()).isEqualTo(3);
  }

  @Test
  void refusesAGrantThatNoCounterHolds() {
    var rule = RateLimitRule.daily(RateLimitRule.MAX_LIMIT);
    stores.grantRateLimit(SUBJECT, rule, RateLimitRule.MAX_LIMIT).join();
    fails(ErrorCode.VALUE_OUT_OF_RANGE, stores.grantRateLimit(SUBJECT, rule, 1));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    fails(ErrorCode.INVALID_ARGUMENT, stores.consumeRateLimit(SUBJECT, List.of()));
    fails(ErrorCode.INVALID_ARGUMENT, stores.consumeRateLimit(SUBJECT, List.of(BURST), 4));
    fails(ErrorCode.INVALID_ARGUMENT, stores.consumeRateLimit(SUBJECT, List.of(BURST), 0));
    fails(ErrorCode.INVALID_ARGUMENT, stores.consumeRateLimit("", List.of(BURST)));
    fails(ErrorCode.INVALID_ARGUMENT, stores.consumeRateLimit("a\0", List.of(BURST)));
    fails(ErrorCode.INVALID_ARGUMENT, stores.grantRateLimit(SUBJECT, BURST, 4));
  }

  @Test
  void deletesCountersThatEndedBeforeAMoment() {
    consume(1, BURST, MONTH);
    Instant end = Instant.parse("2024-03-01T00:00:00Z");
    stores.now = end.plusSeconds(5);
    assertThat(stores.deleteExpiredRateLimits(end).join()).isZero();
    assertThat(stores.deleteExpiredRateLimits(end.plusNanos(1)).join()).isEqualTo(2);
    consume(1, BURST);
    assertThat(stores.deleteExpiredRateLimits(Instant.MAX).join()).isZero();
    assertThat(stores.resetRateLimit(SUBJECT).join()).isTrue();
    assertThat(stores.resetRateLimit(SUBJECT).join()).isFalse();
  }

  @Test
  void savesASavepointWhereOneStatementSuffices() {
    consume(1, BURST);
    consume(1, BURST, MONTH);
    assertThat(stores.requests).extracting(request -> request.kind())
        .containsExactly(WorkKind.WRITE, WorkKind.WRITE_UNIT);
  }

  @Test
  void countsOnWhereAnotherCallMadeTheCounterFirst() {
    once("insertIfAbsent", () -> table().insert(schema(), burst().row(2)));
    assertThat(consume(1, BURST).windows().getFirst().used()).isEqualTo(3);
  }

  @Test
  void refusesOnASnapshotThatDoesNotShowTheCounter() {
    table().insert(schema(), burst().row(3));
    var hidden = table().snapshot();
    stores.database.before(primitive -> table()
        .restore(primitive.equals("findOne") ? List.of() : hidden));
    assertThat(consume(1, BURST).allowed()).isFalse();
  }

  @Test
  void refusesOnASnapshotThatShowsTheCounterAsItWas() {
    table().insert(schema(), burst().row(3));
    var full = table().snapshot();
    List<Row> old = List.of(burst().row(0));
    stores.database
        .before(primitive -> table().restore(primitive.equals("findOne") ? old : full));
    assertThat(consume(1, BURST).allowed()).isFalse();
  }

  @Test
  void leavesATryForLaterWhereOthersChangeTheCounterAtEveryAttempt() {
    table().insert(schema(), burst().row(3));
    var full = table().snapshot();
    var empty = List.of(burst().row(0));
    var calls = new AtomicInteger();
    stores.database
        .before(primitive -> table().restore(calls.getAndIncrement() % 2 == 0 ? full : empty));
    fails(ErrorCode.SERIALIZATION_FAILED, stores.consumeRateLimit(SUBJECT, List.of(BURST)));
  }

  @Test
  void neverGrantsMoreThanTheLimitToManyThreads() throws Exception {
    RateLimitRule rule = RateLimitRule.daily(1_000);
    assertThat(granted(64, 25, () -> consume(1, rule).allowed())).isEqualTo(1_000);
    RateLimitRule first = new RateLimitRule("first", RateLimitWindow.days(1), 1_000);
    assertThat(granted(64, 5, () -> consume(1, first, MONTH).allowed())).isEqualTo(100);
    assertThat(peek(first, MONTH).windows()).extracting(RateLimitState::used)
        .containsExactly(100L, 100L);
  }

  private static long granted(int threads, int each, Callable<Boolean> call)
      throws InterruptedException, ExecutionException {
    var granted = new AtomicInteger();
    try (var executor = Executors.newFixedThreadPool(threads)) {
      var tasks = IntStream.range(0, threads).mapToObj(i -> executor.submit(() -> {
        for (int n = 0; n < each; n++) {
          granted.addAndGet(call.call() ? 1 : 0);
        }
        return null;
      })).toList();
      for (var task : tasks) {
        task.get();
      }
    }
    return granted.get();
  }

  private RateLimitDecision consume(long cost, RateLimitRule... rules) {
    return stores.consumeRateLimit(SUBJECT, List.of(rules), cost).join();
  }

  private RateLimitDecision peek(RateLimitRule... rules) {
    return stores.peekRateLimit(SUBJECT, List.of(rules)).join();
  }

  private void once(String primitive, Runnable meanwhile) {
    stores.database.before(called -> {
      if (called.equals(primitive)) {
        stores.database.before(later -> {
        });
        meanwhile.run();
      }
    });
  }

  private static Counter burst() {
    return Counter.at(FakeStores.START, SUBJECT, BURST);
  }

  private FakeTable table() {
    return stores.database.table(RateLimitTable.NAME);
  }

  private static TableSchema schema() {
    return new PlatformTables().table(RateLimitTable.NAME);
  }
}
