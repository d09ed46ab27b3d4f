package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Limits;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.health.ServerInformation;
import dev.plinth.spi.DatabaseUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** db_connect, db_disconnect and db_connections. */
final class ConnectionTools {
  static final List<String> OPTIONS =
      List.of("access", "maxRows", "maxBytes", "timeoutMs", "tables");

  private ConnectionTools() {}

  static Map<String, @Nullable Object> connect(ToolSession session, Arguments arguments) {
    Grant less = less(arguments);
    boolean byCredential = arguments.has("vaultName") || arguments.has("credentialName");
    boolean byUrl = arguments.has("url");
    if (byUrl && byCredential) {
      throw Arguments.invalid("give url, or type with vaultName and credentialName, not both");
    }
    String id = arguments.optionalText("connectionId").orElse(
        byUrl || byCredential || session.tools().offers().size() != 1
            ? "default"
            : session.tools().offers().keySet().iterator().next());
    OpenConnection connection = byUrl || byCredential
        ? open(session, id, arguments, less)
        : session.reconnect(id, less);
    return described(connection);
  }

  private static OpenConnection open(ToolSession session, String id, Arguments arguments,
      Grant less) {
    session.requireFree(id);
    Grant grant = session.tools().clientGrant().narrowedBy(less);
    DatabaseProvider handle = arguments.has("url")
        ? openUrl(session.tools(), arguments.text("url"), grant)
        : Databases.await(session.tools().credentials().open(arguments.text("type"),
            arguments.text("vaultName"), arguments.text("credentialName")));
    return session.keep(id, handle, grant);
  }

  private static DatabaseProvider openUrl(DatabaseTools tools, String url, Grant grant) {
    tools.urls().check(DatabaseUrl.parse(url));
    return Databases.await(
        Databases.open(url, DatabaseToolsBuilder.narrowed(Options.defaults(), grant)));
  }

  /** What the client asks for; where it says nothing the operator's grant holds. */
  private static Grant less(Arguments arguments) {
    Arguments options = arguments.object("options")
        .map(given -> Arguments.of("options", given, OPTIONS))
        .orElseGet(() -> Arguments.of("options", Map.of(), OPTIONS));
    AccessPolicy access = options.optionalText("access").map(ConnectionTools::level)
        .map(AccessPolicy::of).orElse(AccessPolicy.unrestricted());
    if (options.has("tables")) {
      access = access.allowingTables(Set.copyOf(options.names("tables")));
    }
    int maxRows = options.number("maxRows", 1, 10_000_000).orElse(10_000_000L).intValue();
    long maxBytes = options.number("maxBytes", 1024, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    long timeout = options.number("timeoutMs", 1, 86_400_000).orElse(86_400_000L);
    return new Grant(access, new Limits(maxRows, maxBytes), Duration.ofMillis(timeout));
  }

  private static AccessLevel level(String word) {
    String wanted = word.toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(AccessLevel.values()).filter(level -> word(level).equals(wanted))
        .findFirst().orElseThrow(() -> Arguments.invalid("access must be one of "
            + Arrays.stream(AccessLevel.values()).map(ConnectionTools::word)
                .collect(Collectors.joining(", "))));
  }

  private static String word(AccessLevel level) {
    return level.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, @Nullable Object> described(OpenConnection connection) {
    ServerInformation server = Databases.await(connection.database().serverInformation());
    Map<String, @Nullable Object> answer = Answer.of("connectionId", connection.id());
    answer.put("backend", connection.handle().info().backend());
    answer.put("version", server.product() + " " + server.version());
    answer.put("capabilities",
        connection.handle().capabilities().stream().map(Capability::name).sorted().toList());
    answer.putAll(granted(connection.grant()));
    return answer;
  }

  private static Map<String, @Nullable Object> granted(Grant grant) {
    Map<String, @Nullable Object> answer = Answer.of("access", word(grant.access().level()));
    answer.put("maxRows", grant.limits().maxRows());
    answer.put("maxBytes", grant.limits().maxBytes());
    answer.put("timeoutMs", grant.timeout().toMillis());
    grant.access().onlyTables()
        .ifPresent(tables -> answer.put("tables", List.copyOf(new TreeSet<>(tables))));
    return answer;
  }

  static Map<String, @Nullable Object> disconnect(ToolSession session, Arguments arguments) {
    Optional<String> id = arguments.optionalText("connectionId");
    Set<String> all = session.connections().keySet();
    if (id.isEmpty() && all.size() != 1) {
      throw Arguments.invalid("db_disconnect needs the argument connectionId, one of "
          + String.join(", ", all));
    }
    return Answer.of("closed", session.disconnect(id.orElseGet(() -> all.iterator().next())));
  }

  static Map<String, @Nullable Object> list(ToolSession session, Arguments arguments) {
    Map<String, @Nullable OpenConnection> all = session.connections();
    Optional<String> only = arguments.optionalText("connectionId");
    if (only.isPresent() && !all.containsKey(only.get())) {
      throw session.notConnected(only.get());
    }
    return Answer.of("connections", all.entrySet().stream()
        .filter(entry -> only.isEmpty() || only.get().equals(entry.getKey()))
        .map(entry -> listed(session, entry.getKey(), entry.getValue())).toList());
  }

  private static Map<String, @Nullable Object> listed(ToolSession session, String id,
      @Nullable OpenConnection open) {
    Map<String, @Nullable Object> entry = Answer.of("connectionId", id);
    if (open != null) {
      entry.put("backend", open.handle().info().backend());
      entry.put("url", open.handle().info().url());
      entry.put("status", session.isDisconnected(id) ? "disconnected" : "connected");
      entry.putAll(granted(open.grant()));
      return entry;
    }
    // What the client made itself is open: this is one of the operator's.
    Offer offer = Objects.requireNonNull(session.tools().offers().get(id));
    OfferedConnection.Known known = offer.known();
    entry.put("backend", known.backend().isEmpty() ? null : known.backend());
    entry.put("url", known.url().isEmpty() ? null : known.url());
    entry.put("status", session.isDisconnected(id)
        ? "disconnected"
        : offer.hasFailed() ? "failed" : "not opened yet");
    entry.putAll(granted(offer.grant()));
    return entry;
  }
}
