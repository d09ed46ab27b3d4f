package dev.plinth.mcp;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.spi.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The tools over the connections that an operator offers, as plain values: {@link #tools()} publishes
 * them, a {@link ToolSession} of each client calls them. {@link PlinthTools} adds them to a server of the
 * official SDK.
 */
public final class DatabaseTools implements AutoCloseable {
  private static final Set<String> WITH_LARGE_RESULTS =
      Set.of("db_query", "db_raw_query", "db_transaction", "db_schema");

  private final Map<String, Offer> offers;
  private final UrlPermission urls;
  private final Credentials credentials;
  private final Grant clientGrant;
  private final CallGate gate;
  private final ResultMemory memory;
  private final Map<String, ToolDefinition> definitions = new LinkedHashMap<>();

  DatabaseTools(DatabaseToolsBuilder builder) {
    var all = new LinkedHashMap<String, Offer>();
    builder.connections().forEach(offered -> all.put(offered.id(), new Offer(offered)));
    this.offers = Collections.unmodifiableMap(all);
    this.urls = builder.urls();
    this.credentials = builder.credentials();
    this.clientGrant = builder.clientGrant();
    this.gate = new CallGate(builder.mostWorking(), builder.mostWaiting());
    this.memory = new ResultMemory(builder.resultMemory());
    ToolDefinitions.all().forEach(tool -> definitions.put(tool.published().name(), tool));
  }

  /** A builder without connections. */
  public static DatabaseToolsBuilder builder() {
    return new DatabaseToolsBuilder();
  }

  /** Tools for one database, which the caller closes: reads alone, Plinth's own tables hidden. */
  public static DatabaseTools readOnly(DatabaseProvider database) {
    return builder().connection("default", database, Grant.readOnly()).build();
  }

  /** The tools. */
  public List<DatabaseTool> tools() {
    return definitions.values().stream().map(ToolDefinition::published).toList();
  }

  /** What a model should know of the tools as a whole. */
  public String instructions() {
    return ToolDefinitions.INSTRUCTIONS;
  }

  /** A session for one client, which the caller closes. */
  public ToolSession newSession() {
    return new ToolSession(this);
  }

  /** Closes what was opened for these tools; databases that were given open stay open. Sessions are closed by those who made them. */
  @Override
  public void close() {
    offers.values().forEach(Offer::close);
  }

  Map<String, Offer> offers() {
    return offers;
  }

  UrlPermission urls() {
    return urls;
  }

  Credentials credentials() {
    return credentials;
  }

  /** What clients may do on connections that they make themselves. */
  Grant clientGrant() {
    return clientGrant;
  }

  /** Starts a call; whoever writes its answer releases its memory then. */
  RunningCall start(ToolSession session, String tool, Map<String, ?> arguments) {
    Objects.requireNonNull(tool, "tool");
    var given = new LinkedHashMap<String, Object>(arguments);
    var result = new CompletableFuture<ToolResult>();
    ResultMemory.Hold hold = memory.hold();
    // One that may wait: the statements of a call follow each other.
    Thread thread = Thread.ofVirtual().name("plinth-tool").unstarted(
        () -> result.complete(carryOut(session, tool, given, hold)));
    CompletableFuture<ToolResult> unused = result.whenComplete((done, failure) -> {
      if (failure != null) {
        thread.interrupt();
      }
    });
    thread.start();
    return new RunningCall(result, hold);
  }

  private ToolResult carryOut(ToolSession session, String tool, Map<String, Object> given,
      ResultMemory.Hold hold) {
    try {
      ToolDefinition definition = definitions.get(tool);
      if (definition == null) {
        return ToolErrors.result(ErrorCode.INVALID_ARGUMENT, "there is no tool "
            + Arguments.shown(tool) + "; there are "
            + Nearest.first(Arguments.shown(tool), new ArrayList<>(definitions.keySet())));
      }
      Arguments arguments = Arguments.of(tool, given, definition.arguments());
      gate.enter();
      try {
        if (WITH_LARGE_RESULTS.contains(tool)) {
          hold.take(session.mostBytes(arguments));
        }
        return new ToolResult(definition.handler().handle(session, arguments), false);
      } finally {
        gate.leave();
      }
    } catch (Throwable failure) {
      // The SDK would send the message of an exception to the client, and none would complete the call.
      return ToolErrors.result(failure);
    }
  }
}
