package dev.plinth.support.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Session;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that need something slow first. */
final class PreparedCallTest {
  private static final Request REQUEST = Request.write("createUser", "plinth_users");

  private final EngineContext context =
      EngineContext.of(engine(), Options.defaults().withTimeout(Duration.ofMinutes(1)));
  private final OpenHandle handle =
      new OpenHandle(() -> CompletableFuture.completedFuture(null));
  private final CompletableFuture<String> preparation = new CompletableFuture<>();

  @AfterEach
  void close() {
    context.passwords().close();
    context.pipeline().close();
  }

  @Test
  void runsWithWhatWasPrepared() {
    CompletableFuture<String> call = send(View.of(context.options()));
    assertThat(call).isNotDone();
    preparation.complete("hash");
    assertThat(call.join()).isEqualTo("hash");
  }

  @Test
  void failsAsItsPreparationDoes() {
    CompletableFuture<String> call = send(View.of(context.options()));
    var failure = new DatabaseException(ErrorCode.OVERLOADED, "too many");
    preparation.completeExceptionally(new CompletionException(failure));
    assertThatExceptionOfType(CompletionException.class).isThrownBy(call::join).havingCause()
        .isSameAs(failure);
    assertThat(call.exceptionNow()).isSameAs(failure);
  }

  @Test
  void endsAtItsDeadlineTogetherWithThePreparation() {
    CompletableFuture<String> call =
        send(View.of(context.options()).withTimeout(Duration.ofMillis(20)));
    assertFails(ErrorCode.TIMEOUT, call);
    awaitCancelled();
  }

  @Test
  void cancelsThePreparationWithTheCall() {
    CompletableFuture<String> call = send(View.of(context.options()));
    call.cancel(true);
    assertThat(preparation).isCancelled();
    assertThat(handle.close()).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void isWaitedForWhenTheHandleCloses() {
    CompletableFuture<String> call = send(View.of(context.options()));
    CompletableFuture<?> closed = handle.close();
    assertThat(closed).isNotDone();
    preparation.complete("hash");
    call.join();
    assertThat(closed).succeedsWithin(Duration.ofMinutes(1));
  }

  @Test
  void preparesNothingThatIsNotAllowed() {
    var readOnly = View.of(context.options()).withAccess(AccessPolicy.readOnly());
    assertFails(ErrorCode.ACCESS_DENIED, send(readOnly));
    awaitCancelled();
  }

  private CompletableFuture<String> send(View view) {
    return new EngineProvider(context, handle, view).dispatchAfter(preparation, REQUEST,
        prepared -> session -> prepared);
  }

  private void awaitCancelled() {
    assertThat(preparation).failsWithin(Duration.ofMinutes(1));
    assertThat(preparation).isCancelled();
  }

  private static void assertFails(ErrorCode code, CompletableFuture<?> call) {
    assertThatExceptionOfType(CompletionException.class).isThrownBy(call::join)
        .satisfies(thrown -> assertThat(thrown.getCause())
            .isInstanceOfSatisfying(DatabaseException.class,
                failure -> assertThat(failure.code()).isEqualTo(code)));
  }

  /** Runs each call at once, on a session that nobody uses. */
  private static Engine engine() {
    return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(),
        new Class<?>[]{Engine.class}, (proxy, method, arguments) -> switch (method.getName()) {
          case "info" -> new ProviderInfo("fake", "fake:", ChronoUnit.MICROS);
          case "capabilities" -> Set.of();
          case "submit" -> {
            run((Call<?>) arguments[0]);
            yield null;
          }
          case "awaited" -> null;
          default -> throw new AssertionError("not called here: " + method.getName());
        });
  }

  private static <T> void run(Call<T> call) {
    var session = (Session) Proxy.newProxyInstance(Session.class.getClassLoader(),
        new Class<?>[]{Session.class}, (proxy, method, arguments) -> null);
    if (call.start(() -> {
    })) {
      call.succeed(call.run(session));
    }
  }
}
