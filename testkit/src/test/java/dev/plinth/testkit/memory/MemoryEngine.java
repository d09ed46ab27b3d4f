package dev.plinth.testkit.memory;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.health.PoolStatistics;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.platform.PlatformSchema;
import dev.plinth.support.platform.PlatformStep;
import dev.plinth.support.platform.PlatformVersion;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A backend in maps. Reads see the tables as they were committed last; writers and transactions take
 * turns, each on a draft that becomes the committed tables when it ends well.
 */
class MemoryEngine implements Engine {
  static final Set<Capability> CAPABILITIES = Set.of(Capability.TRANSACTIONS,
      Capability.SERIALIZABLE_TRANSACTIONS, Capability.SAVEPOINTS,
      Capability.READ_ONLY_TRANSACTIONS, Capability.CHECK_CONSTRAINTS,
      Capability.GENERATED_KEYS, Capability.LIST_UPDATES, Capability.TREE_QUERIES);

  private static final ProviderInfo INFO =
      new ProviderInfo("memory", "memory:", ChronoUnit.MILLIS);

  private final AtomicReference<Map<String, MemoryTable>> committed =
      new AtomicReference<>(Map.of());
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final ExecutorService threads;
  private final MemoryTurns turns;
  private final int maximum;

  MemoryEngine(Options options) {
    maximum = options.pool().maxSize();
    threads = Executors.newFixedThreadPool(maximum,
        task -> Thread.ofPlatform().daemon().name("memory-worker").unstarted(task));
    turns = new MemoryTurns(options.pool().maxQueue());
  }

  @Override
  public ProviderInfo info() {
    return INFO;
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  /** The session of one piece of work; for wrong variants to override. */
  MemorySession session(MemoryDraft draft) {
    return new MemorySession(draft, new MemoryFilters());
  }

  @Override
  public void submit(Call<?> call) {
    if (call.kind() == WorkKind.READ) {
      execute(() -> read(call));
    } else if (!turns.take(() -> execute(() -> write(call)))) {
      call.fail(new DatabaseException(ErrorCode.OVERLOADED,
          "too many calls wait; send fewer at once, or raise the queue of the pool"));
    }
  }

  private <T extends @Nullable Object> void read(Call<T> call) {
    if (call.start(() -> {
    })) {
      run(call, new MemoryDraft(snapshot(), true));
    }
  }

  private <T extends @Nullable Object> void run(Call<T> call, MemoryDraft draft) {
    T value;
    try {
      value = call.run(session(draft));
    } catch (RuntimeException failure) {
      call.fail(failure);
      return;
    }
    end(call, value);
  }

  /** Ends a call well; for wrong variants to override. */
  <T extends @Nullable Object> void end(Call<T> call, T value) {
    var unused = call.succeed(value);
  }

  private <T extends @Nullable Object> void write(Call<T> call) {
    if (!call.start(() -> {
    })) {
      turns.pass();
      return;
    }
    var draft = new MemoryDraft(committed.get(), false);
    try {
      T value = call.run(session(draft));
      call.committing();
      commit(draft);
      end(call, value);
    } catch (RuntimeException failure) {
      discard(draft);
      call.fail(failure);
    } finally {
      turns.pass();
    }
  }

  /** What a read sees; for wrong variants to override. */
  Map<String, MemoryTable> snapshot() {
    return committed.get();
  }

  /** Forgets a draft; for wrong variants to override. */
  void discard(MemoryDraft draft) {}

  /** Makes a draft the committed tables; for wrong variants to override. */
  void commit(MemoryDraft draft) {
    committed.set(Map.copyOf(draft.tables()));
  }

  @Override
  public void lease(Call<Lease> call, LeaseOptions options) {
    boolean writes = options.transaction() && !options.options().readOnly();
    if (!writes) {
      execute(() -> lease(call, new MemoryDraft(committed.get(), true), () -> {
      }));
    } else if (!turns.take(() -> execute(
        () -> lease(call, new MemoryDraft(committed.get(), false), turns::pass)))) {
      call.fail(new DatabaseException(ErrorCode.OVERLOADED, "too many transactions wait"));
    }
  }

  private void lease(Call<Lease> call, MemoryDraft draft, Runnable onEnd) {
    if (!call.start(() -> {
    })) {
      onEnd.run();
      return;
    }
    occupy(1);
    var lease = new MemoryLease(this, draft, () -> {
      occupy(-1);
      onEnd.run();
    });
    if (!call.succeed(lease)) {
      lease.release();
    }
  }

  /** Runs on one of the threads. */
  void execute(Runnable task) {
    threads.execute(() -> {
      occupy(1);
      try {
        task.run();
      } finally {
        occupy(-1);
      }
    });
  }

  private void occupy(int change) {
    int now = Math.min(maximum, active.addAndGet(change));
    open.accumulateAndGet(now, Math::max);
  }

  @Override
  public NativeStatement inspect(String text) {
    throw new DatabaseException(ErrorCode.UNSUPPORTED, "memory has no language of its own");
  }

  @Override
  public void migratePlatform(Call<@Nullable Void> call) {
    if (!turns.take(() -> execute(() -> migrate(call)))) {
      call.fail(new DatabaseException(ErrorCode.OVERLOADED, "too many calls wait"));
    }
  }

  private void migrate(Call<@Nullable Void> call) {
    if (call.start(() -> {
    })) {
      var draft = new MemoryDraft(committed.get(), false);
      MemorySession session = new MemorySession(draft, new MemoryFilters());
      if (draft.find(PlatformSchema.tables().get(0).name()).isEmpty()) {
        PlatformSchema.versions().stream().map(PlatformVersion::steps).forEach(
            steps -> steps.forEach(step -> apply(session, step)));
      }
      committed.set(Map.copyOf(draft.tables()));
      var unused = call.succeed(null);
    }
    turns.pass();
  }

  private static void apply(MemorySession session, PlatformStep step) {
    switch (step) {
      case PlatformStep.CreateTable create -> session.createTable(create.table());
      case PlatformStep.CreateIndex create -> session.createIndex(create.index());
    }
  }

  @Override
  public PoolStatistics poolStatistics() {
    int busy = Math.min(maximum, active.get());
    int all = Math.max(busy, open.get());
    return new PoolStatistics(busy, all - busy, maximum, turns.waiting(), active.get());
  }

  @Override
  public CompletableFuture<@Nullable Void> closeAsync() {
    var closed = new CompletableFuture<@Nullable Void>();
    Thread.ofVirtual().start(() -> {
      threads.close();
      closed.complete(null);
    });
    return closed;
  }
}
