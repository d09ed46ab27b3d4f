package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.factory.Connections;
import dev.plinth.factory.Databases;
import dev.plinth.spi.DatabaseUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Collects what an operator offers. */
public final class DatabaseToolsBuilder {
  private final List<OfferedConnection> connections = new ArrayList<>();
  private UrlPermission urls = UrlPermission.none();
  private Grant clientGrant = Grant.readOnly();
  private int mostWorking = 64;
  private int mostWaiting = 4_000;
  private long resultMemory = Runtime.getRuntime().maxMemory() / 4;
  private Credentials credentials = (type, vault, name) -> CompletableFuture.failedFuture(
      new DatabaseException(ErrorCode.NOT_FOUND, "this server has no vault of credentials"));

  DatabaseToolsBuilder() {}

  /** Offers a database that is open; it stays open when the tools are closed. */
  public DatabaseToolsBuilder connection(String id, DatabaseProvider database, Grant grant) {
    var known = new OfferedConnection.Known(database.info().backend(), database.info().url());
    return add(new OfferedConnection(id, () -> known,
        () -> CompletableFuture.completedFuture(database), false, grant));
  }

  /** Offers a database that is opened when it is first needed, and closed with the tools. */
  public DatabaseToolsBuilder connection(String id,
      Supplier<CompletableFuture<DatabaseProvider>> opener, Grant grant) {
    return add(new OfferedConnection(id, () -> OfferedConnection.Known.NOTHING, opener, true,
        grant));
  }

  /** Offers a connection of a registry, opened when it is first needed and closed by the registry. */
  public DatabaseToolsBuilder shared(Connections connections, String id, Grant grant) {
    Supplier<OfferedConnection.Known> known = () -> connections.find(id)
        .map(status -> new OfferedConnection.Known(status.backend(), status.url()))
        .orElse(OfferedConnection.Known.NOTHING);
    return add(new OfferedConnection(id, known, () -> connections.open(id), false, grant));
  }

  /**
   * Offers the database of a URL, opened when it is first needed with no more access than granted. Throws
   * {@link ErrorCode#INVALID_ARGUMENT} where it is no URL.
   */
  public DatabaseToolsBuilder connection(String id, String url, Options options, Grant grant) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    var known = new OfferedConnection.Known(parsed.scheme(), parsed.redacted());
    return add(new OfferedConnection(id, () -> known,
        () -> Databases.open(url, narrowed(options, grant)), true, grant));
  }

  /** Lets clients connect to URLs of their own. */
  public DatabaseToolsBuilder urls(UrlPermission permission) {
    urls = Objects.requireNonNull(permission, "permission");
    return this;
  }

  /** Lets clients connect with credentials that they name. */
  public DatabaseToolsBuilder credentials(Credentials source) {
    credentials = Objects.requireNonNull(source, "source");
    return this;
  }

  /** What clients may do on connections that they make themselves; reads alone unless set. */
  public DatabaseToolsBuilder clientGrant(Grant grant) {
    clientGrant = Objects.requireNonNull(grant, "grant");
    return this;
  }

  /** How many calls work at once, and how many more wait; what comes beyond fails with {@link ErrorCode#OVERLOADED}. */
  public DatabaseToolsBuilder concurrency(int working, int waiting) {
    if (working < 1 || waiting < 0) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "at least one call must be able to work");
    }
    mostWorking = working;
    mostWaiting = waiting;
    return this;
  }

  /**
   * About how many bytes of the heap results may take at once; a quarter of it unless set. A call whose
   * result might not fit in waits, and one that never would waits until it is alone.
   */
  public DatabaseToolsBuilder resultMemory(long bytes) {
    if (bytes < 1) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "results need some memory");
    }
    resultMemory = bytes;
    return this;
  }

  /** The tools. */
  public DatabaseTools build() {
    return new DatabaseTools(this);
  }

  private DatabaseToolsBuilder add(OfferedConnection offered) {
    if (connections.stream().anyMatch(known -> known.id().equals(offered.id()))) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "two connections have the id " + offered.id());
    }
    connections.add(offered);
    return this;
  }

  /** The database itself shall hold to reading where nothing else is granted. */
  static Options narrowed(Options options, Grant grant) {
    return switch (grant.access().level()) {
      case READ_ONLY -> options.readOnly();
      default -> options;
    };
  }

  List<OfferedConnection> connections() {
    return List.copyOf(connections);
  }

  UrlPermission urls() {
    return urls;
  }

  Credentials credentials() {
    return credentials;
  }

  Grant clientGrant() {
    return clientGrant;
  }

  int mostWorking() {
    return mostWorking;
  }

  int mostWaiting() {
    return mostWaiting;
  }

  long resultMemory() {
    return resultMemory;
  }
}
