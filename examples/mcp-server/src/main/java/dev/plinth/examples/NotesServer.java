package dev.plinth.examples;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import dev.plinth.mcp.PlinthTools;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Instant;
import java.util.Map;

/** A server with a tool of its own, and beside it the tools that read its database. */
public final class NotesServer {
  private NotesServer() {}

  /** Serves until the client closes its end. The first argument is the URL of the database. */
  public static void main(String[] arguments) {
    DatabaseProvider database = Databases.await(Databases.open(arguments[0]));
    var transport = new StdioServerTransportProvider(McpJsonDefaults.getMapper());
    var unused = McpServer.sync(transport).serverInfo("notes", "1.0")
        .capabilities(ServerCapabilities.builder().tools(false).build())
        .toolCall(Tool.builder("time_now", Map.of("type", "object")).build(),
            (exchange, request) -> CallToolResult.builder().addTextContent(Instant.now().toString())
                .build())
        .tools(PlinthTools.readOnly(database)) // this line
        .build();
  }
}
