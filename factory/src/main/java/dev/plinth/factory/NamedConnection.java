package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.ProviderInfo;
import dev.plinth.health.HealthOptions;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One connection of the registry: not asked for yet, opening, open, or closed for good. */
final class NamedConnection {
  private final ConnectionDefinition definition;
  private final Vaults vaults;
  /** The connection that had this id before may hold the same file. */
  private final CompletableFuture<@Nullable Void> before;
  private @Nullable CompletableFuture<DatabaseProvider> opening;
  private @Nullable ErrorCode failure;
  private boolean closed;

  NamedConnection(ConnectionDefinition definition, Vaults vaults,
      CompletableFuture<@Nullable Void> before) {
    this.definition = definition;
    this.vaults = vaults;
    this.before = before;
  }

  ConnectionDefinition definition() {
    return definition;
  }

  /** A future of its own for each caller: cancelling it takes nothing from the others. */
  synchronized CompletableFuture<DatabaseProvider> open() {
    if (closed) {
      return CompletableFuture.failedFuture(new DatabaseException(ErrorCode.NOT_CONNECTED,
          "the connection " + definition.id() + " was closed in this moment: ask for it again"));
    }
    CompletableFuture<DatabaseProvider> known = opening;
    if (known == null) {
      var fresh = before.handle((nothing, failed) -> failed == null).thenCompose(
          closed -> Databases.open(definition.target(), vaults, definition.options()));
      opening = fresh;
      var unused = fresh.whenComplete((handle, failed) -> ended(fresh, failed));
      known = fresh;
    }
    return known.copy();
  }

  @SuppressWarnings("ReferenceEquality") // it is this very attempt, or a later one
  private synchronized void ended(CompletableFuture<DatabaseProvider> attempt,
      @Nullable Throwable failed) {
    if (opening == attempt) {
      opening = failed == null ? attempt : null;
      failure = failed == null ? null : code(failed);
    }
  }

  private static ErrorCode code(Throwable failed) {
    return Waiting.unwrapped(failed) instanceof DatabaseException known
        ? known.code()
        : ErrorCode.QUERY_FAILED;
  }

  synchronized ConnectionStatus status() {
    @Nullable
    ProviderInfo info = info();
    return new ConnectionStatus(definition.id(), definition.description(),
        info == null ? definition.target().scheme() : info.backend(),
        info == null ? definition.target().redacted() : info.url(), definition.options().access(),
        state(), state() == ConnectionState.FAILED ? failure : null);
  }

  private @Nullable ProviderInfo info() {
    return state() == ConnectionState.OPEN && opening != null ? opening.join().info() : null;
  }

  private ConnectionState state() {
    if (opening == null) {
      return failure == null ? ConnectionState.CONFIGURED : ConnectionState.FAILED;
    }
    return opening.isDone() && !opening.isCompletedExceptionally()
        ? ConnectionState.OPEN
        : ConnectionState.OPENING;
  }

  CompletableFuture<ConnectionHealth> checkHealth(HealthOptions options) {
    return open().thenCompose(handle -> handle.checkHealth(options))
        .handle((health, failed) -> health == null
            ? ConnectionHealth.down(definition.id(), code(failed))
            : ConnectionHealth.of(definition.id(), health));
  }

  /** Closes it for good, after it has opened where it is opening. */
  synchronized CompletableFuture<@Nullable Void> closeAsync() {
    closed = true;
    return opening == null
        ? CompletableFuture.completedFuture(null)
        : opening.handle((handle, failed) -> handle).thenCompose(NamedConnection::close);
  }

  private static CompletableFuture<@Nullable Void> close(@Nullable DatabaseProvider handle) {
    return handle == null ? CompletableFuture.completedFuture(null) : handle.closeAsync();
  }
}
