package dev.plinth.jdbc;

import dev.plinth.Limits;
import dev.plinth.data.Columns;
import dev.plinth.data.TreeQuery;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks trees with a recursive query. A node has one parent, so a way down comes back to no other node
 * than the start; a way up may run into a circle, goes round up to the depth, and counts the first round.
 */
final class TreeWalk {
  private static final String DEPTH = "depth";
  private static final String WALK = "plinth_walk";

  private final Dialect dialect;
  private final StatementCache statements;

  TreeWalk(Dialect dialect, StatementCache statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  Found walk(TableSchema table, TreeQuery tree, boolean down, Limits limits) throws SQLException {
    Rendered rendered = render(table, tree, down);
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    binder.value(tree.start());
    binder.value(tree.start());
    binder.value((long) tree.maxDepth());
    binder.value(tree.start());
    binder.limit(limits.maxRows() + 1L);
    try (ResultSet rows = statement.executeQuery()) {
      return RowReader.of(rendered).found(rows, limits.maxRows(), limits.maxBytes());
    }
  }

  private Rendered render(TableSchema table, TreeQuery tree, boolean down) {
    var nodes = new FilterRenderer(dialect, table, "t.");
    ColumnDescription key = nodes.column(tree.keyColumn());
    ColumnDescription parent = nodes.column(tree.parentColumn());
    ColumnDescription from = down ? parent : key;
    ColumnDescription to = down ? key : parent;
    ValueCodec keyCodec = dialect.types().codec(key);
    SqlText sql = SqlText.withParameters(dialect);
    sql.append("WITH RECURSIVE " + WALK + "(node, depth) AS (SELECT ")
        .append(nodes.expression(to)).append(", 1 FROM ").name(table.name()).append(" t WHERE ")
        .append(nodes.operand(from)).append(" = ").parameter(keyCodec).append(" AND ")
        .append(nodes.operand(to)).append(" <> ").parameter(keyCodec)
        .append(" UNION SELECT ").append(nodes.expression(to))
        .append(", w.depth + 1 FROM " + WALK + " w JOIN ").name(table.name()).append(" t ON ")
        .append(nodes.operand(from)).append(" = w.node WHERE w.depth < ")
        .parameter(dialect.types().codec(PortableType.LONG)).append(" AND ")
        .append(nodes.operand(to)).append(" <> ").parameter(keyCodec).append(") SELECT ");
    for (String name : table.columns().names()) {
      sql.append("t.").name(name).append(", ");
    }
    sql.append("w.depth FROM (SELECT node, min(depth) AS depth FROM " + WALK
        + " GROUP BY node) w JOIN ").name(table.name()).append(" t ON ")
        .append(nodes.operand(key)).append(" = w.node ORDER BY w.depth, ")
        .append(nodes.operand(key)).append(" LIMIT ?");
    return Rendered.read(dialect, sql, columns(table), codecs(table));
  }

  private static Columns columns(TableSchema table) {
    List<String> names = new ArrayList<>(table.columns().names());
    names.add(DEPTH);
    return Columns.of(names);
  }

  private ValueCodec[] codecs(TableSchema table) {
    var codecs = new ArrayList<ValueCodec>();
    table.description().columns().forEach(column -> codecs.add(dialect.types().codec(column)));
    codecs.add(dialect.types().codec(PortableType.LONG));
    return codecs.toArray(ValueCodec[]::new);
  }
}
