package dev.plinth.testkit.memory;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.testkit.DatabaseConformance;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The suite on a backend that goes wrong; run by {@link FaultDetectionTest} alone. */
final class FaultySuite extends DatabaseConformance {
  private static volatile @Nullable Fault present;

  /** How the backend goes wrong that is opened next. */
  static void set(Fault fault) {
    present = fault;
  }

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Objects.requireNonNull(present, "no fault is set").open(options);
  }

  @Override
  protected Set<Capability> capabilities() {
    return MemoryEngine.CAPABILITIES;
  }
}
