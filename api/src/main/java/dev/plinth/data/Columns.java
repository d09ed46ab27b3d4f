package dev.plinth.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The column names of a row, in order; shared by all rows of a result. */
public final class Columns {
  /** Up to here a scan beats a hash table. */
  private static final int SCANNED = 12;

  private final String[] names;
  private final @Nullable Map<String, Integer> index;

  private Columns(String[] names) {
    this.names = names;
    this.index = names.length > SCANNED ? indexOf(names) : null;
  }

  /** Names in order. Where a name repeats, the first is found. */
  public static Columns of(List<String> names) {
    return new Columns(names.toArray(String[]::new));
  }

  static Columns owning(String[] names) {
    return new Columns(names);
  }

  /** How many. */
  public int size() {
    return names.length;
  }

  /** The name at a position from 0. */
  public String name(int position) {
    return names[position];
  }

  /** All names, in order. */
  public List<String> names() {
    return List.of(names);
  }

  /** The position of a name, -1 where there is none. */
  public int position(String name) {
    if (index != null) {
      return index.getOrDefault(name, -1);
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Columns that && Arrays.equals(names, that.names);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(names);
  }

  @Override
  public String toString() {
    return Arrays.toString(names);
  }

  private static Map<String, Integer> indexOf(String[] names) {
    Map<String, Integer> index = HashMap.newHashMap(names.length);
    for (int i = 0; i < names.length; i++) {
      index.putIfAbsent(names[i], i);
    }
    return index;
  }
}
