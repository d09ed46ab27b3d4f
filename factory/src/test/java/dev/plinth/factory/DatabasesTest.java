package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
final class DatabasesTest {
  private static final Options OTHER = Options.defaults().withTimeout(Duration.ofSeconds(7));

  private final FakeServer server = FakeServer.create();

  @Test
  void givesEveryOpenAHandleOfItsOwnOnOneEngine() {
    DatabaseProvider first = Databases.open(server.url()).join();
    DatabaseProvider second = Databases.open(server.url()).join();
    assertThat(first).isNotSameAs(second);
    assertThat(server.opened).hasValue(1);
    first.closeAsync().join();
    first.closeAsync().join();
    assertThat(server.open).hasValue(1);
    second.closeAsync().join();
    assertThat(server.open).hasValue(0);
  }

  @Test
  void opensAnewAfterTheLastHandleWasClosed() {
    Databases.open(server.url()).join().closeAsync().join();
    Databases.open(server.url()).join();
    assertThat(server.opened).hasValue(2);
    assertThat(server.open).hasValue(1);
  }

  @Test
  void opensAnewOnlyAfterTheEngineBeforeHasClosed() {
    var closed = new CompletableFuture<@Nullable Void>();
    server.closing = () -> closed;
    var closing = Databases.open(server.exclusiveUrl()).join().closeAsync();
    var reopened = Databases.open(server.exclusiveUrl(), OTHER);
    assertThat(reopened.thenApply(handle -> server.open.get())).satisfies(opened -> {
      assertThat(opened).isNotDone();
      closed.complete(null);
      assertThat(opened.join()).isEqualTo(1);
    });
    assertThat(closing).isCompleted();
  }

  @Test
  void sharesOneEngineAmongOpensAtOnce() {
    var gate = new CompletableFuture<@Nullable Void>();
    server.opening = () -> gate;
    List<CompletableFuture<DatabaseProvider>> opens =
        IntStream.range(0, 64).mapToObj(i -> Databases.open(server.url())).toList();
    assertThat(opens).noneMatch(CompletableFuture::isDone);
    gate.complete(null);
    List<DatabaseProvider> handles = opens.stream().map(CompletableFuture::join).toList();
    assertThat(new HashSet<>(handles)).hasSize(64);
    assertThat(server.opened).hasValue(1);
    CompletableFuture.allOf(handles.stream().map(DatabaseProvider::closeAsync)
        .toArray(CompletableFuture<?>[]::new)).join();
    assertThat(server.open).hasValue(0);
  }

  @Test
  void survivesOpensAndClosesInAnyOrder() {
    List<? extends CompletableFuture<?>> rounds = IntStream.range(0, 500)
        .mapToObj(i -> Databases.open(server.url()).thenCompose(DatabaseProvider::closeAsync))
        .toList();
    rounds.forEach(CompletableFuture::join);
    assertThat(server.open).hasValue(0);
  }

