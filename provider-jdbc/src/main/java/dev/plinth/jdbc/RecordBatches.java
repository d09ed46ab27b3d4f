package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What several calls about single records ask for, in one statement: with an array for each column where the
 * dialect has them, else with lists of parameters and JDBC batches.
 */
final class RecordBatches {
  private final Dialect dialect;
  private final StatementCache statements;

  RecordBatches(Dialect dialect, StatementCache statements) {
    this.dialect = dialect;
    this.statements = statements;
  }

  List<Optional<Row>> findByKeys(TableSchema table, Query shape, List<Row> keys)
      throws SQLException {
    TableStatements known = TableStatements.of(dialect, table);
    Map<Object, Integer> positions = positions(keys);
    List<Row> distinct = positions.size() == keys.size()
        ? keys
        : positions.values().stream().map(keys::get).toList();
    boolean arrays = ArrayValues.supports(dialect, table, table.primaryKey());
    int padded = arrays ? 0 : FilterShape.padded(distinct.size());
    Rendered rendered = known.statement(new Shape.KeyedSelect(shape.select(), padded));
    PreparedStatement statement = statements.prepareRead(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    if (arrays) {
      ArrayValues.bind(binder, distinct, known.key().size());
    } else {
      for (int i = 0; i < padded; i++) {
        binder.row(distinct.get(Math.min(i, distinct.size() - 1)));
      }
    }
    Columns columns = shape.select().isEmpty() ? table.columns() : Columns.of(shape.select());
    List<Optional<Row>> found = new ArrayList<>(Collections.nCopies(keys.size(), Optional.empty()));
    read(statement, rendered, columns, known.key(), positions, found);
    if (positions.size() < keys.size()) {
      answerAgain(keys, positions, found);
    }
    return found;
  }

  private static void read(PreparedStatement statement, Rendered rendered, Columns columns,
      Columns key, Map<Object, Integer> positions, List<Optional<Row>> found)
      throws SQLException {
    int[] keyPositions = new int[key.size()];
    Arrays.setAll(keyPositions, i -> rendered.columns().position(key.name(i)));
    RowReader reader = RowReader.of(rendered);
    boolean asked = rendered.columns().size() == columns.size();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        @Nullable
        Object[] values = reader.values(rows);
        Integer position = positions.get(identity(values, keyPositions));
        if (position != null) {
          found.set(position, Optional.of(Row.owning(columns,
              asked ? values : Arrays.copyOf(values, columns.size()))));
        }
      }
    }
  }

  /** Of equal keys one has been answered. */
  private static void answerAgain(List<Row> keys, Map<Object, Integer> positions,
      List<Optional<Row>> found) {
    for (int i = 0; i < keys.size(); i++) {
      Integer answered = positions.get(identity(keys.get(i)));
      if (answered != null) {
        found.set(i, found.get(answered));
      }
    }
  }

  List<Row> insertEach(TableSchema table, List<Row> rows) throws SQLException {
    if (rows.size() > 1 && ValueSizes.mayExceed(rows, dialect.maxStatementBytes())) {
      // Nothing was sent: they are tried again in smaller batches.
      throw new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
          "the records are too large for one statement");
    }
    TableStatements known = TableStatements.of(dialect, table);
    Columns columns = rows.get(0).columns();
    if (statesKey(known.key(), columns)) {
      bound(known, table, rows, Shape.InsertEnd.PLAIN, statements::prepare).executeUpdate();
      return keysOf(known.key(), rows);
    }
    if (dialect.returningInserts()) {
      Shape.InsertEnd end = Shape.InsertEnd.RETURNING_KEY;
      return GeneratedKeys.returned(bound(known, table, rows, end, statements::prepare),
          known.statement(new Shape.Insert(columns, end, List.of(), 1)), known.key(), rows.size());
    }
    GeneratedKeys.requireToldByDriver(dialect, table, columns);
    return GeneratedKeys.toldByDriver(dialect,
        bound(known, table, rows, Shape.InsertEnd.PLAIN, statements::prepareForKeys), table, rows);
  }

  BitSet insertPossible(TableSchema table, List<Row> rows) throws SQLException {
    Columns columns = rows.get(0).columns();
    if (!dialect.returning() || !ArrayValues.supports(dialect, table, columns.names())) {
      return insertAbsent(table, rows);
    }
    TableStatements known = TableStatements.of(dialect, table);
    Rendered rendered = known.statement(new Shape.ArrayInsert(columns, Shape.InsertEnd.IGNORING));
    PreparedStatement statement = statements.prepare(rendered.sql());
    ArrayValues.bind(new ParameterBinder(statement, rendered), rows, columns.size());
    return members(statement, rendered, known.key(), keysOf(known.key(), rows));
  }

  /**
   * After a look at who is there. It fails as a whole where somebody else came between, or another unique key
   * forbids one of them.
   */
  private BitSet insertAbsent(TableSchema table, List<Row> rows) throws SQLException {
    Query keysAlone =
        Query.from(table.name()).select(table.primaryKey().toArray(String[]::new));
    List<Optional<Row>> there =
        findByKeys(table, keysAlone, keysOf(Columns.of(table.primaryKey()), rows));
    var absent = new BitSet(rows.size());
    List<Row> inserted = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      if (there.get(i).isEmpty()) {
        absent.set(i);
        inserted.add(rows.get(i));
      }
    }
    if (!inserted.isEmpty()) {
      insertEach(table, inserted);
    }
    return absent;
  }

  long[] updateByKeys(TableSchema table, List<Row> keys, List<Update> updates)
      throws SQLException {
    TableStatements known = TableStatements.of(dialect, table);
    Update first = updates.get(0);
    List<String> bound = new ArrayList<>(table.primaryKey());
    first.changes().stream().filter(change -> !(change instanceof Update.Unset))
        .map(Update.Change::column).forEach(bound::add);
    if (!dialect.returning() || !ArrayValues.supports(dialect, table, bound)) {
      Rendered rendered = known.statement(new Shape.Change(filter(keys.get(0)), first, false));
      return batch(rendered, keys.size(), (binder, i) -> {
        binder.update(updates.get(i));
        binder.row(keys.get(i));
      });
    }
    Rendered rendered = known.statement(new Shape.ArrayChange(first));
    PreparedStatement statement = statements.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    ArrayValues.bind(binder, keys, known.key().size());
    ArrayValues.bindUpdates(binder, updates);
    return counts(members(statement, rendered, known.key(), keys), keys.size());
  }

  long[] deleteByKeys(TableSchema table, List<Row> keys) throws SQLException {
    TableStatements known = TableStatements.of(dialect, table);
    if (!dialect.returning() || !ArrayValues.supports(dialect, table, table.primaryKey())) {
      Rendered rendered =
          known.statement(new Shape.Filtered(Shape.Verb.DELETE, filter(keys.get(0))));
      return batch(rendered, keys.size(), (binder, i) -> binder.row(keys.get(i)));
    }
    Rendered rendered = known.statement(new Shape.ArrayDelete());
    PreparedStatement statement = statements.prepare(rendered.sql());
    ArrayValues.bind(new ParameterBinder(statement, rendered), keys, known.key().size());
    return counts(members(statement, rendered, known.key(), keys), keys.size());
  }

  private interface Preparing {
    PreparedStatement prepare(String sql) throws SQLException;
  }

  private PreparedStatement bound(TableStatements known, TableSchema table, List<Row> rows,
      Shape.InsertEnd end, Preparing preparing) throws SQLException {
    Columns columns = rows.get(0).columns();
    boolean arrays = ArrayValues.supports(dialect, table, columns.names());
    Rendered rendered = known.statement(arrays
        ? new Shape.ArrayInsert(columns, end)
        : new Shape.Insert(columns, end, List.of(), rows.size()));
    PreparedStatement statement = preparing.prepare(rendered.sql());
    var binder = new ParameterBinder(statement, rendered);
    if (arrays) {
      ArrayValues.bind(binder, rows, columns.size());
    } else {
      for (Row row : rows) {
        binder.row(row);
      }
    }
    return statement;
  }

  private interface Binding {
    void bind(ParameterBinder binder, int member) throws SQLException;
  }

  private long[] batch(Rendered rendered, int members, Binding binding) throws SQLException {
    PreparedStatement statement = statements.prepare(rendered.sql());
    try {
      for (int i = 0; i < members; i++) {
        binding.bind(new ParameterBinder(statement, rendered), i);
        statement.addBatch();
      }
      return exact(statement.executeBatch());
    } finally {
      statement.clearBatch();
    }
  }

  private static long[] exact(int[] counts) {
    long[] exact = new long[counts.length];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0) {
        throw new DatabaseException(ErrorCode.QUERY_FAILED,
            "the driver does not tell how many records each statement of a batch changed");
      }
      exact[i] = counts[i];
    }
    return exact;
  }

  /** Which of the keys a statement returns. */
  private static BitSet members(PreparedStatement statement, Rendered rendered, Columns key,
      List<Row> keys) throws SQLException {
    Map<Object, Integer> positions = positions(keys);
    int[] keyPositions = new int[key.size()];
    Arrays.setAll(keyPositions, i -> i);
    var members = new BitSet(keys.size());
    RowReader reader = RowReader.of(rendered);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        Integer position = positions.get(identity(reader.values(rows), keyPositions));
        if (position != null) {
          members.set(position);
        }
      }
    }
    return members;
  }

  private static long[] counts(BitSet members, int size) {
    long[] counts = new long[size];
    members.stream().forEach(i -> counts[i] = 1);
    return counts;
  }

  private static Filter filter(Row key) {
    List<Filter> equalities = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      equalities.add(Filter.field(key.columns().name(i)).eq(key.valueAt(i).orElseThrow()));
    }
    return equalities.size() == 1 ? equalities.get(0) : new Filter.And(equalities);
  }

  private static boolean statesKey(Columns key, Columns columns) {
    return key.names().stream().allMatch(name -> columns.position(name) >= 0);
  }

  private static List<Row> keysOf(Columns key, List<Row> rows) {
    int[] positions = new int[key.size()];
    Arrays.setAll(positions, i -> rows.get(0).columns().position(key.name(i)));
    List<Row> keys = new ArrayList<>(rows.size());
    for (Row row : rows) {
      @Nullable
      Object[] values = new @Nullable Object[positions.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.valueAt(positions[i]).orElse(null);
      }
      keys.add(Row.owning(key, values));
    }
    return keys;
  }

  private static Map<Object, Integer> positions(List<Row> keys) {
    Map<Object, Integer> positions = HashMap.newHashMap(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      positions.put(identity(keys.get(i)), i);
    }
    return positions;
  }

  /** What tells a key apart: its one value, or the list of them. */
  private static Object identity(Row key) {
    Object first = key.valueAt(0).orElse(null);
    return key.size() == 1 && first != null
        ? first
        : IntStream.range(0, key.size()).mapToObj(key::valueAt).toList();
  }

  private static Object identity(@Nullable Object[] values, int[] positions) {
    Object first = values[positions[0]];
    if (positions.length == 1 && first != null) {
      return first;
    }
    return Arrays.stream(positions).mapToObj(position -> Optional.ofNullable(values[position]))
        .toList();
  }
}
