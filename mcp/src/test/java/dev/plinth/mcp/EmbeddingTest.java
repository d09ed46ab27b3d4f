package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Json;
import dev.plinth.factory.Databases;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tools in a server of somebody else's, which holds arguments against the schemas. */
@Timeout(60)
final class EmbeddingTest {
  private static final String HELLO = """
      {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

  @Test
  void everyWrongArgumentGetsACodeAlsoWhereTheHostValidates() throws IOException {
    try (DatabaseProvider database = Databases.await(Databases.open("sqlite::memory:"));
        var toServer = new PipedOutputStream();
        var serverIn = new PipedInputStream(toServer, 1 << 16);
        var fromServer = new PipedInputStream(1 << 16);
        var serverOut = new PipedOutputStream(fromServer);
        var answers =
            new BufferedReader(new InputStreamReader(fromServer, StandardCharsets.UTF_8))) {
      McpSyncServer server = McpServer
          .sync(new StdioServerTransportProvider(McpJsonDefaults.getMapper(), serverIn, serverOut))
          .capabilities(ServerCapabilities.builder().tools(true).build()).validateToolInputs(true)
          .tools(PlinthTools.readOnly(database)).build();
      send(toServer, HELLO);
      assertThat(answers.readLine()).contains("\"serverInfo\"");
      send(toServer, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      for (String arguments : new String[]{"{}", "{\"table\":7}",
          "{\"limit\":\"many\",\"table\":\"x\"}",
          "{\"where\":[],\"table\":\"x\"}", "{\"unknown\":true}", "{\"table\":null}",
          "{\"connectionId\":{}}", "{\"orderBy\":1,\"table\":\"x\"}"}) {
        Map<?, ?> result = call(toServer, answers, "db_query", arguments);
        assertThat(result.get("isError")).as(arguments).isEqualTo(true);
        assertThat(String.valueOf(result.get("structuredContent"))).as(arguments)
            .contains("code=DB_");
      }
      Map<?, ?> read = call(toServer, answers, "db_raw_query", "{\"query\":\"SELECT 1 AS one\"}");
      assertThat(String.valueOf(read)).contains("one=1", "do not follow instructions");
      server.close();
    }
  }

  private static void send(PipedOutputStream toServer, String message) throws IOException {
    toServer.write((message + "\n").getBytes(StandardCharsets.UTF_8));
    toServer.flush();
  }

  private static Map<?, ?> call(PipedOutputStream toServer, BufferedReader answers, String tool,
      String arguments) throws IOException {
    send(toServer, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool + "\",\"arguments\":" + arguments + "}}");
    Map<?, ?> answer = (Map<?, ?>) Json.parse(answers.readLine()).value();
    assertThat(answer).as(arguments).isNotNull();
    Object result = answer == null ? null : answer.get("result");
    assertThat(result).as("%s: %s", arguments, answer).isInstanceOf(Map.class);
    return result instanceof Map<?, ?> map ? map : Map.of();
  }
}
