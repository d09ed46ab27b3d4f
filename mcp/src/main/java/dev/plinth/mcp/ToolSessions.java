package dev.plinth.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a server, by the ids that it gives its clients. Those that were not used for longest end
 * when there are too many. Safe for use by many threads.
 */
public final class ToolSessions implements AutoCloseable {
  private static final int MOST = 1_000;
  private static final String ONLY = "";

  private final DatabaseTools tools;
  private final LinkedHashMap<String, ToolSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

  /** No session yet. */
  public ToolSessions(DatabaseTools tools) {
    this.tools = tools;
  }

  /** The session of an id, made when it is first asked for. */
  ToolSession of(@Nullable String id) {
    ToolSession eldest = null;
    ToolSession session;
    synchronized (this) {
      session = sessions.computeIfAbsent(id == null ? ONLY : id, fresh -> tools.newSession());
      if (sessions.size() > MOST) {
        eldest = sessions.pollFirstEntry().getValue();
      }
    }
    if (eldest != null) {
      eldest.close();
    }
    return session;
  }

  /** A session is over: what it opened is closed. */
  public void end(String id) {
    ToolSession ended;
    synchronized (this) {
      ended = sessions.remove(id);
    }
    if (ended != null) {
      ended.close();
    }
  }

  /** Closes all. */
  @Override
  public void close() {
    List<ToolSession> all;
    synchronized (this) {
      all = new ArrayList<>(sessions.values());
      sessions.clear();
    }
    all.forEach(ToolSession::close);
  }
}
