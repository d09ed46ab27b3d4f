package dev.plinth.support.pipeline;

import dev.plinth.support.engine.Call;
import org.jspecify.annotations.Nullable;

/** A call on its way, with its place in a {@link Watchlist}, which spares each call an object. */
abstract class Watched {
  @Nullable
  Watched previous;
  @Nullable
  Watched next;

  /** The call. */
  abstract Call<?> call();

  /** A number that never changes and that few others have. */
  abstract long number();
}
