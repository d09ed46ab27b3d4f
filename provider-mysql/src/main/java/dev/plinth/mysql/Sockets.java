package dev.plinth.mysql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that MariaDB's driver opened for a connection, by which it can be cut at once: to abort one
 * that is in use, the driver first connects to the server again, which may take as long as connecting may.
 */
final class Sockets {
  private static final ThreadLocal<@Nullable List<Socket>> OPENING = new ThreadLocal<>();

  private final List<Socket> all;

  private Sockets(List<Socket> all) {
    this.all = all;
  }

  interface Opening {
    @Nullable
    Connection open() throws SQLException;
  }

  /** None: what was opened elsewhere. */
  static Sockets none() {
    return new Sockets(List.of());
  }

  /** Lets the driver ask for its sockets here, where its class loader finds this class. */
  static void use(Properties properties, ClassLoader ofDriver) {
    try {
      if (Class.forName(Factory.class.getName(), false, ofDriver) == Factory.class) {
        properties.setProperty("socketFactory", Factory.class.getName());
      }
    } catch (ClassNotFoundException notInItsSight) {
      // It opens its own, and its connections are aborted as it does that.
    }
  }

  /** Runs what opens a connection on this thread. */
  static Opened during(Opening opening) throws SQLException {
    var sockets = new ArrayList<Socket>();
    OPENING.set(sockets);
    try {
      return new Opened(opening.open(), new Sockets(List.copyOf(sockets)));
    } finally {
      OPENING.remove();
    }
  }

  record Opened(@Nullable Connection connection, Sockets sockets) {}

  /** Closes them under whoever reads or writes; whether there were any. */
  boolean close() {
    for (Socket socket : all) {
      try {
        socket.close();
      } catch (IOException alreadyGone) {
        // It is as good as closed.
      }
    }
    return !all.isEmpty();
  }

  /** Made by the driver, by its name. */
  public static final class Factory extends SocketFactory {
    /** For the driver. */
    public Factory() {}

    @Override
    public Socket createSocket() {
      var socket = new Socket();
      List<Socket> opening = OPENING.get();
      if (opening != null) {
        opening.add(socket);
      }
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return new Socket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
        throws IOException {
      return new Socket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return new Socket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress,
        int localPort) throws IOException {
      return new Socket(address, port, localAddress, localPort);
    }
  }
}
