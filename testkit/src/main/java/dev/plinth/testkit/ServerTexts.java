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
}
