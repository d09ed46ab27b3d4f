package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.credentials.Credentials;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import dev.plinth.support.pooled.Batching;
import dev.plinth.support.pooled.PooledEngine;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Opens MongoDB: {@code mongodb://user:password@host:27017,host2/database} and {@code
 * mongodb+srv://user:password@cluster.example.com/database}.
 *
 * <p>Parameters are those of MongoDB's own URLs; {@code tlsCAFile} and {@code tlsCertificateKeyFile}
 * name PEM files. Writes are confirmed by a majority and reads go to the primary unless {@code w} and {@code
 * readPreference} say otherwise.
 */
public final class MongoProviderFactory implements DatabaseProviderFactory {
  static final String BACKEND = "mongodb";

  /** For {@link java.util.ServiceLoader}. */
  public MongoProviderFactory() {}

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(BACKEND, "mongodb+srv");
  }

  @Override
  public String identity(DatabaseUrl url) {
    return MongoSettings.of(url, Options.defaults()).identity();
  }

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public CompletableFuture<SharedDatabase> open(DatabaseUrl url, Options options) {
    try {
      return engine(MongoSettings.of(url, options), url, options).openShared(options);
    } catch (DatabaseException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private static PooledEngine engine(MongoSettings settings, DatabaseUrl url, Options options) {
    var connections = new MongoConnections(settings, Credentials.of(url, options));
    var info = new ProviderInfo(BACKEND, url.redacted(), ChronoUnit.MILLIS);
    return new PooledEngine(info, connections::capabilities, connections,
        Batching.defaults().withTransactions(), () -> migrate(connections), options,
        NativeTexts::inspect);
  }

  private static void migrate(MongoConnections connections) {
    MongoConnection connection = connections.connection();
    try {
      connection.session().migratePlatform();
    } finally {
      connection.discard();
    }
  }
}
