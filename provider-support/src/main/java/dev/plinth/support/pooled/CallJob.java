package dev.plinth.support.pooled;

import dev.plinth.support.engine.Call;
import dev.plinth.support.serving.Answers;

/** One call that travels alone. */
final class CallJob implements Job {
  private final Call<?> call;
  private boolean counts = true;

  CallJob(Call<?> call) {
    this.call = call;
  }

  @Override
  public void carryOut(Worker worker) {
    worker.taken(uncounted());
    worker.run(call);
  }

  @Override
  public void refuse(Throwable reason) {
    Answers.fail(call, reason);
  }

  boolean isEnded() {
    return call.ended();
  }

  /** Counts as waiting no longer; returns by how many. */
  synchronized int uncounted() {
    boolean counted = counts;
    counts = false;
    return counted ? 1 : 0;
  }
}
