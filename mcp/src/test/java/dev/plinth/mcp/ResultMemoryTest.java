package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ResultMemoryTest {
  private static final long LARGE = 1024 * 1024;

  private final ResultMemory memory = new ResultMemory(LARGE);

  @Test
  void letsAResultWaitUntilTheOneBeforeIsWritten() throws Exception {
    ResultMemory.Hold first = memory.hold();
    first.take(LARGE);
    ResultMemory.Hold second = memory.hold();
    var taking = new CompletableFuture<Boolean>();
    Thread thread = Thread.ofPlatform().start(() -> {
      second.take(LARGE);
      taking.complete(true);
    });
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(taking).isNotDone();
    first.release();
    first.release();
    assertThat(taking.get(50, TimeUnit.SECONDS)).isTrue();
    ResultMemory.Hold small = memory.hold();
    second.release();
    small.take(1);
    assertThatIsFree(false);
    small.release();
    assertThatIsFree(true);
  }

  @Test
  void takesNothingOnceNobodyWaitsForTheAnswer() {
    ResultMemory.Hold gone = memory.hold();
    gone.release();
    assertThatThrownBy(() -> gone.take(LARGE)).isInstanceOf(CancellationException.class);
    assertThatIsFree(true);
  }

  @Test
  void takesNothingWhenItIsInterrupted() {
    ResultMemory.Hold hold = memory.hold();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> hold.take(LARGE)).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThatIsFree(true);
  }

  private void assertThatIsFree(boolean free) {
    assertThat(memory.isAllFree()).isEqualTo(free);
  }
}
