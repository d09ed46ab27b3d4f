package dev.plinth.benchmarks;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Rows of {@link Notes} as text with tabs, which COPY and LOAD DATA both read; made while they are read. */
final class NoteLines extends InputStream {
  private static final int CHUNK = 1000;

  private final long last;
  private long next = 1;
  private byte[] chunk = {};
  private int position;

  /** Rows 1 to {@code last}. */
  NoteLines(long last) {
    this.last = last;
  }

  @Override
  public int read() {
    var single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (position == chunk.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, into, offset, count);
    position += count;
    return count;
  }

  private boolean fill() {
    if (next > last) {
      return false;
    }
    var text = new StringBuilder();
    for (long end = Math.min(last, next + CHUNK - 1); next <= end; next++) {
      text.append(next).append('\t').append(Notes.title(next)).append('\t')
          .append(Notes.stars(next)).append('\n');
    }
    chunk = text.toString().getBytes(StandardCharsets.UTF_8);
    position = 0;
    return true;
  }
}
