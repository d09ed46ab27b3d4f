package dev.plinth.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sessions over HTTP: whose each is, and when it was last used. A session of one key is nobody else's. */
final class HttpSessions {
  private record Session(String owner, long used) {}

  private final int most;
  private final long idleNanos;
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private int reserved;

  HttpSessions(int most, Duration idle) {
    this.most = most;
    this.idleNanos = idle.toNanos();
  }

  /** Whether there is such a session of this owner; it counts as used. */
  synchronized boolean use(String id, String owner) {
    Session known = sessions.get(id);
    if (known == null || !known.owner.equals(owner)) {
      return false;
    }
    // Those used longest ago stand first.
    sessions.remove(id);
    sessions.put(id, new Session(owner, System.nanoTime()));
    return true;
  }

  /** Takes a place for a session to be; {@link #settle} must follow. */
  synchronized boolean reserve() {
    if (sessions.size() + reserved >= most) {
      return false;
    }
    reserved++;
    return true;
  }

  /** Gives up the session that was not used for longest, if for long enough, and takes its place. */
  synchronized Optional<String> takeIdle() {
    Map.Entry<String, Session> eldest = sessions.entrySet().stream().findFirst().orElse(null);
    if (eldest == null || System.nanoTime() - eldest.getValue().used < idleNanos) {
      return Optional.empty();
    }
    sessions.remove(eldest.getKey());
    reserved++;
    return Optional.of(eldest.getKey());
  }

  /** What became of a place: the session, or none. */
  synchronized void settle(@Nullable String id, String owner) {
    reserved--;
    if (id != null) {
      sessions.put(id, new Session(owner, System.nanoTime()));
    }
  }

  synchronized void end(String id) {
    sessions.remove(id);
  }
}
