package dev.plinth.testkit;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.OperationEvent;
import dev.plinth.Options;
import dev.plinth.health.ServerInformation;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What the roles of one suite share: the database under test, and what is known of its backend. */
final class TestBed implements AutoCloseable {
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Function<Options, DatabaseProvider> opener;
  private final Set<Capability> capabilities;
  private final NativeTexts texts;
  private final LogCapture log = LogCapture.open();
  private final Queue<OperationEvent> events = new ConcurrentLinkedQueue<>();
  private final Options options;
  private final DatabaseProvider database;
  private final String serverName;

  TestBed(Function<Options, DatabaseProvider> opener, Set<Capability> capabilities,
      NativeTexts texts) {
    this.opener = opener;
    this.capabilities = Set.copyOf(capabilities);
    this.texts = texts;
    // The least work factor that there is: the suite makes hundreds of passwords.
    this.options = Options.defaults().encryptionKey(SecretCanary.key()).toBuilder().passwordCost(4)
        .build();
    this.database = opener.apply(options.withListener(events::add));
    Outcomes.await(database.initialize());
    this.serverName = nameOf(database);
  }

  /** What it runs on. */
  String serverName() {
    return serverName;
  }

  /** Whether a backend says rightly what it is, is for a test to look at. */
  private static String nameOf(DatabaseProvider database) {
    try {
      ServerInformation server = Outcomes.await(database.serverInformation());
      return server.product() + " " + server.version();
    } catch (RuntimeException failure) {
      return "(does not say)";
    }
  }

  /** The database of most tests, with the platform tables. Each test uses tables of its own. */
  DatabaseProvider database() {
    return database;
  }

  /** The options of most tests, for a test to change. */
  Options options() {
    return options;
  }

  /** Opens an empty database of its own, which the caller closes. */
  DatabaseProvider open(Options changed) {
    return opener.apply(changed);
  }

  boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  /** What the backend says it can do. */
  Set<Capability> capabilities() {
    return capabilities;
  }

  NativeTexts texts() {
    return texts;
  }

  /** A name that nothing else has. */
  static String newName(String stem) {
    return stem + "_" + NAMES.incrementAndGet();
  }

  /** Closes the database, and fails if a secret was logged or told to a listener meanwhile. */
  @Override
  public void close() {
    try (log) {
      database.close();
      log.assertClean();
      events.forEach(event -> SecretCanary.assertClean("an event", event.toString()));
    }
  }
}
