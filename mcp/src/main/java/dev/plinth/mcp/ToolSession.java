package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.spi.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One client of the tools: what it connected to, and how it narrowed what the operator granted. No client
 * sees or changes another's. Safe for use by many threads.
 */
public final class ToolSession implements AutoCloseable {
  private static final int MOST_OWN = 10;

  private final DatabaseTools tools;
  private final Map<String, OpenConnection> own = new HashMap<>();
  private final Map<String, Grant> narrowed = new HashMap<>();
  private final Set<String> disconnected = new HashSet<>();
  private boolean closed;

  ToolSession(DatabaseTools tools) {
    this.tools = tools;
  }

  /**
   * Calls a tool. Never fails: what went wrong is a result with a code. Cancelling the future ends the
   * statement.
   *
   * @param arguments as a JSON parser makes them: maps, lists, strings, numbers, booleans and null
   */
  public CompletableFuture<ToolResult> call(String tool, Map<String, ?> arguments) {
    RunningCall call = start(tool, arguments);
    CompletableFuture<ToolResult> unused =
        call.result().whenComplete((result, failure) -> call.memory().release());
    return call.result();
  }

  RunningCall start(String tool, Map<String, ?> arguments) {
    return tools.start(this, tool, arguments);
  }

  /** Closes what this session opened; what the operator offers stays open. */
  @Override
  public void close() {
    List<OpenConnection> ending;
    synchronized (this) {
      closed = true;
      ending = new ArrayList<>(own.values());
      own.clear();
    }
    ending.forEach(connection -> connection.handle().close());
  }

  DatabaseTools tools() {
    return tools;
  }

  /** The connection that the arguments name, or the only one that there is. */
  OpenConnection connection(Arguments arguments) {
    String id = arguments.optionalText("connectionId").orElseGet(this::onlyConnection);
    Offer offer = tools.offers().get(id);
    Grant less;
    synchronized (this) {
      OpenConnection mine = own.get(id);
      if (mine != null) {
        return mine;
      }
      less = narrowed.get(id);
      if (offer == null || disconnected.contains(id)) {
        throw notConnected(id);
      }
    }
    OpenConnection open = offer.open();
    return less == null ? open : open.narrowedBy(less);
  }

  /** How many bytes a result of the connection that the arguments name may have; 0 where there is none. */
  long mostBytes(Arguments arguments) {
    String id = arguments.optionalText("connectionId").orElseGet(this::onlyConnection);
    synchronized (this) {
      OpenConnection mine = own.get(id);
      Offer offer = tools.offers().get(id);
      if (mine != null) {
        return mine.grant().limits().maxBytes();
      }
      return offer == null ? 0 : grant(id, offer).limits().maxBytes();
    }
  }

  private synchronized String onlyConnection() {
    Set<String> ids = ids();
    if (ids.size() == 1) {
      return ids.iterator().next();
    }
    throw new DatabaseException(ErrorCode.NOT_CONNECTED, ids.isEmpty()
        ? "there is no connection yet; call db_connect"
        : "there are several connections; give connectionId, one of " + String.join(", ", ids));
  }

  /** The failure that says which connections there are. */
  synchronized DatabaseException notConnected(String id) {
    String shown = Arguments.shown(id);
    List<String> ids = List.copyOf(ids());
    return new DatabaseException(ErrorCode.NOT_CONNECTED, "there is no connection " + shown + "; "
        + (ids.isEmpty()
            ? "call db_connect first"
            : "there are " + Nearest.first(shown, ids) + "; db_connect makes others"));
  }

  private Set<String> ids() {
    var ids = new TreeMap<String, Boolean>();
    tools.offers().keySet().stream().filter(id -> !disconnected.contains(id))
        .forEach(id -> ids.put(id, true));
    own.keySet().forEach(id -> ids.put(id, true));
    return ids.keySet();
  }

  /** Uses a connection that the operator offers, with less granted. */
  OpenConnection reconnect(String id, Grant less) {
    Offer offer = tools.offers().get(id);
    OpenConnection mine;
    synchronized (this) {
      mine = own.get(id);
    }
    if (mine != null) {
      return narrowOwn(mine, less);
    }
    if (offer == null) {
      throw notConnected(id);
    }
    OpenConnection open = offer.open().narrowedBy(less);
    synchronized (this) {
      narrowed.put(id, open.grant());
      disconnected.remove(id);
    }
    return open;
  }

  private synchronized OpenConnection narrowOwn(OpenConnection mine, Grant less) {
    OpenConnection narrower = mine.narrowedBy(less);
    own.put(mine.id(), narrower);
    return narrower;
  }

  /** Fails where a connection of the client's own cannot have this name, or there are too many. */
  synchronized void requireFree(String id) {
    if (tools.offers().containsKey(id)) {
      throw Arguments.invalid("the connection " + Arguments.shown(id)
          + " is one of the operator's; leave url and vaultName out to use it, or choose another "
          + "connectionId");
    }
    if (own.size() >= MOST_OWN && !own.containsKey(id)) {
      throw new DatabaseException(ErrorCode.OVERLOADED, "this client has " + MOST_OWN
          + " connections already; close one with db_disconnect");
    }
  }

  /** Keeps a connection of the client's own; one that had its name is closed. */
  OpenConnection keep(String id, DatabaseProvider handle, Grant grant) {
    var connection = new OpenConnection(id, handle, grant, new TableCatalog());
    OpenConnection before;
    boolean tooLate;
    synchronized (this) {
      tooLate = closed;
      before = tooLate ? null : own.put(id, connection);
    }
    if (tooLate) {
      handle.close();
      throw new DatabaseException(ErrorCode.NOT_CONNECTED, "the session of this client is over");
    }
    if (before != null) {
      before.handle().close();
    }
    return connection;
  }

  /** Ends the use of a connection; whether there was one. */
  boolean disconnect(String id) {
    OpenConnection mine;
    boolean offered;
    synchronized (this) {
      mine = own.remove(id);
      offered = mine == null && tools.offers().containsKey(id) && disconnected.add(id);
      narrowed.remove(id);
    }
    if (mine != null) {
      mine.handle().close();
    }
    return mine != null || offered;
  }

  /** What the session may use, by name; null for what is not open yet. */
  synchronized Map<String, @Nullable OpenConnection> connections() {
    var all = new TreeMap<String, @Nullable OpenConnection>();
    tools.offers().forEach((id, offer) -> all.put(id, offer.current()
        .map(handle -> new OpenConnection(id, handle, grant(id, offer), new TableCatalog()))
        .orElse(null)));
    all.putAll(own);
    return all;
  }

  synchronized boolean isDisconnected(String id) {
    return disconnected.contains(id);
  }

  private Grant grant(String id, Offer offer) {
    Grant less = narrowed.get(id);
    return less == null ? offer.grant() : less;
  }
}
