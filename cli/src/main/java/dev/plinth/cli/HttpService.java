package dev.plinth.cli;

import dev.plinth.mcp.DatabaseTools;
import dev.plinth.mcp.PlinthTools;
import dev.plinth.mcp.ToolSessions;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The server over streamable HTTP, at {@code /mcp} on the loopback address. */
final class HttpService implements AutoCloseable {
  static final String PATH = "/mcp";
  private static final int STOP_SECONDS = 10;

  /** A logger that nobody holds loses its level. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("org.apache.catalina"), Logger.getLogger("org.apache.coyote"),
          Logger.getLogger("org.apache.tomcat"));

  /** It takes threads of databases for leaks of an application. */
  private static final Logger LOADER = Logger.getLogger("org.apache.catalina.loader");

  private final Tomcat tomcat;
  private final Connector connector;
  private final Path folder;
  private final McpAsyncServer server;
  private final ToolSessions sessions;

  private HttpService(Tomcat tomcat, Connector connector, Path folder, McpAsyncServer server,
      ToolSessions sessions) {
    this.tomcat = tomcat;
    this.connector = connector;
    this.folder = folder;
    this.server = server;
    this.sessions = sessions;
  }

  /** Starts it; it takes requests when this returns. */
  static HttpService start(DatabaseTools tools, KeyCheck keys, HttpLimits limits)
      throws IOException {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    LOADER.setLevel(Level.OFF);
    var sessions = new ToolSessions(tools);
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(McpJsonDefaults.getMapper()).mcpEndpoint(PATH)
            .maxRequestSize(limits.bodyBytes()).build();
    McpAsyncServer server = McpServer.async(transport)
        .serverInfo("plinth", PlinthCommand.Version.text()).instructions(tools.instructions())
        .capabilities(ServerCapabilities.builder().tools(false).build())
        .validateToolInputs(false).tools(PlinthTools.async(tools, sessions)).build();
    Path folder = Files.createTempDirectory("plinth-http");
    var tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    Connector connector = connector(limits);
    tomcat.setConnector(connector);
    var host = (StandardHost) tomcat.getHost();
    host.setErrorReportValveClass("");
    host.getPipeline().addValve(new ErrorAnswers());
    deploy(tomcat, folder, transport, new HttpGuard(transport, keys, limits, sessions),
        limits.bodyBytes());
    var service = new HttpService(tomcat, connector, folder, server, sessions);
    try {
      tomcat.start();
      if (connector.getLocalPort() < 0) {
        throw new LifecycleException("no port");
      }
    } catch (LifecycleException refused) {
      service.close();
      throw new Misuse(
          "the port " + limits.port() + " cannot be used; another program may have it: "
              + "give another --port, or 0 for any");
    }
    return service;
  }

  private static Connector connector(HttpLimits limits) {
    var connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setPort(limits.port());
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", Integer.toString(limits.threads()));
    connector.setProperty("minSpareThreads", "2");
    connector.setProperty("maxConnections", Integer.toString(limits.connections()));
    connector.setProperty("processorCache", Integer.toString(limits.threads()));
    connector.setProperty("connectionTimeout", "20000");
    connector.setProperty("maxHttpRequestHeaderSize", "16384");
    connector.setXpoweredBy(false);
    return connector;
  }

  private static void deploy(Tomcat tomcat, Path folder,
      HttpServletStreamableServerTransportProvider transport, HttpGuard guard, int bodyBytes) {
    var context = (StandardContext) tomcat.addContext("", folder.toString());
    context.setIgnoreAnnotations(true);
    // There is no other application to protect from this one, and looking needs rights in the JDK.
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    Wrapper servlet = Tomcat.addServlet(context, "mcp", transport);
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded(PATH, "mcp");
    addFilter(context, "guard", guard);
    addFilter(context, "messages",
        new MessageFilter(bodyBytes, Runtime.getRuntime().maxMemory() / 8));
  }

  /** Filters see a request in the order in which they are added. */
  private static void addFilter(StandardContext context, String name, Filter filter) {
    var definition = new FilterDef();
    definition.setFilterName(name);
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    var everything = new FilterMap();
    everything.setFilterName(name);
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
  }

  int port() {
    return connector.getLocalPort();
  }

  /** Takes no more requests, lets those in flight end, and closes. */
  @Override
  public void close() {
    connector.pause();
    try {
      server.closeGracefully().block(Duration.ofSeconds(STOP_SECONDS));
    } catch (IllegalStateException late) {
      // The time is up: what is left is cut below.
    } finally {
      cut();
    }
  }

  private void cut() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException alreadyStopped) {
      // It never started, or is gone.
    } finally {
      sessions.close();
      deleteFolder();
    }
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> {
        boolean unused = file.toFile().delete();
      });
    } catch (IOException left) {
      // The system clears its folder for temporary files.
    }
  }
}
