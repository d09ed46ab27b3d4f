package dev.plinth.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes on their way to the server, most significant first. */
final class CopyBuffer {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private byte[] bytes;
  private int length;

  CopyBuffer(int capacity) {
    this.bytes = new byte[capacity];
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  void clear() {
    length = 0;
  }

  void add(byte value) {
    reserve(1);
    bytes[length++] = value;
  }

  void addShort(int value) {
    reserve(Short.BYTES);
    SHORT.set(bytes, length, (short) value);
    length += Short.BYTES;
  }

  void addInt(int value) {
    reserve(Integer.BYTES);
    INT.set(bytes, length, value);
    length += Integer.BYTES;
  }

  void addLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  void addAll(byte[] values) {
    reserve(values.length);
    System.arraycopy(values, 0, bytes, length, values.length);
    length += values.length;
  }

  /** A field: its length and then its bytes. */
  void addField(byte[] values) {
    addInt(values.length);
    addAll(values);
  }

  /** Begins a field whose length is not known yet; {@link #end} takes what this answers. */
  int begin() {
    addInt(0);
    return length;
  }

  /** Ends a field that {@link #begin} began. */
  void end(int start) {
    INT.set(bytes, start - Integer.BYTES, length - start);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
