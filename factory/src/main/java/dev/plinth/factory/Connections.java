package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.health.HealthOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Databases by id: each is opened when it is first asked for and then shared; they can be added, replaced
 * and removed while the program runs. Safe for use by many threads; nothing blocks but {@link #close}.
 *
 * <p>A handle that {@link #open} gives belongs to this registry: use it and views of it, and leave closing
 * to {@link #disconnect}, {@link #replace}, {@link #remove} or {@link #close}.
 */
public final class Connections implements AutoCloseable {
  private final Vaults vaults;
  private final Map<String, NamedConnection> connections = new TreeMap<>();
  private boolean closed;

  /** An empty registry. The vaults are asked where a target is a reference; they stay the caller's to close. */
  public Connections(Vaults vaults) {
    this.vaults = Objects.requireNonNull(vaults, "vaults");
  }

  /** A registry with these connections. Throws {@link ErrorCode#INVALID_ARGUMENT} where an id stands twice. */
  public static Connections of(Vaults vaults, Collection<ConnectionDefinition> definitions) {
    var connections = new Connections(vaults);
    definitions.forEach(connections::add);
    return connections;
  }

  /**
   * Adds a connection, which opens nothing. Throws {@link ErrorCode#INVALID_ARGUMENT} where the id is
   * taken, {@link ErrorCode#NOT_CONNECTED} after {@link #close}.
   */
  public void add(ConnectionDefinition definition) {
    synchronized (connections) {
      requireOpen();
      if (connections.containsKey(definition.id())) {
        throw ConnectionSettings.invalid("there is a connection " + definition.id()
            + " already: replace or remove it, or choose another id");
      }
      connections.put(definition.id(), new NamedConnection(definition, vaults, done()));
    }
  }

  /**
   * Adds a connection in the place of the one with its id, if there is one. Calls from now on go to the new
   * one, which is opened after the calls in flight on the old one have ended and it is closed.
   *
   * @return completes when the old one is closed, with whether there was one
   */
  public CompletableFuture<Boolean> replace(ConnectionDefinition definition) {
    synchronized (connections) {
      if (closed) {
        return CompletableFuture.failedFuture(closed());
      }
      NamedConnection old = connections.get(definition.id());
      CompletableFuture<@Nullable Void> drained = old == null ? done() : old.closeAsync();
      connections.put(definition.id(), new NamedConnection(definition, vaults, drained));
      return drained.thenApply(nothing -> old != null);
    }
  }

  /**
   * Removes a connection.
   *
   * @return completes when it is closed, with whether there was one
   */
  public CompletableFuture<Boolean> remove(String id) {
    Objects.requireNonNull(id, "id");
    NamedConnection old;
    synchronized (connections) {
      old = connections.remove(id);
    }
    return old == null
        ? CompletableFuture.completedFuture(false)
        : old.closeAsync().thenApply(nothing -> true);
  }

  /**
   * Closes a connection and keeps it in the list: whoever asks for it next opens it anew.
   *
   * @return completes when it is closed, with whether it was open
   */
  public CompletableFuture<Boolean> disconnect(String id) {
    synchronized (connections) {
      NamedConnection old = connections.get(id);
      if (old == null) {
        return CompletableFuture.failedFuture(unknown());
      }
      if (old.status().state() != ConnectionState.OPEN) {
        return CompletableFuture.completedFuture(false);
      }
      return replace(old.definition());
    }
  }

  /**
   * The database of an id, opened now if it is not open. A failed attempt is not remembered: the next
   * call tries again.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such connection, with {@link
   * ErrorCode#NOT_CONNECTED} after {@link #close}, and as {@link Databases#open(Target, Vaults,
   * dev.plinth.Options)} does.
   */
  public CompletableFuture<DatabaseProvider> open(String id) {
    Objects.requireNonNull(id, "id");
    NamedConnection connection;
    synchronized (connections) {
      if (closed) {
        return CompletableFuture.failedFuture(closed());
      }
      connection = connections.get(id);
      if (connection == null) {
        return CompletableFuture.failedFuture(unknown());
      }
    }
    return connection.open();
  }

  /** The connections, by id. */
  public List<ConnectionStatus> list() {
    return snapshot().stream().map(NamedConnection::status).toList();
  }

  /** The connection of an id; empty where there is none. */
  public Optional<ConnectionStatus> find(String id) {
    synchronized (connections) {
      return Optional.ofNullable(connections.get(id)).map(NamedConnection::status);
    }
  }

  /** The definition of an id; empty where there is none. */
  public Optional<ConnectionDefinition> definition(String id) {
    synchronized (connections) {
      return Optional.ofNullable(connections.get(id)).map(NamedConnection::definition);
    }
  }

  /** Looks at all connections at once, by id, and opens those that are not open. One that cannot be opened is a result. */
  public CompletableFuture<List<ConnectionHealth>> checkHealth(HealthOptions options) {
    List<CompletableFuture<ConnectionHealth>> checks =
        snapshot().stream().map(connection -> connection.checkHealth(options)).toList();
    return CompletableFuture.allOf(checks.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> checks.stream().map(CompletableFuture::join).toList());
  }

  /** Lets nobody in any more, waits for the calls in flight, and closes all. Idempotent. */
  public CompletableFuture<@Nullable Void> closeAsync() {
    List<NamedConnection> open;
    synchronized (connections) {
      closed = true;
      open = new ArrayList<>(connections.values());
    }
    return CompletableFuture
        .allOf(open.stream().map(NamedConnection::closeAsync).toArray(CompletableFuture<?>[]::new))
        .<@Nullable Void>thenApply(all -> null);
  }

  /** Closes all and waits for the end. */
  @Override
  public void close() {
    Waiting.on(closeAsync());
  }

  private List<NamedConnection> snapshot() {
    synchronized (connections) {
      return List.copyOf(connections.values());
    }
  }

  private void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  private static DatabaseException closed() {
    return new DatabaseException(ErrorCode.NOT_CONNECTED, "the connections are closed");
  }

  /** Called under the lock. What was asked for may be anything: it is not repeated. */
  private DatabaseException unknown() {
    String known = connections.isEmpty() ? "none" : String.join(", ", connections.keySet());
    return new DatabaseException(ErrorCode.NOT_FOUND,
        "there is no connection of this id; there are: " + known);
  }

  private static CompletableFuture<@Nullable Void> done() {
    return CompletableFuture.completedFuture(null);
  }
}
