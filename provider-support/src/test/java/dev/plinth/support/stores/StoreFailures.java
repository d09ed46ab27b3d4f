package dev.plinth.support.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How futures of stores fail. */
final class StoreFailures {
  private StoreFailures() {}

  static DatabaseException fails(ErrorCode code, CompletableFuture<?> future) {
    var found = new DatabaseException[1];
    assertThatExceptionOfType(CompletionException.class).isThrownBy(future::join)
        .satisfies(thrown -> {
          assertThat(thrown.getCause()).isInstanceOf(DatabaseException.class);
          found[0] = (DatabaseException) thrown.getCause();
        });
    assertThat(found[0].code()).isEqualTo(code);
    return found[0];
  }
}
