package dev.plinth.mcp;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A connection with what was opened for it. Shared by all sessions. */
final class Offer {
  private final OfferedConnection offered;
  private final TableCatalog catalog = new TableCatalog();
  private @Nullable CompletableFuture<DatabaseProvider> opened;

  Offer(OfferedConnection offered) {
    this.offered = offered;
  }

  Grant grant() {
    return offered.grant();
  }

  /** What can be said of it while it is not open. */
  OfferedConnection.Known known() {
    return offered.known().get();
  }

  /** Waits until it is open. */
  OpenConnection open() {
    return new OpenConnection(offered.id(), Databases.await(opening().copy()), offered.grant(),
        catalog);
  }

  private synchronized CompletableFuture<DatabaseProvider> opening() {
    CompletableFuture<DatabaseProvider> known = opened;
    if (known == null || known.isCompletedExceptionally()) {
      known = Objects.requireNonNull(offered.opener().get(), "the opener returned null");
      opened = known;
    }
    return known;
  }

  /** What is open; empty where nothing is yet. */
  synchronized Optional<DatabaseProvider> current() {
    CompletableFuture<DatabaseProvider> known = opened;
    return known != null && known.isDone() && !known.isCompletedExceptionally()
        ? Optional.of(known.join())
        : Optional.empty();
  }

  /** Whether the last attempt to open it failed. */
  synchronized boolean hasFailed() {
    return opened != null && opened.isCompletedExceptionally();
  }

  void close() {
    if (offered.owned()) {
      current().ifPresent(DatabaseProvider::close);
    }
  }
}
