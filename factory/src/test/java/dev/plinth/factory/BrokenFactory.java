package dev.plinth.factory;

import dev.plinth.Options;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A provider whose class loads and whose constructor fails. */
public final class BrokenFactory implements DatabaseProviderFactory {
  /** Fails. */
  public BrokenFactory() {
    throw new IllegalStateException("always");
  }

  @Override
  public String backend() {
    return "broken";
  }

  @Override
  public Set<String> schemes() {
    return Set.of("broken");
  }

  @Override
  public String identity(DatabaseUrl url) {
    return "broken";
  }

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public CompletableFuture<SharedDatabase> open(DatabaseUrl url, Options options) {
    return new CompletableFuture<>();
  }
}
