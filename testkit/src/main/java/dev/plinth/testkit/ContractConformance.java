package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Transaction;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for every method, found by reflection, so that none is forgotten. */
abstract class ContractConformance extends RoleConformance {
  private static final Set<String> ENDINGS = Set.of("close", "closeAsync");

  ContractConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void refusesNullAtOnceEverywhere() {
    assertThat(NullArguments.taken(DatabaseProvider.class, database(), samples())).isEmpty();
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void refusesNullAtOnceEverywhereInATransaction() {
    Samples samples = samples();
    try (var held = HeldTransaction.begin(database())) {
      assertThat(NullArguments.taken(Transaction.class, held.tx(), samples)).isEmpty();
    }
  }

  @Test
  void refusesNullInsideLists() {
    String table = notes();
    List<@Nullable Row> rows = Arrays.asList(note(1, "a"), null);
    Method insertAll = method("insertAll", 3);
    assertThatNullPointerException().isThrownBy(() -> NullArguments.invoke(database(), insertAll,
        table, rows, InsertOptions.defaults()));
    Method upsert = method("upsert", 3);
    assertThatNullPointerException().isThrownBy(() -> NullArguments.invoke(database(), upsert,
        table, note(1, "a"), new @Nullable String[]{null}));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void answersEveryCallWithAFutureAndAValue() {
    Samples samples = samples();
    asyncMethods().forEach(method -> {
      Object future = NullArguments.invoke(database(), method, samples.of(method));
      assertThat(future).as(method.getName()).isInstanceOf(CompletableFuture.class);
      Throwable failure = directFailureOf((CompletableFuture<?>) future);
      if (failure != null) {
        assertThat(failure).as(method.getName()).isInstanceOf(DatabaseException.class);
        SecretCanary.assertClean(failure);
      } else if (!answersNothing(method)) {
        assertThat(((CompletableFuture<?>) future).join()).as(method.getName()).isNotNull();
      }
    });
  }

  @Test
  void answersItsRolesAndViews() {
    Samples samples = samples();
    NullArguments.methodsOf(DatabaseProvider.class)
        .filter(method -> method.getReturnType() != void.class
            && method.getReturnType() != CompletableFuture.class)
        .forEach(method -> assertThat(
            NullArguments.invoke(database(), method, samples.of(method))).as(method.getName())
            .isNotNull());
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void blocksNoCallerWhileTheDatabaseIsBusy() {
    try (DatabaseProvider own = bed().open(bed().options()
        .withPool(bed().options().pool().withMaxSize(1)).withTimeout(Duration.ofSeconds(5)))) {
      await(own.initialize());
      Samples samples = new Samples(notesIn(own, note(1, "a")), bed().texts());
      var calls = new ArrayList<CompletableFuture<?>>();
      try (var held = HeldTransaction.begin(own)) {
        asyncMethods().forEach(method -> {
          long before = System.nanoTime();
          calls.add(
              (CompletableFuture<?>) NullArguments.invoke(own, method, samples.of(method)));
          assertThat(Duration.ofNanos(System.nanoTime() - before)).as(method.getName())
              .isLessThan(Duration.ofSeconds(3));
        });
        assertThat(calls).anyMatch(call -> !call.isDone());
        assertThat(held.outcome()).isNotDone();
      }
      calls.forEach(Outcomes::failureOf);
    }
  }

  @Test
  void failsEveryCallAfterItsClose() {
    DatabaseProvider own = bed().open(bed().options());
    Samples samples = samples();
    DatabaseProvider view = own.withTimeout(Duration.ofSeconds(5));
    own.close();
    for (DatabaseProvider closed : List.of(own, view)) {
      asyncMethods().forEach(method -> {
        CompletableFuture<?> call =
            (CompletableFuture<?>) NullArguments.invoke(closed, method, samples.of(method));
        assertThat(call).as(method.getName()).isNotNull();
        assertThat(directFailureOf(call)).as(method.getName())
            .isInstanceOfSatisfying(DatabaseException.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_CONNECTED));
      });
      Outcomes.assertFails(ErrorCode.NOT_CONNECTED,
          Collector.subscribe(closed.findStream(Query.from("x"))).request(1).end());
    }
  }

  @Test
  void namesItsMethodsOnceAcrossAllRoles() {
    assertThat(asyncMethods().stream().map(Method::getName).distinct().count())
        .isGreaterThan(40);
    assertThat(NullArguments.methodsOf(DatabaseProvider.class)
        .filter(method -> method.getReturnType() == Flow.Publisher.class)).hasSize(2);
  }

  private static List<Method> asyncMethods() {
    return NullArguments.methodsOf(DatabaseProvider.class)
        .filter(method -> method.getReturnType() == CompletableFuture.class)
        .filter(method -> !ENDINGS.contains(method.getName())).toList();
  }

  /** As a continuation sees it: not wrapped. */
  private static @Nullable Throwable directFailureOf(CompletableFuture<?> call) {
    return await(call.handle((value, failure) -> Optional.ofNullable(failure))).orElse(null);
  }

  private static boolean answersNothing(Method method) {
    return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0]
        .getTypeName().contains("Void");
  }

  private static Method method(String name, int parameters) {
    return asyncMethods().stream().filter(method -> method.getName().equals(name)
        && method.getParameterCount() == parameters).findFirst().orElseThrow();
  }

  private Samples samples() {
    return new Samples(notes(note(1, "a")), bed().texts());
  }
}