  @Test
  void leavesNothingBehindAfterAFailedOpen() {
    var gate = new CompletableFuture<@Nullable Void>();
    server.opening = () -> gate;
    var first = Databases.open(server.exclusiveUrl());
    var second = Databases.open(server.exclusiveUrl());
    gate.completeExceptionally(new DatabaseException(ErrorCode.CONNECTION_FAILED, "no"));
    assertThat(code(first)).isEqualTo(code(second)).isEqualTo(ErrorCode.CONNECTION_FAILED);
    server.opening = () -> CompletableFuture.completedFuture(null);
    assertThat(Databases.open(server.exclusiveUrl(), OTHER)).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void keepsOtherOptionsAndCredentialsApart() {
    String url = server.url();
    Stream.of(url, url.replace("://", "://ada@"), url.replace("://", "://ada:a@"),
        url.replace("://", "://ada:b@"), url + "?mode=ro", url + "2")
        .forEach(each -> Databases.open(each).join());
    Databases.open(url, OTHER).join();
    assertThat(server.open).hasValue(7);
  }

  @Test
  void refusesOtherOptionsWhereTheBackendDoes() {
    DatabaseProvider handle = Databases.open(server.exclusiveUrl()).join();
    assertThat(failure(Databases.open(server.exclusiveUrl(), OTHER)))
        .hasMessageContaining("other options").hasMessageContaining("withTimeout");
    assertThat(code(Databases.open(server.exclusiveUrl() + "?mode=ro")))
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    handle.closeAsync().join();
    assertThat(Databases.open(server.exclusiveUrl(), OTHER)).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void closesTheHandleOfACancelledOpen() {
    var gate = new CompletableFuture<@Nullable Void>();
    var closed = new CountDownLatch(1);
    server.opening = () -> gate;
    server.closing = () -> {
      closed.countDown();
      return CompletableFuture.completedFuture(null);
    };
    var open = Databases.open(server.url());
    open.cancel(false);
    gate.complete(null);
    assertThat(open).isCancelled();
    assertThat(waitFor(closed)).isTrue();
  }

  @Test
  void closesTheEngineThatGivesNoHandle() {
    server.refusesHandles = true;
    assertThat(failure(Databases.open(server.url()))).hasMessageNotContaining("canary");
    assertThat(server.open).hasValue(0);
  }

  static Stream<Supplier<CompletableFuture<@Nullable Void>>> faults() {
    return Stream.of(() -> {
      throw new IllegalStateException("canary");
    }, () -> {
      throw new NoSuchMethodError("canary");
    }, () -> CompletableFuture.failedFuture(new IllegalStateException("canary")),
        () -> CompletableFuture.failedFuture(new CompletionException(new Exception("canary"))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void givesEveryFaultOfAProviderACode(Supplier<CompletableFuture<@Nullable Void>> fault) {
    server.opening = fault;
    DatabaseException failure = failure(Databases.open(server.url()));
    assertThat(failure).hasStackTraceContaining("provider");
    assertThat(failure + " " + failure.getCause()).doesNotContain("canary");
  }

  @Test
  void doesNotWaitForAProviderThatBlocks() {
    var latch = new CountDownLatch(1);
    server.opening = () -> {
      assertThat(waitFor(latch)).isTrue();
      return CompletableFuture.completedFuture(null);
    };
    var open = Databases.open(server.url());
    latch.countDown();
    assertThat(open).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void continuesOnTheExecutorOfTheOptions() {
    Options options = Options.defaults().toBuilder()
        .executor(task -> Thread.ofPlatform().name("mine").start(task)).build();
    var gate = new CompletableFuture<@Nullable Void>();
    server.opening = () -> gate;
    var name = Databases.open(server.url(), options)
        .thenApply(handle -> Thread.currentThread().getName());
    var virtual = Databases.open(server.url() + "2")
        .thenApply(handle -> Thread.currentThread().isVirtual());
    gate.complete(null);
    assertThat(name.join()).isEqualTo("mine");
    assertThat(virtual.join()).isTrue();
  }

  @Test
  void answersAlsoWhereTheExecutorIsShutDown() {
    Options options = Options.defaults().toBuilder().executor(task -> {
      throw new RejectedExecutionException();
    }).build();
    assertThat(Databases.open(server.url(), options)).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  @SuppressWarnings("NullAway")
  void refusesNullAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> Databases.open((String) null));
    assertThatNullPointerException().isThrownBy(() -> Databases.open("fake://h", null));
    assertThatNullPointerException().isThrownBy(() -> Databases.open((ConnectionSettings) null));
    assertThatNullPointerException().isThrownBy(() -> Databases.fromEnvironment(null));
  }

  @Test
  void completesWithAFailureForAUrlThatCannotBeRead() {
    assertThat(code(Databases.open("canary"))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> Databases.open("fake://u:canary@:1/db").join())
        .withStackTraceContaining("host and port")
        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("canary"));
  }

  private static ErrorCode code(CompletableFuture<?> future) {
    return failure(future).code();
  }

  private static DatabaseException failure(CompletableFuture<?> future) {
    return future.<DatabaseException>handle((value, failure) -> {
      assertThat(failure).isInstanceOf(DatabaseException.class);
      return (DatabaseException) failure;
    }).join();
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
