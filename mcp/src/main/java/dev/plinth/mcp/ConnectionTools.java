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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    var connections = new ArrayList<Map<String, @Nullable Object>>();
    session.connections().forEach((id, open) -> {
      var entry = new LinkedHashMap<String, @Nullable Object>();
      Offer offer = session.tools().offers().get(id);
      entry.put("connectionId", id);
      entry.put("backend", open == null ? null : open.handle().info().backend());
      entry.put("url", open == null ? null : open.handle().info().url());
      entry.put("status", status(session, id, open, offer));
      entry.putAll(granted(open == null && offer != null
          ? offer.grant()
          : open == null ? session.tools().clientGrant() : open.grant()));
      connections.add(entry);
    });
    return Answer.of("connections", connections);
  }

  private static String status(ToolSession session, String id, @Nullable OpenConnection open,
      @Nullable Offer offer) {
    if (session.isDisconnected(id)) {
      return "disconnected";
    }
    if (open != null) {
      return "connected";
    }
    return offer != null && offer.hasFailed() ? "failed" : "not opened yet";
  }
}
