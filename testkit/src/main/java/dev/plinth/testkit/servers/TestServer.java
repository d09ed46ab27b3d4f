package dev.plinth.testkit.servers;

/**
 * A database server for tests. All methods block; those that cannot do what they say throw {@link
 * IllegalStateException}.
 */
public interface TestServer {
  /** The URL of a database that there is, with user and password, for an administrator. */
  String url();

  /**
   * The URL of a new, empty database, made by this call. It is gone when the JVM ends, if this server is
   * not.
   */
  String freshDatabaseUrl();

  /**
   * Whether the testkit runs this server itself, so that it may be stopped, killed and, except for one
   * within this JVM, paused. A server named by a URL, or in a container, may not.
   */
  boolean embedded();

  /** What it is, for the report of a run: product, and how it came to run. */
  String name();

  /** Lets it shut down in order, cutting its clients' connections, and waits until it is gone. */
  void stop();

  /** Ends it as a crash would, and waits until it is gone. */
  void kill();

  /** Starts it again, on the same port with the same data, and waits until it answers. Nothing if it runs. */
  void start();

  /** Freezes it: connections stay, and nothing answers. */
  void pause();

  /** Lets it go on after {@link #pause}. */
  void resume();
}
