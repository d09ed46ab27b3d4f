package dev.plinth.mcp;

import dev.plinth.DatabaseProvider;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A connection that an operator offers.
 *
 * @param id by which clients name it
 * @param opener opens it when it is first needed; asked again after a failure
 * @param owned whether what it opens is closed with the tools
 * @param grant what clients may do with it
 */
record OfferedConnection(String id, Supplier<CompletableFuture<DatabaseProvider>> opener,
    boolean owned, Grant grant) {
  OfferedConnection {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(opener, "opener");
    Objects.requireNonNull(grant, "grant");
  }
}
