package dev.plinth.testkit;

import dev.plinth.testkit.servers.TcpProxy;
import dev.plinth.testkit.servers.TestServer;
import java.util.Arrays;
import java.util.List;

/** How a server goes away and comes back. */
enum Outage {
  /** Shut down in order by its operator. */
  STOPPED(true) {
    @Override
    void begin(TestServer server, TcpProxy proxy) {
      server.stop();
    }

    @Override
    void end(TestServer server, TcpProxy proxy) {
      server.start();
    }
  },
  /** Crashed. */
  KILLED(true) {
    @Override
    void begin(TestServer server, TcpProxy proxy) {
      server.kill();
    }

    @Override
    void end(TestServer server, TcpProxy proxy) {
      server.start();
    }
  },
  /** Out of reach: as a crash looks to its clients, for servers that are not ours to stop. */
  UNREACHABLE(false) {
    @Override
    void begin(TestServer server, TcpProxy proxy) {
      proxy.stopAccepting();
      proxy.cutAll();
    }

    @Override
    void end(TestServer server, TcpProxy proxy) {
      proxy.acceptAgain();
    }
  };

  private final boolean ofEmbeddedAlone;

  Outage(boolean ofEmbeddedAlone) {
    this.ofEmbeddedAlone = ofEmbeddedAlone;
  }

  abstract void begin(TestServer server, TcpProxy proxy);

  abstract void end(TestServer server, TcpProxy proxy);

  /** Those that a server can be made to have. */
  static List<Outage> of(TestServer server) {
    return Arrays.stream(values()).filter(each -> server.embedded() || !each.ofEmbeddedAlone)
        .toList();
  }
}
