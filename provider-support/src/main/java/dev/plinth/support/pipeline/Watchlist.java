package dev.plinth.support.pipeline;

import dev.plinth.support.engine.Call;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls on their way, in many short chains, so that threads seldom meet at one. */
final class Watchlist {
  private static final int CHAINS_BITS = 6;
  /** The golden ratio in 64 bits: multiplied with it, numbers that follow each other are far apart. */
  private static final long SCATTER = 0x9E37_79B9_7F4A_7C15L;

  private final Chain[] chains = new Chain[1 << CHAINS_BITS];

  Watchlist() {
    Arrays.setAll(chains, i -> new Chain());
  }

  void add(Watched call) {
    chain(call).add(call);
  }

  /** Has no effect where it is not there. */
  void remove(Watched call) {
    chain(call).remove(call);
  }

  boolean isEmpty() {
    for (Chain chain : chains) {
      if (!chain.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Adds all calls to a list, in no order. */
  void addTo(List<Call<?>> all) {
    for (Chain chain : chains) {
      chain.addTo(all);
    }
  }

  private Chain chain(Watched call) {
    return chains[(int) ((call.number() * SCATTER) >>> (Long.SIZE - CHAINS_BITS))];
  }

  private static final class Chain {
    private @Nullable Watched first;

    synchronized void add(Watched call) {
      Watched former = first;
      if (former != null) {
        former.previous = call;
      }
      call.next = former;
      first = call;
    }

    synchronized void remove(Watched call) {
      Watched previous = call.previous;
      Watched next = call.next;
      if (previous != null) {
        previous.next = next;
      } else if (call.equals(first)) {
        first = next;
      } else {
        return;
      }
      if (next != null) {
        next.previous = previous;
      }
      call.previous = null;
      call.next = null;
    }

    synchronized boolean isEmpty() {
      return first == null;
    }

    synchronized void addTo(List<Call<?>> all) {
      for (Watched call = first; call != null; call = call.next) {
        all.add(call.call());
      }
    }
  }
}
