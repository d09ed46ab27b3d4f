package dev.plinth.support.provider;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CompletionException;

/** What stages wrap, taken out again. */
final class Failures {
  private Failures() {}

  static Throwable unwrapped(Throwable failure) {
    Throwable current = failure;
    while (current instanceof CompletionException && current.getCause() != null) {
      current = current.getCause();
    }
    return current;
  }

  static boolean mayRepeat(Throwable failure) {
    return failure instanceof DatabaseException known
        && (known.code() == ErrorCode.DEADLOCK || known.code() == ErrorCode.SERIALIZATION_FAILED);
  }
}
