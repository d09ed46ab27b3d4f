package dev.plinth.testkit;

import dev.plinth.data.Statement;
import java.time.Duration;
import java.util.List;

/** What {@link ServerConformance} asks of a server in its own language. */
public interface ServerTexts {
  /** A read that keeps the server asleep so long, and in whose text, as the server lists it, the mark stands. */
  Statement sleep(Duration time, String mark);

  /** The texts of the statements that the server carries out at this moment, asked past the provider under test. */
  List<String> running();

  /** What makes a user who may do everything in a database. */
  List<String> newUser(String name, String password, String database);

  /** What removes a user and what is theirs in the database. */
  List<String> noUser(String name);

  /** What gives a user another password. */
  String newPassword(String user, String password);

  /** The numbers of a user's connections, asked past the provider under test. */
  List<String> connectionsOf(String user);

  /** What ends a connection of this number. */
  String end(String connection);
}
