package dev.plinth.health;

/**
 * The connections at one moment.
 *
 * @param active connections at work
 * @param idle connections open and unused
 * @param maximum the most that may be open
 * @param waiting calls that wait for one
 * @param running calls that are carried out, or wait
 */
public record PoolStatistics(int active, int idle, int maximum, int waiting, int running) {
  /** How many are open. */
  public int total() {
    return active + idle;
  }
}
