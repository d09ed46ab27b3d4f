package dev.plinth.sqlite;

import dev.plinth.support.engine.Call;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends calls from threads that serve others too: what goes wrong in telling one must not reach the next. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger("dev.plinth.sqlite");

  private Answers() {}

  /** Ends a call well; whether it took the value. */
  @SuppressWarnings("NullAway") // a null value is the answer of a Call<@Nullable T>
  static <T extends @Nullable Object> boolean succeed(Call<T> call, @Nullable T value) {
    try {
      return call.succeed(value);
    } catch (RuntimeException thrown) {
      undelivered(thrown);
      return true;
    }
  }

  /** Fails a call. */
  static void fail(Call<?> call, Throwable failure) {
    try {
      call.fail(failure);
    } catch (RuntimeException thrown) {
      undelivered(thrown);
    }
  }

  private static void undelivered(RuntimeException thrown) {
    LOG.warn("an answer could not be delivered: {}; is Options.executor shut down?",
        thrown.getClass().getName());
  }
}
