package dev.plinth.testkit.memory;

import dev.plinth.Isolation;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Lease;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A draft kept for one transaction or stream; its calls run one after the other. */
final class MemoryLease implements Lease {
  private final MemoryEngine engine;
  private final MemoryDraft draft;
  private final Runnable onEnd;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;
  private boolean over;

  MemoryLease(MemoryEngine engine, MemoryDraft draft, Runnable onEnd) {
    this.engine = engine;
    this.draft = draft;
    this.onEnd = onEnd;
  }

  @Override
  public void submit(Call<?> call) {
    enqueue(() -> run(call));
  }

  private <T extends @Nullable Object> void run(Call<T> call) {
    if (!call.start(() -> {
    })) {
      return;
    }
    T value;
    try {
      value = call.run(engine.session(draft));
    } catch (RuntimeException failure) {
      call.fail(failure);
      return;
    }
    engine.end(call, value);
  }

  @Override
  public Isolation isolation() {
    return Isolation.SERIALIZABLE;
  }

  @Override
  public void commit(Call<@Nullable Void> call) {
    enqueue(() -> {
      if (call.start(() -> {
      })) {
        commitNow(call);
      }
      end(false);
    });
  }

  private void commitNow(Call<@Nullable Void> call) {
    try {
      var unused = call.run(engine.session(draft));
      call.committing();
      engine.commit(draft);
    } catch (RuntimeException failure) {
      call.fail(failure);
      return;
    }
    engine.end(call, null);
  }

  @Override
  public void release() {
    enqueue(() -> end(true));
  }

  private void end(boolean discarded) {
    boolean first;
    synchronized (this) {
      first = !over;
      over = true;
    }
    if (first && discarded) {
      engine.discard(draft);
    }
    if (first) {
      onEnd.run();
    }
  }

  private void enqueue(Runnable task) {
    synchronized (this) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    engine.execute(this::drain);
  }

  private void drain() {
    for (Runnable task = next(); task != null; task = next()) {
      task.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = tasks.poll();
    running = task != null;
    return task;
  }
}
