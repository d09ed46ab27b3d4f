package dev.plinth.testkit.memory;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.testkit.memory.Interception.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Handles that do one thing wrong, around one that does not. */
@SuppressWarnings("FutureReturnValueIgnored") // what a proxy answers has no type
final class FaultyProviders {
  private FaultyProviders() {}

  static DatabaseProvider none(DatabaseProvider right) {
    return right;
  }

  static DatabaseProvider answeringNull(DatabaseProvider right) {
    return Interception.around(right, call -> call.isNamed("serverInformation")
        ? CompletableFuture.completedFuture(null)
        : call.proceed());
  }

  static DatabaseProvider pretending(DatabaseProvider right) {
    return Interception.around(right, call -> switch (call.name()) {
      case "callRoutine" ->
          CompletableFuture.completedFuture(Rows.complete(Columns.of(List.of()), List.of()));
      case "listRoutines", "executeBatch" -> CompletableFuture.completedFuture(List.of());
      case "execute" -> CompletableFuture.completedFuture(0L);
      default -> call.proceed();
    });
  }

  static DatabaseProvider blocking(DatabaseProvider right) {
    return Interception.around(right, call -> {
      Object answer = call.proceed();
      if (call.isNamed("update") && answer instanceof CompletableFuture<?> future) {
        var unused = future.handle((value, failure) -> "ended").join();
      }
      return answer;
    });
  }

  static DatabaseProvider takingNull(DatabaseProvider right) {
    return Interception.around(right, call -> {
      try {
        return call.proceed();
      } catch (NullPointerException late) {
        return CompletableFuture.failedFuture(late);
      }
    });
  }

  static DatabaseProvider deriving(DatabaseProvider right) {
    return Interception.around(right,
        call -> call.proceed() instanceof CompletableFuture<?> future
            ? future.thenApply(value -> value)
            : call.proceed());
  }

  static DatabaseProvider endingTheWaitAlone(DatabaseProvider right) {
    return Interception.around(right, call -> call.isNamed("withTimeout")
        ? waiting(right, (Duration) call.argument(0))
        : call.proceed());
  }

  private static DatabaseProvider waiting(DatabaseProvider right, Duration timeout) {
    return Interception.around(right, call -> {
      if (!(call.proceed() instanceof CompletableFuture<?> future)) {
        return right;
      }
      return future.<@Nullable Object>thenApply(Function.identity())
          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            throw failure instanceof TimeoutException
                ? new DatabaseException(ErrorCode.TIMEOUT, "the deadline passed")
                : new CompletionException(failure);
          });
    });
  }

  static DatabaseProvider staying(DatabaseProvider right) {
    return Interception.around(right, call -> switch (call.name()) {
      case "close" -> null;
      case "closeAsync" -> CompletableFuture.completedFuture(null);
      default -> call.proceed();
    });
  }

  static DatabaseProvider ignoringPolicies(DatabaseProvider right) {
    return Interception.around(right,
        call -> call.isNamed("readOnly") || call.isNamed("withAccess") ? right : call.proceed());
  }

  static DatabaseProvider ignoringDemand(DatabaseProvider right) {
    return Interception.around(right, call -> {
      Object answer = call.proceed();
      return answer instanceof Flow.Publisher<?> publisher ? Flood.of(publisher) : answer;
    });
  }

  static DatabaseProvider grantingOneMore(DatabaseProvider right) {
    return Interception.around(right, call -> call.isNamed("consumeRateLimit")
        ? call.proceedWith(1, raised(call, 1))
        : call.proceed());
  }

  static DatabaseProvider checkingFirst(DatabaseProvider right) {
    return Interception.around(right, call -> call.isNamed("consumeRateLimit")
        ? right.peekRateLimit((String) call.argument(0), rules(call))
            .thenCompose(peeked -> peeked.allowed()
                ? right.consumeRateLimit((String) call.argument(0), raised(call, 1_000))
                : CompletableFuture.completedFuture(peeked))
        : call.proceed());
  }

  private static List<RateLimitRule> raised(Call call, long by) {
    return rules(call).stream()
        .map(rule -> new RateLimitRule(rule.name(), rule.window(), rule.limit() + by)).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<RateLimitRule> rules(Call call) {
    return (List<RateLimitRule>) call.argument(1);
  }

  /** A publisher that asks for everything at once, whatever its subscriber asks for. */
  private record Flood(Flow.Publisher<Row> right) implements Flow.Publisher<Row> {
    @SuppressWarnings("unchecked")
    static Flood of(Flow.Publisher<?> publisher) {
      return new Flood((Flow.Publisher<Row>) publisher);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Row> subscriber) {
      right.subscribe(new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
          subscriber.onSubscribe(subscription);
          subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Row row) {
          subscriber.onNext(row);
        }

        @Override
        public void onError(Throwable failure) {
          subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
          subscriber.onComplete();
        }
      });
    }
  }
}
