package dev.plinth.jdbc.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.PoolOptions;
import dev.plinth.health.PoolStatistics;
import dev.plinth.jdbc.JdbcSession;
import dev.plinth.jdbc.TinyDialect;
import java.sql.SQLException;
import java.time.Duration;
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
