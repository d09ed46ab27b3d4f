package dev.plinth.hashicorp;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Consumer;

/** Gathers an answer, and ends one that is longer than any credential. */
final class BoundedBody implements Consumer<Optional<byte[]>> {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int most;

  BoundedBody(int most) {
    this.most = most;
  }

  @Override
  public void accept(Optional<byte[]> part) {
    if (bytes.size() + part.map(some -> some.length).orElse(0) > most) {
      throw new IllegalStateException("the answer is too long");
    }
    part.ifPresent(bytes::writeBytes);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
