package dev.plinth.testkit.memory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.Options;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.TableSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Engines whose sessions do one thing wrong. */
final class FaultySessions {
  private FaultySessions() {}

  private static MemoryEngine with(Options options, Function<MemoryDraft, MemorySession> session) {
    return new MemoryEngine(options) {
      @Override
      MemorySession session(MemoryDraft draft) {
        return session.apply(draft);
      }
    };
  }

  static MemoryEngine cuttingSilently(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      Found bounded(Columns columns, Iterator<Row> all, int maxRows, long maxBytes) {
        Found found = super.bounded(columns, all, maxRows, maxBytes);
        return new Found(columns, found.rows(), false);
      }
    });
  }

  static MemoryEngine guessingTheCut(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      Found bounded(Columns columns, Iterator<Row> all, int maxRows, long maxBytes) {
        Found found = super.bounded(columns, all, maxRows, maxBytes);
        return new Found(columns, found.rows(), found.rows().size() == maxRows);
      }
    });
  }

  static MemoryEngine ignoringCase(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters() {
      @Override
      int compare(Object left, Object right) {
        return left instanceof String text
            ? text.toLowerCase(Locale.ROOT).compareTo(((String) right).toLowerCase(Locale.ROOT))
            : super.compare(left, right);
      }
    }));
  }

  static MemoryEngine nullsLast(Options options) {
    return ordering(options, (left, right) -> left == null || right == null
        ? -MemoryValues.compareNullsFirst(left, right)
        : MemoryValues.compare(left, right));
  }

  static MemoryEngine utf16Order(Options options) {
    return ordering(options, (left, right) -> left instanceof String text
        && right instanceof String other
            ? text.compareTo(other)
            : MemoryValues.compareNullsFirst(left, right));
  }

  static MemoryEngine decimalsAsText(Options options) {
    return ordering(options, (left, right) -> left instanceof BigDecimal number
        && right instanceof BigDecimal other
            ? number.toPlainString().compareTo(other.toPlainString())
            : MemoryValues.compareNullsFirst(left, right));
  }

  private interface ValueOrder {
    int compare(@Nullable Object left, @Nullable Object right);
  }

  private static MemoryEngine ordering(Options options, ValueOrder order) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      int compare(@Nullable Object left, @Nullable Object right) {
        return order.compare(left, right);
      }
    });
  }

  static MemoryEngine overflowing(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public long update(TableSchema table, Filter where, Update update) {
        try {
          return super.update(table, where, update);
        } catch (DatabaseException outOfRange) {
          return super.update(table, where, Update.of("score", Long.MIN_VALUE));
        }
      }
    });
  }

  static MemoryEngine replacingLists(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public long update(TableSchema table, Filter where, Update update) {
        return super.update(table, where, new Update(update.changes().stream()
            .map(change -> change instanceof Update.Push push
                ? new Update.Set(push.column(), List.of(push.value()))
                : change)
            .toList()));
      }
    });
  }

  static MemoryEngine summingAsDoubles(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public Found aggregate(TableSchema table, Aggregation aggregation, Limits limits) {
        Found found = super.aggregate(table, aggregation, limits);
        List<Row> rows = found.rows().stream().map(FaultySessions::inDoubles).toList();
        return new Found(found.columns(), rows, found.truncated());
      }
    });
  }

  private static Row inDoubles(Row row) {
    @Nullable
    Object[] values = row.toMap().values().stream()
        .map(value -> value instanceof BigDecimal number ? number.doubleValue() : value)
        .toArray(Object[]::new);
    return Row.owning(row.columns(), values);
  }

  static MemoryEngine codingAlike(Options options) {
    return failing(options, (failure, row) -> new DatabaseException(ErrorCode.QUERY_FAILED,
        "the record was refused; look at its constraints"));
  }

  static MemoryEngine quotingRecords(Options options) {
    return failing(options, (failure, row) -> new DatabaseException(failure.code(),
        failure.getMessage() + " as " + row.toMap()));
  }

  private interface Rewording {
    DatabaseException of(DatabaseException failure, Row row);
  }

  private static MemoryEngine failing(Options options, Rewording rewording) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public Row insert(TableSchema table, Row row) {
        try {
          return super.insert(table, row);
        } catch (DatabaseException failure) {
          throw rewording.of(failure, row);
        }
      }
    });
  }

  static MemoryEngine loggingRecords(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public Row insert(TableSchema table, Row row) {
        LoggerFactory.getLogger("dev.plinth.memory").trace("insert {}", row.toMap());
        return super.insert(table, row);
      }
    });
  }

  static MemoryEngine withoutIndexes(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public void createIndex(IndexDefinition index) {}
    });
  }

  static MemoryEngine ignoringEverything(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public boolean insertIfAbsent(TableSchema table, Row row, List<String> keys) {
        try {
          return super.insertIfAbsent(table, row, keys);
        } catch (DatabaseException violation) {
          return false;
        }
      }
    });
  }

  static MemoryEngine countingChanges(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public long update(TableSchema table, Filter where, Update update) {
        List<Row> before = List.copyOf(draft.table(table.name()).rows().values());
        super.update(table, where, update);
        List<Row> after = List.copyOf(draft.table(table.name()).rows().values());
        long changed = 0;
        for (int i = 0; i < before.size(); i++) {
          changed += Objects.equals(before.get(i), after.get(i)) ? 0 : 1;
        }
        return changed;
      }
    });
  }

  static MemoryEngine withoutSavepoints(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public void rollbackTo(String name) {}
    });
  }

  static MemoryEngine repeatingRows(Options options) {
    return with(options, draft -> new MemorySession(draft, new MemoryFilters()) {
      @Override
      public RowCursor open(TableSchema table, Query query) {
        return repeating(super.open(table, query));
      }
    });
  }

  private static RowCursor repeating(RowCursor right) {
    return new RowCursor() {
      @Override
      public List<Row> next(int maxRows) {
        List<Row> rows = new ArrayList<>(right.next(maxRows));
        if (rows.size() > 100) {
          rows.add(rows.get(rows.size() - 1));
        }
        return rows;
      }

      @Override
      public void close() {
        right.close();
      }
    };
  }
}
