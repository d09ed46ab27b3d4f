package dev.plinth.testkit;

import dev.plinth.ErrorCode;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * One way to make a backend fail for real.
 *
 * @param code how the call must fail
 * @param how what is done, in a few words
 * @param provocation does it
 */
public record ErrorCase(ErrorCode code, String how, Provocation provocation) {
  /** Makes a call that must fail. */
  @FunctionalInterface
  public interface Provocation {
    /** Does what it takes, and returns the call. */
    CompletableFuture<?> on(Scene scene);
  }

  /** Refuses null. */
  public ErrorCase {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(how, "how");
    Objects.requireNonNull(provocation, "provocation");
  }

  @Override
  public String toString() {
    return code.code() + ": " + how;
  }
}
