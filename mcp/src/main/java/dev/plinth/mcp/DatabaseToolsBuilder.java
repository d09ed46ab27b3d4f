package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
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
  private Credentials credentials = (type, vault, name) -> CompletableFuture.failedFuture(
      new DatabaseException(ErrorCode.NOT_FOUND, "this server has no vault of credentials"));

  DatabaseToolsBuilder() {}

  /** Offers a database that is open; it stays open when the tools are closed. */
  public DatabaseToolsBuilder connection(String id, DatabaseProvider database, Grant grant) {
    return add(new OfferedConnection(id, () -> CompletableFuture.completedFuture(database), false,
        grant));
  }

  /** Offers a database that is opened when it is first needed, and closed with the tools. */
  public DatabaseToolsBuilder connection(String id,
      Supplier<CompletableFuture<DatabaseProvider>> opener, Grant grant) {
    return add(new OfferedConnection(id, opener, true, grant));
  }

  /** The same for a database that somebody else closes, such as one of {@link dev.plinth.factory.Connections}. */
  public DatabaseToolsBuilder shared(String id,
      Supplier<CompletableFuture<DatabaseProvider>> opener,
      Grant grant) {
    return add(new OfferedConnection(id, opener, false, grant));
  }

  /** Offers the database of a URL, opened when it is first needed with no more access than granted. */
  public DatabaseToolsBuilder connection(String id, String url, Options options, Grant grant) {
    Objects.requireNonNull(url, "url");
    return connection(id, () -> Databases.open(url, narrowed(options, grant)), grant);
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
}
