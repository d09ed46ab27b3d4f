package dev.plinth.jdbc.platform;

import dev.plinth.jdbc.ConnectionSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections that Flyway sees: their URL ends behind the name of the driver, since Flyway logs it,
 * and closing one that belongs to somebody else does nothing.
 */
final class MigrationConnections extends ConnectionSource {
  private final Opening opening;
  private final boolean closes;

  MigrationConnections(DataSource source) {
    this.opening = source::getConnection;
    this.closes = true;
  }

  MigrationConnections(Connection single) {
    this.opening = () -> single;
    this.closes = false;
  }

  private interface Opening {
    Connection open() throws SQLException;
  }

  private interface Answer {
    @Nullable
    Object to(Method method, @Nullable Object @Nullable [] arguments) throws Throwable;
  }

  @Override
  public Connection getConnection() throws SQLException {
    return wrapped(opening.open(), closes);
  }

  private static Connection wrapped(Connection connection, boolean closes) {
    return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
      case "close" -> {
        if (closes) {
          connection.close();
        }
        yield null;
      }
      case "getMetaData" -> withoutUrl(connection.getMetaData());
      default -> method.invoke(connection, arguments);
    });
  }

  private static DatabaseMetaData withoutUrl(DatabaseMetaData metaData) {
    return proxy(DatabaseMetaData.class,
        (method, arguments) -> method.getName().equals("getURL")
            ? driverOf(metaData.getURL())
            : method.invoke(metaData, arguments));
  }

  private static String driverOf(String url) {
    return url.substring(0, url.indexOf(':', url.indexOf(':') + 1) + 1);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(Proxy.newProxyInstance(MigrationConnections.class.getClassLoader(),
        new Class<?>[]{type}, (self, method, arguments) -> {
          try {
            return answer.to(method, arguments);
          } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
          }
        }));
  }
}
