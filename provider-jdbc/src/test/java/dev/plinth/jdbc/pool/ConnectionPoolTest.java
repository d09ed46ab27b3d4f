package dev.plinth.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.PoolOptions;
import dev.plinth.credentials.Credential;
import dev.plinth.health.PoolStatistics;
import dev.plinth.jdbc.ConnectionSource;
import dev.plinth.jdbc.JdbcSession;
import dev.plinth.jdbc.TinyDialect;
import dev.plinth.support.pooled.TrackedCredentials;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

final class ConnectionPoolTest {
  private static final PoolOptions TWO =
      PoolOptions.defaults().withMaxSize(2).withConnectTimeout(Duration.ofMillis(300));

  @Test
  void lendsTheSameSessionWithTheSameConnection() {
    try (ConnectionPool pool = open("jdbc:sqlite::memory:", TWO.withMaxSize(1))) {
      PooledSession first = pool.acquire();
      JdbcSession session = first.session();
      session.ping();
      first.release();
      first.release();

      assertThat(pool.acquire().session()).isSameAs(session);
    }
  }

  @Test
  void opensAnotherConnectionForOneDiscarded() throws SQLException {
    try (ConnectionPool pool = open("jdbc:sqlite::memory:", TWO.withMaxSize(1))) {
      PooledSession first = pool.acquire();
      first.discard();

      PooledSession second = pool.acquire();
      assertThat(second.session()).isNotSameAs(first.session());
      assertThat(first.session().connection().isClosed()).isTrue();
      second.session().ping();
    }
  }

  @Test
  void countsItsConnections() {
    try (ConnectionPool pool = open("jdbc:sqlite::memory:", TWO)) {
      assertThat(pool.statistics(3, 4)).isEqualTo(new PoolStatistics(0, 0, 2, 3, 4));
      pool.acquire();
      assertThat(pool.statistics(0, 1)).isEqualTo(new PoolStatistics(1, 0, 2, 0, 1));
    }
  }

  @Test
  void saysThatAllConnectionsAreInUse() {
    try (ConnectionPool pool = open("jdbc:sqlite::memory:", TWO.withMaxSize(1))) {
      pool.acquire();
      failsWith(ErrorCode.POOL_EXHAUSTED, pool::acquire);
    }
  }

  @Test
  void saysThatNoConnectionCanBeOpened() {
    try (ConnectionPool pool = open("jdbc:sqlite:/no/such/folder/secret.db", TWO)) {
      failsWith(ErrorCode.CONNECTION_FAILED, pool::acquire);
    }
  }

  @Test
  void saysThatItIsClosed() {
    ConnectionPool pool = open("jdbc:sqlite::memory:", TWO);
    pool.close();
    pool.close();
    failsWith(ErrorCode.NOT_CONNECTED, pool::acquire);
  }

  @Test
  void givesUpTheConnectionsOfACredentialThatWasReplaced() {
    var password = new AtomicReference<>("one");
    try (var pool = new ConnectionPool("test", new Rotating(password),
        TWO.withConnectTimeout(Duration.ofSeconds(10)), new TinyDialect())) {
      PooledSession old = pool.acquire();
      password.set("two");
      PooledSession fresh = pool.acquire();
      old.session().ping();
      old.release();
      PooledSession next = pool.acquire();
      assertThat(List.of(fresh.session(), next.session())).doesNotContain(old.session());
      next.release();
      assertThat(pool.acquire().session()).isSameAs(next.session());
    }
  }

  /** Asks for the credential of each connection. */
  private static final class Rotating extends ConnectionSource {
    private final TrackedCredentials credentials;

    Rotating(AtomicReference<String> password) {
      this.credentials = new TrackedCredentials(() -> Credential.of("ada", password.get()));
    }

    @Override
    public Connection getConnection() throws SQLException {
      assertThat(credentials.current().user()).isEqualTo("ada");
      return DriverManager.getConnection("jdbc:sqlite::memory:");
    }

    @Override
    public boolean rotated() {
      return credentials.connected();
    }
  }

  private static ConnectionPool open(String url, PoolOptions options) {
    var source = new SQLiteDataSource();
    source.setUrl(url);
    return new ConnectionPool("test", source, options, new TinyDialect());
  }

  private static void failsWith(ErrorCode code, Runnable work) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(work::run)
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(code);
          assertThat(failure.toString() + failure.getCause()).doesNotContain("secret");
        });
  }
}
