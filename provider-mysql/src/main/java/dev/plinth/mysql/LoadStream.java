package dev.plinth.mysql;

import dev.plinth.data.Row;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows as the lines that LOAD DATA reads, made while they are sent. Ends early where a row cannot be written. */
final class LoadStream extends InputStream {
  private static final int FILLED_TO = 64 * 1024;

  private final List<Row> rows;
  private final LoadField[] fields;
  private final LoadBuffer buffer = new LoadBuffer(FILLED_TO + 8 * 1024);
  private int next;
  private int position;
  private @Nullable RuntimeException failure;

  LoadStream(List<Row> rows, LoadField[] fields) {
    this.rows = rows;
    this.fields = fields;
  }

  /** Throws the failure of the row that ended it, if one did: it must not pass through the driver. */
  void requireWhole() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read() {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (position == buffer.length()) {
      fill();
    }
    int taken = Math.min(count, buffer.length() - position);
    if (taken == 0 && count > 0) {
      return -1;
    }
    buffer.copyTo(target, offset, position, taken);
    position += taken;
    return taken;
  }

  private void fill() {
    buffer.clear();
    position = 0;
    try {
      while (failure == null && next < rows.size() && buffer.length() < FILLED_TO) {
        add(rows.get(next));
        next++;
      }
    } catch (RuntimeException unwritable) {
      failure = unwritable;
      buffer.clear();
    }
  }

  private void add(Row row) {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        buffer.tab();
      }
      Object value = row.valueAt(i).orElse(null);
      if (value == null) {
        buffer.none();
      } else {
        fields[i].add(buffer, value);
      }
    }
    buffer.endOfLine();
  }
}
