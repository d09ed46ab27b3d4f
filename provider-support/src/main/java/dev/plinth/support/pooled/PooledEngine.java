package dev.plinth.support.pooled;

import dev.plinth.Capability;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.ProviderInfo;
import dev.plinth.health.PoolStatistics;
import dev.plinth.spi.SharedDatabase;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.provider.EngineSharedDatabase;
import dev.plinth.support.serving.Answers;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.LeaseGuard;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server behind pooled connections. Each connection that is in use has one thread; what waits costs an
 * entry in a queue, which is bounded. Where nothing else is going on, a caller that waits for a call about one record
 * carries it out itself.
 *
 * <p>Reads, writes of one statement and what may not be in a transaction run by themselves; other work
 * runs in a transaction. The loss of a connection under a write that commits by itself, or under a
 * commit, leaves its outcome unknown; lost earlier, nothing was applied.
 */
public final class PooledEngine implements Engine {
  private final ProviderInfo info;
  private final Supplier<Set<Capability>> capabilities;
  private final ConnectionSupply supply;
  private final PlatformSetup setup;
  private final Function<String, NativeStatement> inspector;
  private final PoolOptions pool;
  private final Interrupter interrupter;
  private final Workers workers;

  /**
   * An engine, which opens no connection yet.
   *
   * @param capabilities asked again and again: what is known of the server may change with the first connection
   * @param inspector what a native statement is
   */
  public PooledEngine(ProviderInfo info, Supplier<Set<Capability>> capabilities,
      ConnectionSupply supply, Batching batching, PlatformSetup setup, Options options,
      Function<String, NativeStatement> inspector) {
    this.info = info;
    this.capabilities = capabilities;
    this.supply = supply;
    this.setup = setup;
    this.inspector = inspector;
    this.pool = options.pool();
    this.interrupter = new Interrupter(info.backend());
    this.workers = new Workers(info.backend(), pool, batching, new Worker.Environment(
        supply.threadFactory("plinth-" + info.backend() + "-worker"), supply, interrupter,
        LeaseGuard.of(options), batching.transactions(),
        () -> capabilities.get().contains(Capability.TRANSACTIONS)));
  }

  /** Opens the first connection and asks a trivial question, so that what is wrong shows now. */
  public CompletableFuture<@Nullable Void> open() {
    var opened = new CompletableFuture<@Nullable Void>();
    submit(new Call<@Nullable Void>(WorkKind.READ, session -> {
      session.ping();
      return null;
    }, System.nanoTime() + pool.connectTimeout().toNanos(), new Call.Completion<>() {
      @Override
      public void succeeded(Call<@Nullable Void> call, @Nullable Void nothing) {
        opened.complete(null);
      }

      @Override
      public void failed(Call<@Nullable Void> call, Throwable failure) {
        opened.completeExceptionally(failure);
      }
    }));
    return opened;
  }

  /**
   * The engine as a shared database: opened first, unless the options are lazy, and closed again where that
   * fails.
   */
  public CompletableFuture<SharedDatabase> openShared(Options options) {
    if (options.lazy()) {
      return CompletableFuture.completedFuture(new EngineSharedDatabase(this, options));
    }
    // What the caller chained must not run on a worker's thread.
    return open().handleAsync((done, failure) -> failure, Thread::startVirtualThread)
        .thenCompose(failure -> failure == null
            ? CompletableFuture.completedFuture(new EngineSharedDatabase(this, options))
            : closeAsync().handle((closed, again) -> failure)
                .thenCompose(CompletableFuture::failedFuture));
  }

  @Override
  public ProviderInfo info() {
    return info;
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities.get();
  }

  @Override
  public void submit(Call<?> call) {
    workers.submit(call);
  }

  @Override
  public void awaited(Call<?> call) {
    workers.awaited(call);
  }

  @Override
  public void lease(Call<Lease> call, LeaseOptions options) {
    workers.lease(new Entry.LeaseRequest(call, options));
  }

  @Override
  public NativeStatement inspect(String text) {
    return inspector.apply(text);
  }

  @Override
  public void migratePlatform(Call<@Nullable Void> call) {
    Thread.ofPlatform().daemon().name("plinth-" + info.backend() + "-migration").start(() -> {
      if (!call.start(() -> {
      })) {
        return;
      }
      call.committing();
      try {
        setup.migrate();
        Answers.succeed(call, null);
      } catch (Throwable failure) {
        Answers.fail(call, failure);
      }
    });
  }

  @Override
  public PoolStatistics poolStatistics() {
    int waiting = workers.waiting();
    int working = workers.active();
    PoolStatistics lent = supply.statistics(waiting, waiting + working);
    // A worker that rests keeps its connection for a moment: that one is not at work.
    int active = Math.min(working, lent.total());
    return new PoolStatistics(active, lent.total() - active, lent.maximum(), waiting,
        waiting + working);
  }

  @Override
  public CompletableFuture<@Nullable Void> closeAsync() {
    var closed = new CompletableFuture<@Nullable Void>();
    Completions.whenEnded(workers.closeAsync(), (done, failure) -> Thread.ofPlatform().daemon()
        .name("plinth-" + info.backend() + "-close").start(() -> {
          interrupter.close();
          supply.close();
          closed.complete(null);
        }));
    return closed;
  }
}
