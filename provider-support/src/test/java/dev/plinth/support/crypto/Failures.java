package dev.plinth.support.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects failures by their code. */
final class Failures {
  private Failures() {}

  static DatabaseException fails(ErrorCode code, ThrowingCallable call) {
    DatabaseException failure = catchThrowableOfType(DatabaseException.class, call);
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(code);
    return failure;
  }

  static DatabaseException fails(ErrorCode code, CompletableFuture<?> future) {
    return fails(code, () -> await(future));
  }

  static <T> T await(CompletableFuture<T> future) throws Throwable {
    try {
      return future.orTimeout(60, TimeUnit.SECONDS).join();
    } catch (CompletionException wrapped) {
      throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
    }
  }
}
