package dev.plinth.support.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import org.junit.jupiter.api.Test;

final class FramesTest {
  private final Frames frames = new Frames();

  @Test
  void aFailureLasts() {
    runs();
    frames.fail();
    assertThat(frames.begin(frames.number())).isFalse();
    assertThat(frames.anyFailed()).isTrue();
  }

  @Test
  void aCallThatWasDroppedIsAFailure() {
    long dropped = frames.number();
    assertThat(frames.begin(frames.number())).isFalse();
    assertThat(dropped).isZero();
  }

  @Test
  void rollingBackToASavepointForgetsTheFailuresAfterIt() {
    frames.open("s1");
    frames.open("s2");
    frames.fail();
    frames.rolledBackTo("s1");
    assertThat(frames.anyFailed()).isFalse();
    runs();
    assertThatThrownBy(() -> frames.require("s2")).isInstanceOf(DatabaseException.class);
  }

  @Test
  void aFailureBeforeTheSavepointStays() {
    frames.fail();
    frames.open("s1");
    frames.rolledBackTo("s1");
    assertThat(frames.anyFailed()).isTrue();
  }

  @Test
  void releasingASavepointKeepsItsFailures() {
    frames.open("s1");
    frames.open("s2");
    frames.fail();
    frames.released("s2");
    frames.released("s1");
    assertThat(frames.anyFailed()).isTrue();
    assertThatThrownBy(() -> frames.require("s1")).isInstanceOf(DatabaseException.class);
  }

  private void runs() {
    assertThat(frames.begin(frames.number())).isTrue();
  }
}
