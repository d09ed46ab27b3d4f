package dev.plinth.factory;

import dev.plinth.Options;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Opens {@link FakeServer}s, each named by the host of a URL. */
public class FakeFactory implements DatabaseProviderFactory {
  private final String backend;
  private final boolean exclusive;

  /** A backend whose databases may be open with several options at once. */
  public FakeFactory() {
    this("fake", false);
  }

  FakeFactory(String backend, boolean exclusive) {
    this.backend = backend;
    this.exclusive = exclusive;
  }

  /** A backend whose databases may not. */
  public static final class Exclusive extends FakeFactory {
    /** Made by the service loader. */
    public Exclusive() {
      super("exclusive", true);
    }
  }

  /** A backend that one class loader alone names. */
  public static final class OfContext extends FakeFactory {
    /** Made by the service loader. */
    public OfContext() {
      super("context", false);
    }
  }

  @Override
  public String backend() {
    return backend;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(backend);
  }

  @Override
  public String identity(DatabaseUrl url) {
    return url.host().host() + "/" + url.database();
  }

  @Override
  public boolean exclusive() {
    return exclusive;
  }

  @Override
  public CompletableFuture<SharedDatabase> open(DatabaseUrl url, Options options) {
    return FakeServer.named(url.host().host()).open(url, options);
  }
}
