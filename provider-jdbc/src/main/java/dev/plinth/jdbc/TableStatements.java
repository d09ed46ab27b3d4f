package dev.plinth.jdbc;

import dev.plinth.data.Columns;
import dev.plinth.support.engine.TableSchema;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/** The statements rendered for one table, attached to its schema; used by all sessions. */
final class TableStatements {
  private static final int KEPT = 500;

  private final TableRenderer renderer;
  private final Columns key;
  private final ConcurrentHashMap<Shape, Rendered> rendered = new ConcurrentHashMap<>();

  private TableStatements(Dialect dialect, TableSchema table) {
    this.renderer = new TableRenderer(dialect, table);
    this.key = Columns.of(table.primaryKey());
  }

  static TableStatements of(Dialect dialect, TableSchema table) {
    if (table.attachment() instanceof TableStatements known) {
      return known;
    }
    var fresh = new TableStatements(dialect, table);
    table.attach(fresh);
    return fresh;
  }

  Rendered statement(Shape shape) {
    Rendered known = rendered.get(shape);
    return known != null ? known : render(shape);
  }

  /** The columns of the primary key. */
  Columns key() {
    return key;
  }

  /** Where the columns of the primary key stand among others, -1 for one that does not. */
  int[] keyPositions(Columns columns) {
    int[] positions = new int[key.size()];
    Arrays.setAll(positions, i -> columns.position(key.name(i)));
    return positions;
  }

  private Rendered render(Shape shape) {
    Rendered fresh = renderer.render(shape);
    if (rendered.size() >= KEPT) {
      rendered.clear();
    }
    rendered.put(shape.kept(), fresh);
    return fresh;
  }
}
