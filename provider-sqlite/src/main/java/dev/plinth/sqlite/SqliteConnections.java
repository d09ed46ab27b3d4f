package dev.plinth.sqlite;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.JdbcSession;
import dev.plinth.sqlite.SqliteLocation.InFile;
import dev.plinth.sqlite.SqliteLocation.InMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteLimits;

/** Opens connections and sets them up. */
final class SqliteConnections {
  private static final List<String> ALWAYS = List.of("PRAGMA trusted_schema = OFF",
      "PRAGMA foreign_keys = ON", "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -8000");

  private final SqliteSettings settings;
  private final SqliteDialect dialect;
  private final FileWatch watch;
  private final Duration connectTimeout;

  SqliteConnections(SqliteSettings settings, SqliteDialect dialect, FileWatch watch,
      Duration connectTimeout) {
    this.settings = settings;
    this.dialect = dialect;
    this.watch = watch;
    this.connectTimeout = connectTimeout;
  }

  /** A lane on a connection that was set up here. */
  Lane lane(Connection connection, Lane.Closing closing) throws SQLException {
    return new Lane(connection, new JdbcSession(connection, dialect), closing);
  }

  /**
   * Opens the connection that writes, creating the file where there is none. Waits as long as a
   * connection may take, also for other processes that open: the switch to WAL of one fails while
   * another looks at the file.
   */
  Lane openWriter() {
    long deadline = System.nanoTime() + connectTimeout.toNanos();
    BooleanSupplier inTime = () -> System.nanoTime() - deadline < 0;
    return switch (settings.location()) {
      case InMemory memory -> opened(this::connectInMemory, inTime);
      case InFile file -> {
        prepareFolder(file.path());
        yield SetupLock.hold(file.lockFile(), inTime,
            () -> opened(() -> connectToFile(file), inTime));
      }
    };
  }

  private interface Opening {
    Connection open() throws SQLException;
  }

  private Lane opened(Opening opening, BooleanSupplier inTime) {
    var pause = new Pause();
    while (true) {
      try {
        Connection connection = opening.open();
        return lane(connection, connection::close);
      } catch (SQLException failure) {
        if (!SqliteErrors.isBusy(SqliteErrors.code(failure)) || !inTime.getAsBoolean()) {
          throw SqliteErrors.translate(failure);
        }
        pause.next();
      }
    }
  }

  private Connection connectInMemory() throws SQLException {
    return connect("jdbc:sqlite::memory:", false, connection -> {
      if (settings.readOnly()) {
        execute(connection, "PRAGMA query_only = ON");
      }
    });
  }

  private Connection connectToFile(InFile file) throws SQLException {
    return connect(url(file, "rwc"), false, connection -> {
      if (!text(connection, "PRAGMA journal_mode = WAL").equals("wal")) {
        throw failed("SQLite cannot use a write-ahead log in the folder of the database file; "
            + "put it on a local disk");
      }
      execute(connection, "PRAGMA synchronous = " + settings.synchronous());
      watch.opened();
    });
  }

  /** Opens a connection that cannot write. */
  Connection openReader() throws SQLException {
    InFile file = (InFile) settings.location();
    if (!Files.exists(file.path())) {
      // The pool wraps what it is given: the innermost says it.
      throw new SQLException("no file", null, 14,
          failed("the database file does not exist, and a handle "
              + "that may only read creates none; look at the path"));
    }
    String url = url(file, "ro") + (settings.immutable() ? "&immutable=1" : "");
    return connect(url, true, connection -> {
      connection.unwrap(SQLiteConnection.class).setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
      execute(connection, "PRAGMA query_only = ON");
      // Also finds out here, not at the first call, whether the file can be read at all.
      text(connection, "PRAGMA journal_mode");
      if (settings.readOnly()) {
        watch.opened();
      }
    });
  }

  private interface SetUp {
    void apply(Connection connection) throws SQLException;
  }

  private static Connection connect(String url, boolean readOnly, SetUp setUp)
      throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(0);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection(url);
    boolean ready = false;
    try {
      setUp(connection);
      setUp.apply(connection);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  private static void setUp(Connection connection) throws SQLException {
    for (String pragma : ALWAYS) {
      execute(connection, pragma);
    }
    SqliteFunctions.register(connection);
    // The driver would look after each statement whether to commit; transactions are begun and ended by statements here.
    connection.setAutoCommit(false);
    execute(connection, "COMMIT");
  }

  private static void prepareFolder(Path file) {
    Path folder = file.getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw failed("the path of the database is a folder; name a file in it");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException refused) {
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          "the folder of the database file does not exist and cannot be created; create it, or "
              + "name another one",
          BackendFailure.of(refused));
    }
    if (!Files.isWritable(folder)) {
      throw failed("the folder of the database file cannot be written, and SQLite needs files "
          + "beside it; make it writable, or open with Options.readOnly()");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw failed("the database file cannot be written; make it writable, or open with "
          + "Options.readOnly()");
    }
  }

  private static String url(InFile file, String mode) {
    return "jdbc:sqlite:" + file.path().toUri() + "?mode=" + mode;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static DatabaseException failed(String message) {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED, message);
  }
}
