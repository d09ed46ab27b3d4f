package dev.plinth.jdbc.pool;

import dev.plinth.jdbc.ConnectionSource;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.JdbcSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens physical connections, each with its session. What the pool itself asks of a connection passes
 * by reflection; the session works on the connection directly.
 */
final class SessionSource extends ConnectionSource {
  private static final int USUAL_LOGIN_SECONDS = 5;

  private final DataSource connections;
  private final Dialect dialect;
  private final Runnable onRotation;

  /**
   * A source of sessions.
   *
   * @param onRotation run when a connection was made with another credential than the one before
   */
  SessionSource(DataSource connections, Dialect dialect, Runnable onRotation) {
    this.connections = connections;
    this.dialect = dialect;
    this.onRotation = onRotation;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection physical = connections.getConnection();
    if (connections instanceof ConnectionSource own && own.rotated()) {
      onRotation.run();
    }
    var session = new JdbcSession(physical, dialect);
    return (Connection) Proxy.newProxyInstance(SessionSource.class.getClassLoader(),
        new Class<?>[]{Connection.class, SessionOwner.class},
        (self, method, arguments) -> answer(physical, session, method, arguments));
  }

  private static @Nullable Object answer(Connection physical, JdbcSession session, Method method,
      @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == SessionOwner.class) {
      return session;
    }
    if (method.getName().equals("close")) {
      session.close();
    }
    try {
      return method.invoke(physical, arguments);
    } catch (InvocationTargetException failure) {
      Throwable cause = failure.getCause();
      throw cause == null ? failure : cause;
    }
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    connections.setLoginTimeout(seconds);
  }

  /** Never 0: the pool takes it for how long it may wait for its own threads, too. */
  @Override
  public int getLoginTimeout() throws SQLException {
    int timeout = connections.getLoginTimeout();
    return timeout == 0 ? USUAL_LOGIN_SECONDS : timeout;
  }
}
