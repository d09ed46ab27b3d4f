package dev.plinth.testkit.memory;

import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.data.TreeQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A walk through a tree, level by level. */
final class MemoryWalk {
  private final MemoryTable table;
  private final TreeQuery tree;
  private final Columns columns;

  MemoryWalk(MemoryTable table, TreeQuery tree) {
    this.table = table;
    this.tree = tree;
    var names = new ArrayList<>(table.columns().names());
    names.add("depth");
    this.columns = Columns.of(names);
  }

  Columns columns() {
    return columns;
  }

  List<Row> descendants() {
    return walk(tree.parentColumn(), tree.keyColumn(), tree.start());
  }

  List<Row> ancestors() {
    Object start = table.rows().values().stream()
        .filter(row -> tree.start().equals(value(row, tree.keyColumn())))
        .flatMap(row -> row.value(tree.parentColumn()).stream()).findFirst().orElse(null);
    return start == null ? List.of() : walk(tree.keyColumn(), tree.parentColumn(), start);
  }

  /** From level to level: the records whose {@code in} is among the {@code out} of those before. */
  private List<Row> walk(String in, String out, Object start) {
    var found = new ArrayList<Row>();
    Set<@Nullable Object> met = new HashSet<>();
    met.add(tree.start());
    Set<@Nullable Object> wanted = Set.of(start);
    for (long depth = 1; depth <= tree.maxDepth() && !wanted.isEmpty(); depth++) {
      Set<@Nullable Object> next = new HashSet<>();
      for (Row row : table.rows().values()) {
        Object link = value(row, in);
        if (link != null && wanted.contains(link) && met.add(value(row, tree.keyColumn()))) {
          found.add(with(row, depth));
          next.add(value(row, out));
        }
      }
      wanted = next;
    }
    return found;
  }

  private Row with(Row row, long depth) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.valueAt(i).orElse(null);
    }
    values[row.size()] = depth;
    return Row.owning(columns, values);
  }

  private static @Nullable Object value(Row row, String column) {
    return row.value(column).orElse(null);
  }
}
