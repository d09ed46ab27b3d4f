package dev.plinth.support.pooled;

import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.records.PointDelete;
import dev.plinth.support.records.PointInsert;
import dev.plinth.support.records.PointRead;
import dev.plinth.support.records.PointUpdate;
import dev.plinth.support.records.RecordWork;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queues of one table, one for each shape of calls; kept with its schema, and forgotten with it. */
final class TableQueues {
  /** Calls of further shapes travel alone: a program that makes new ones all the time has nothing to gain. */
  private static final int MOST_SHAPES = 100;
  private static final String ALL_COLUMNS = "*";
  private static final String DELETES = "delete";

  private final TableSchema table;
  private final Coalescer coalescer;
  private final Columns key;
  private final boolean exactKey;
  private final boolean undoesWrites;
  private final ConcurrentHashMap<Object, BatchQueue> queues = new ConcurrentHashMap<>();

  private TableQueues(TableSchema table, Coalescer coalescer) {
    this.table = table;
    this.coalescer = coalescer;
    this.key = Columns.of(table.primaryKey());
    this.undoesWrites = coalescer.batching().undoneWrites().test(table);
    this.exactKey =
        key.size() > 0 && key.names().stream().allMatch(name -> isExact(table.column(name)));
  }

  private boolean isExact(@Nullable ColumnDescription column) {
    return column != null && coalescer.batching().exactKeys().test(column);
  }

  static TableQueues of(TableSchema table, Coalescer coalescer) {
    if (table.schedule() instanceof TableQueues known) {
      return known;
    }
    var fresh = new TableQueues(table, coalescer);
    table.schedule(fresh);
    return fresh;
  }

  /** The queue of a work; null if it travels alone. */
  @Nullable
  BatchQueue queue(RecordWork<?> work) {
    return switch (work) {
      case PointRead read when exactKey -> {
        Object shape = read.query().select().isEmpty() ? ALL_COLUMNS : read.query().select();
        BatchQueue known = queues.get(shape);
        yield known != null
            ? known
            : queue(shape, () -> new BatchShape.Reads(table, key, read));
      }
      case PointInsert insert when undoesWrites -> insertQueue(insert.row());
      case PointUpdate update when exactKey && undoesWrites && !changesKey(update.update()) -> {
        var shape = new UpdateShape(update.update());
        BatchQueue known = queues.get(shape);
        yield known != null
            ? known
            : queue(shape.kept(), () -> new BatchShape.Updates(table, key));
      }
      case PointDelete delete when exactKey && undoesWrites ->
          queue(DELETES, () -> new BatchShape.Deletes(table, key));
      default -> null;
    };
  }

  private boolean changesKey(Update update) {
    for (int i = 0; i < update.changes().size(); i++) {
      if (key.position(update.changes().get(i).column()) >= 0) {
        return true;
      }
    }
    return false;
  }

  private @Nullable BatchQueue insertQueue(Row row) {
    int stated = 0;
    for (int i = 0; i < key.size(); i++) {
      int position = row.columns().position(key.name(i));
      if (position >= 0 && row.valueAt(position).isEmpty()) {
        return null;
      }
      stated += position >= 0 ? 1 : 0;
    }
    boolean complete = stated == key.size();
    if (row.size() == 0
        || (!complete && (stated > 0 || !coalescer.batching().generatedKeys().test(table)))) {
      return null;
    }
    boolean keyed = complete && exactKey;
    return queue(row.columns(), () -> new BatchShape.Inserts(table, key, keyed));
  }

  private @Nullable BatchQueue queue(Object shape, Supplier<BatchShape> making) {
    BatchQueue known = queues.get(shape);
    if (known != null || queues.size() >= MOST_SHAPES) {
      return known;
    }
    return queues.computeIfAbsent(shape, fresh -> new BatchQueue(making.get(), coalescer));
  }
}
