package dev.plinth.testkit.servers;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL out of a jar, with an order of texts that is not that of their code points. */
final class EmbeddedPostgres extends EmbeddedServer {
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";

  /**
   * Durable, since a provider reports what is not. Connections beyond what one program uses, since a suite
   * keeps many handles open.
   */
  private static final List<String> SETTINGS =
      List.of("wal_level=minimal", "max_wal_senders=0", "max_connections=200",
          "shared_buffers=64MB", "listen_addresses=127.0.0.1", "unix_socket_directories=",
          "log_statement=none", "track_activity_query_size=16384");

  private final Path binaries;

  private EmbeddedPostgres(Path binaries) {
    super("postgres");
    this.binaries = binaries;
  }

  static TestServer launched() {
    URL archive = Binaries.resource(Product.POSTGRES, ARCHIVE);
    // The version stands in the name of the jar, of which the archive's is made.
    String version = Integer.toHexString(archive.toString().hashCode());
    Path binaries = Binaries.unpacked("postgres-" + version,
        directory -> Binaries.untar(archive, directory));
    var server = new EmbeddedPostgres(binaries);
    server.launch();
    return server;
  }

  @Override
  void initialize() throws IOException {
    Path secret = Files.writeString(home().resolve("password"), password());
    Commands.giveAway(home().toString());
    Commands.run(Commands.unprivileged(List.of(program("initdb"), "--pgdata=" + data(),
        "--username=" + USER, "--pwfile=" + secret, "--auth=scram-sha-256", "--encoding=UTF8",
        "--locale=C", "--locale-provider=icu", "--icu-locale=en", "--no-sync")));
  }

  @Override
  List<String> command() {
    List<String> command = new ArrayList<>(
        List.of(program("postgres"), "-D", data().toString(), "-p", Integer.toString(port())));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    return command;
  }

  @Override
  String stopSignal() {
    return "INT";
  }

  @Override
  public String url() {
    return url("postgresql", "postgres");
  }

  @Override
  public String name() {
    return "PostgreSQL 18 embedded";
  }

  private String program(String name) {
    return binaries.resolve("bin").resolve(name).toString();
  }
}
