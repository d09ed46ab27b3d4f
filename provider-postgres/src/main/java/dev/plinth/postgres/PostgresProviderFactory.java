package dev.plinth.postgres;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.credentials.Credentials;
import dev.plinth.jdbc.server.JdbcConnectionSupply;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import dev.plinth.support.pooled.Batching;
import dev.plinth.support.pooled.PooledEngine;
import dev.plinth.support.provider.EngineSharedDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Opens PostgreSQL: {@code postgresql://user:password@host:5432/database} or {@code postgres://...}, also
 * with several hosts.
 *
 * <p>Parameters of the URL, which may also be properties of the options: those of the driver about TLS
 * ({@code sslmode}, {@code sslrootcert}, {@code sslcert}, {@code sslkey}, ...), {@code currentSchema},
 * {@code ApplicationName}, {@code connectTimeout}, {@code targetServerType}, {@code loadBalanceHosts} and
 * {@code options}; {@code sslMinProtocolVersion}; and {@code pooler=true} behind a pooler in transaction
 * mode.
 */
public final class PostgresProviderFactory implements DatabaseProviderFactory {
  static final String BACKEND = "postgresql";

  /** For {@link java.util.ServiceLoader}. */
  public PostgresProviderFactory() {}

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("postgresql", "postgres");
  }

  /** Without a secret, and yet another one for another password: who knows no password shares no connection. */
  @Override
  public String identity(DatabaseUrl url) {
    String canonical = String.join("\n", url.user(), url.password(),
        PostgresSettings.of(url, Options.defaults()).canonical());
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256")
          .digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public CompletableFuture<SharedDatabase> open(DatabaseUrl url, Options options) {
    PooledEngine engine;
    try {
      engine = engine(url, options);
    } catch (DatabaseException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
    if (options.lazy()) {
      return CompletableFuture.completedFuture(new EngineSharedDatabase(engine, options));
    }
    // What the caller chained must not run on a thread of the engine.
    return engine.open().handleAsync((done, failure) -> failure, Thread::startVirtualThread)
        .thenCompose(failure -> failure == null
            ? CompletableFuture.completedFuture(new EngineSharedDatabase(engine, options))
            : engine.closeAsync().handle((closed, again) -> failure)
                .thenCompose(CompletableFuture::failedFuture));
  }

  private static PooledEngine engine(DatabaseUrl url, Options options) {
    PostgresSettings settings = PostgresSettings.of(url, options);
    var letterCase = new LetterCase();
    var dialect = new PostgresDialect(settings, letterCase);
    var connections =
        new PostgresConnections(settings, Credentials.of(url, options), letterCase);
    var supply = new JdbcConnectionSupply("plinth-postgres", connections, options.pool(), dialect,
        new PostgresControl());
    return new PooledEngine(new ProviderInfo(BACKEND, url.redacted(), ChronoUnit.MICROS),
        () -> EnumSet.complementOf(
            EnumSet.of(Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES)),
        supply,
        Batching.defaults().withExactKeys(PostgresTypes::isExact),
        new PostgresPlatform(dialect, connections), options,
        text -> dialect.parse(text).classification());
  }
}
