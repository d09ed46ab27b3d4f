package dev.plinth.mysql;

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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Opens MySQL, MariaDB and TiDB: {@code mysql://user:password@host:3306/database}, {@code mariadb://...},
 * {@code tidb://...}.
 *
 * <p>Parameters of the URL, which may also be properties of the options: {@code sslMode}, {@code sslCa},
 * {@code sslTrustStore}, {@code sslKeyStore} and their passwords, {@code allowPublicKeyRetrieval}, {@code
 * localInfile}, {@code driver} ({@code mysql} or {@code mariadb}), {@code connectTimeout} in milliseconds.
 */
public final class MysqlProviderFactory implements DatabaseProviderFactory {
  static final String BACKEND = "mysql";

  /** For {@link java.util.ServiceLoader}. */
  public MysqlProviderFactory() {}

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("mysql", "mariadb", "tidb");
  }

  /** Without a secret, and yet another one for another password: who knows no password shares no connection. */
  @Override
  public String identity(DatabaseUrl url) {
    String canonical = MysqlSettings.of(url, Options.defaults()).canonical();
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
    try {
      MysqlSettings settings = MysqlSettings.of(url, options);
      return engine(settings, url, options, new ServerFacts(settings.expected()))
          .openShared(options);
    } catch (DatabaseException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  static PooledEngine engine(MysqlSettings settings, DatabaseUrl url, Options options,
      ServerFacts facts) {
    var connections = new MysqlConnections(settings, Credentials.of(url, options), facts);
    var loads = new BulkLoads(settings, connections, facts);
    var dialect = new MysqlDialect(settings, facts, loads);
    var aside = new Aside(connections);
    var pool = new JdbcConnectionSupply("plinth-mysql", connections, settings.pool(), dialect,
        new MysqlControl(facts, connections, aside, loads));
    return new PooledEngine(new ProviderInfo(BACKEND, url.redacted(), ChronoUnit.MICROS),
        facts::capabilities, new MysqlSupply(pool, aside),
        Batching.defaults().withTransactions().withUndoneWrites(dialect::undoesWrites)
            .withGeneratedKeys(dialect::tellsGeneratedKeys)
            .withExactKeys(MysqlTypes::isExact),
        new MysqlPlatform(dialect, connections), options.withPool(settings.pool()),
        text -> dialect.parse(text).classification());
  }
}
