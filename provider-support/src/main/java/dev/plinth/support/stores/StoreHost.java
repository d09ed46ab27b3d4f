package dev.plinth.support.stores;

import dev.plinth.support.provider.Dispatcher;

/** What the stores need of the handle or transaction that carries them. */
public interface StoreHost {
  /** Sends their work on its way. */
  Dispatcher dispatcher();

  /** What the stores of one engine share. */
  StoreContext stores();
}
