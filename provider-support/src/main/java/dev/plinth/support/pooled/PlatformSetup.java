package dev.plinth.support.pooled;

/** Creates or upgrades the platform tables: {@link dev.plinth.DatabaseProvider#initialize()}. */
@FunctionalInterface
public interface PlatformSetup {
  /** Does it, over connections of its own, on a thread of its own. Safe when many processes start at once. */
  void migrate();
}
