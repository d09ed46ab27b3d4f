package dev.plinth.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import dev.plinth.spi.DatabaseUrl;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.postgresql.PGConnection;

/** The fastest way by hand to fill the table {@link Notes} of a server. */
final class BulkCalls {
  private static final int CHUNK = 1000;
  private static final String LOAD =
      "LOAD DATA LOCAL INFILE 'notes' INTO TABLE notes CHARACTER SET utf8mb4 (id, title, stars)";

  private BulkCalls() {}

  /** By COPY in its text format. */
  static long copy(long rows) throws SQLException, IOException {
    try (Connection connection = connect("")) {
      return connection.unwrap(PGConnection.class).getCopyAPI()
          .copyIn("COPY notes (id, title, stars) FROM STDIN", lines(rows));
    }
  }

  /** By LOAD DATA LOCAL of MariaDB's driver. */
  static long loadByMariaDb(long rows) throws SQLException {
    try (Connection connection = connect("&allowLocalInfile=true");
        Statement statement = connection.createStatement()) {
      statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(lines(rows));
      return statement.executeLargeUpdate(LOAD);
    }
  }

  /** By LOAD DATA LOCAL of Connector/J. */
  static long loadByMysql(long rows) throws SQLException {
    try (Connection connection = connect("&allowLoadLocalInfile=true");
        Statement statement = connection.createStatement()) {
      statement.unwrap(com.mysql.cj.jdbc.JdbcStatement.class)
          .setLocalInfileInputStream(lines(rows));
      return statement.executeLargeUpdate(LOAD);
    }
  }

  /** By insertMany, unordered. */
  static long insertMany(long rows) {
    String url = ServerTarget.url();
    try (MongoClient client = MongoClients.create(url)) {
      MongoCollection<Document> notes =
          client.getDatabase(DatabaseUrl.parse(url).database()).getCollection("notes");
      for (long first = 1; first <= rows; first += CHUNK) {
        List<Document> documents = LongStream.range(first, Math.min(rows + 1, first + CHUNK))
            .mapToObj(id -> new Document("id", id).append("title", Notes.title(id))
                .append("stars", Notes.stars(id)))
            .toList();
        notes.insertMany(documents, new InsertManyOptions().ordered(false));
      }
      return rows;
    }
  }

  /** Lets the server of a database ask for files, as MySQL does not on its own. */
  static void allowLocalFiles(String database) {
    try (Connection connection = connect(DatabaseUrl.parse(database), "");
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL local_infile = ON");
    } catch (SQLException refused) {
      throw new IllegalStateException("the server must allow local_infile", refused);
    }
  }

  private static Connection connect(String parameters) throws SQLException {
    return connect(DatabaseUrl.parse(ServerTarget.url()), parameters);
  }

  private static Connection connect(DatabaseUrl url, String parameters) throws SQLException {
    return DriverManager.getConnection(ServerTarget.jdbcUrl(url) + parameters, url.user(),
        url.password());
  }

  private static InputStream lines(long rows) {
    return new NoteLines(rows);
  }
}
