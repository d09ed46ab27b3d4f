package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/** Lets so many calls work at once and so many wait: what comes beyond is refused at once. */
final class CallGate {
  private final Semaphore working;
  private final Semaphore inside;

  CallGate(int mostWorking, int mostWaiting) {
    this.working = new Semaphore(mostWorking, true);
    this.inside = new Semaphore(mostWorking + mostWaiting);
  }

  /** Waits for a place; {@link #leave} must follow. */
  void enter() {
    if (!inside.tryAcquire()) {
      throw new DatabaseException(ErrorCode.OVERLOADED,
          "too many calls are waiting; nothing was applied");
    }
    try {
      working.acquire();
    } catch (InterruptedException gone) {
      inside.release();
      throw new CancellationException();
    }
  }

  void leave() {
    working.release();
    inside.release();
  }
}
