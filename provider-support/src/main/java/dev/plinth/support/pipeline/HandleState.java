package dev.plinth.support.pipeline;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whether a handle is open, and how many of its calls are in flight; shared by its views. */
public final class HandleState {
  private static final long CLOSED = 1L << 62;

  private final AtomicLong state = new AtomicLong();
  private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();

  /** A call comes in; whether it may. */
  public boolean enter() {
    while (true) {
      long now = state.get();
      if ((now & CLOSED) != 0) {
        return false;
      }
      if (state.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** A call has ended. */
  public void leave() {
    if (state.decrementAndGet() == CLOSED) {
      drained.complete(null);
    }
  }

  /** Lets no further call in; completes when the last has ended. */
  public CompletableFuture<@Nullable Void> close() {
    long before = state.getAndUpdate(now -> now | CLOSED);
    if (before == 0) {
      drained.complete(null);
    }
    return drained;
  }

  /** What a call on a closed handle fails with. */
  public static DatabaseException closed() {
    return new DatabaseException(ErrorCode.NOT_CONNECTED,
        "this handle is closed; open another with Databases.open");
  }
}
