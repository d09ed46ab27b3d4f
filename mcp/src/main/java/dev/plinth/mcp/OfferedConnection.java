package dev.plinth.mcp;

import dev.plinth.DatabaseProvider;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A connection that an operator offers.
 *
 * @param id by which clients name it
 * @param known what clients are told of it before it is opened
 * @param opener opens it when it is first needed; asked again after a failure
 * @param owned whether what it opens is closed with the tools
 * @param grant what clients may do with it
 */
record OfferedConnection(String id, Supplier<Known> known,
    Supplier<CompletableFuture<DatabaseProvider>> opener, boolean owned, Grant grant) {
  /** A kind of database and its redacted URL, as far as they are known; else empty. */
  record Known(String backend, String url) {
    static final Known NOTHING = new Known("", "");
  }

  OfferedConnection {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(known, "known");
    Objects.requireNonNull(opener, "opener");
    Objects.requireNonNull(grant, "grant");
  }
}
