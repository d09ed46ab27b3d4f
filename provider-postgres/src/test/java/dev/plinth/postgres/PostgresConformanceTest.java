package dev.plinth.postgres;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.testkit.DatabaseConformance;
import dev.plinth.testkit.NativeTexts;
import java.util.EnumSet;
import java.util.Set;

final class PostgresConformanceTest extends DatabaseConformance {
  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Postgres.open(Postgres.freshUrl(), options);
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(
        EnumSet.of(Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES));
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new PostgresTexts();
  }
}
