package dev.plinth.support.pooled;

import dev.plinth.support.engine.Call;
import dev.plinth.support.records.RecordWork;
import dev.plinth.support.serving.Answers;
import org.jspecify.annotations.Nullable;

/**
 * A call that may travel with others of its shape.
 *
 * @param key of its record, by which it is told apart from the others; null where that is not needed
 */
record Member(Call<?> call, RecordWork<?> work, @Nullable Object key) {
  /** Ends the call well. */
  void succeed(Object answer) {
    succeed(call, answer);
  }

  @SuppressWarnings("unchecked") // the shape computes what its works answer
  private static <T> void succeed(Call<T> call, Object answer) {
    Answers.succeed(call, (T) answer);
  }

  /** Fails the call. */
  void fail(Throwable failure) {
    Answers.fail(call, failure);
  }
}
