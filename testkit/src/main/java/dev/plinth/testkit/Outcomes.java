package dev.plinth.testkit;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for calls and looks at how they ended. */
final class Outcomes {
  /** Far beyond what any call of the suite may take. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private Outcomes() {}

  /** The value of a call that must end well; it is not null, unless the call is of {@link Void}. */
  static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw rethrown(failed.getCause() == null ? failed : failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("the call has not ended within " + PATIENCE, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a call", interrupted);
    }
  }

  /** The failure of a call that must fail with this code, without a secret in it. */
  static DatabaseException assertFails(ErrorCode code, CompletableFuture<?> future) {
    Throwable failure = failureOf(future);
    if (failure instanceof DatabaseException known && known.code() == code) {
      SecretCanary.assertClean(known);
      return known;
    }
    throw new AssertionError("expected the failure " + code + ", but the call "
        + (failure == null ? "succeeded" : "failed with " + failure), failure);
  }

  /** The failure of a call, null if it ended well. */
  static @Nullable Throwable failureOf(CompletableFuture<?> future) {
    try {
      var unused = future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException failed) {
      return failed.getCause();
    } catch (CancellationException cancelled) {
      return cancelled;
    } catch (TimeoutException late) {
      throw new AssertionError("the call has not ended within " + PATIENCE, late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a call", interrupted);
    }
  }

  /** The call must fail as the work of its transaction did: with {@link HeldTransaction.GivenUp}. */
  static void assertGivenUp(CompletableFuture<?> future) {
    Throwable failure = failureOf(future);
    if (!(failure instanceof HeldTransaction.GivenUp)) {
      throw new AssertionError("expected the failure of the work, but the call "
          + (failure == null ? "succeeded" : "failed with " + failure), failure);
    }
  }

  /** The failure of making a value, which must be refused at once with this code. */
  static DatabaseException assertRefuses(ErrorCode code, Supplier<?> value) {
    try {
      Object made = value.get();
      throw new AssertionError("expected the failure " + code + ", but there is a "
          + made.getClass().getSimpleName());
    } catch (DatabaseException refused) {
      if (refused.code() != code) {
        throw new AssertionError("expected the failure " + code + ", but got " + refused, refused);
      }
      SecretCanary.assertClean(refused);
      return refused;
    }
  }

  private static RuntimeException rethrown(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) {
      return unchecked;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw new AssertionError("the call failed with a checked exception", failure);
  }
}
