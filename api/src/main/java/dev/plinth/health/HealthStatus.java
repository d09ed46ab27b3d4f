package dev.plinth.health;

/** How well it is. */
public enum HealthStatus {
  /** Everything works. */
  UP,
  /** It answers, but a check failed or something was weakened. */
  DEGRADED,
  /** It does not answer. */
  DOWN
}
