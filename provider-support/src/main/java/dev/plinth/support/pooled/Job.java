package dev.plinth.support.pooled;

/** What waits for a connection. */
interface Job {
  /** Does it, on the thread and the connection of a worker. Never throws. */
  void carryOut(Worker worker);

  /** Refuses it: the engine closes. */
  void refuse(Throwable reason);
}
