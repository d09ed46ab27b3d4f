package dev.plinth.support.pooled;

import dev.plinth.Capability;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.health.PoolStatistics;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.NativeStatement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server behind pooled connections. Each connection that is in use has one platform thread; what waits costs an
 * entry in a queue, which is bounded.
 *
 * <p>Reads, writes of one statement and what may not be in a transaction run by themselves; other work
 * runs in a transaction. The loss of a connection under a write that commits by itself, or under a
 * commit, leaves its outcome unknown; lost earlier, nothing was applied.
 */
public final class PooledEngine implements Engine {
  private final ProviderInfo info;
  private final Supplier<Set<Capability>> capabilities;
  private final ConnectionSupply supply;
  private final Function<String, NativeStatement> inspector;

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
    this.inspector = inspector;
  }

  /** Opens the first connection and asks a trivial question, so that what is wrong shows now. */
  public CompletableFuture<@Nullable Void> open() {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  @Override
  public void lease(Call<Lease> call, LeaseOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public NativeStatement inspect(String text) {
    return inspector.apply(text);
  }

  @Override
  public void migratePlatform(Call<@Nullable Void> call) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PoolStatistics poolStatistics() {
    return supply.statistics(0, 0);
  }

  @Override
  public CompletableFuture<@Nullable Void> closeAsync() {
    supply.close();
    return CompletableFuture.completedFuture(null);
  }
}
