package dev.plinth.testkit.memory;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.support.provider.EngineSharedDatabase;
import dev.plinth.testkit.DatabaseConformance;
import java.util.Set;

/** The suite on an engine without any database. */
final class MemoryConformanceTest extends DatabaseConformance {
  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return open(new MemoryEngine(options), options);
  }

  @Override
  protected Set<Capability> capabilities() {
    return MemoryEngine.CAPABILITIES;
  }

  /** A handle that closes its engine with it. */
  static DatabaseProvider open(MemoryEngine engine, Options options) {
    var shared = new EngineSharedDatabase(engine, options);
    return shared.newHandle(shared::closeAsync);
  }
}
