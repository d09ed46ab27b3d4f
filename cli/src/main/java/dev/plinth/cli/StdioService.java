package dev.plinth.cli;

import dev.plinth.mcp.DatabaseTools;
import dev.plinth.mcp.PlinthTools;
import dev.plinth.mcp.ToolSessions;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpServerSession;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** The server on standard input and output: one client, until it closes its end. */
final class StdioService implements AutoCloseable {
  /** Read, a message takes many times its bytes. */
  private static final int LONGEST_MESSAGE =
      (int) Math.min(16 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 128);

  private final StdioLines lines;
  private final McpAsyncServer server;
  private final ToolSessions sessions;

  private StdioService(StdioLines lines, McpAsyncServer server, ToolSessions sessions) {
    this.lines = lines;
    this.server = server;
    this.sessions = sessions;
  }

  /** Takes over standard input and output; whatever else is printed goes to standard error. */
  static StdioService start(DatabaseTools tools) {
    System.setOut(System.err);
    // System.out would swallow that nobody reads any more.
    return start(tools, System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
  }

  static StdioService start(DatabaseTools tools, InputStream in, OutputStream out) {
    var sessions = new ToolSessions(tools);
    var lines = new StdioLines(in, out, LONGEST_MESSAGE);
    var transport = new StdioServerTransportProvider(
        new AnswerMapper(McpJsonDefaults.getMapper()), lines.input(), lines.output(),
        LONGEST_MESSAGE) {
      @Override
      public void setSessionFactory(McpServerSession.Factory factory) {
        super.setSessionFactory(
            queued -> factory.create(new PacedTransport(queued, lines)));
      }
    };
    McpAsyncServer server = McpServer.async(transport)
        .serverInfo("plinth", PlinthCommand.Version.text()).instructions(tools.instructions())
        .capabilities(ServerCapabilities.builder().tools(false).build())
        .validateToolInputs(false).tools(PlinthTools.async(tools, sessions)).build();
    return new StdioService(lines, server, sessions);
  }

  /** Waits until the client has closed its end and every call is answered. */
  void await() throws InterruptedException {
    lines.awaitEnd();
  }

  /** Takes no more messages; what is being answered still is. */
  void stop() {
    lines.endInput();
  }

  @Override
  public void close() {
    lines.abandon();
    server.close();
    sessions.close();
  }
}
