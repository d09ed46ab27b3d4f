package dev.plinth.support.pooled;

import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.engine.BatchSession;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.records.KeyFilter;
import dev.plinth.support.records.PointDelete;
import dev.plinth.support.records.PointInsert;
import dev.plinth.support.records.PointRead;
import dev.plinth.support.records.PointUpdate;
import dev.plinth.support.records.RecordWork;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What calls have in common that can travel together, and how they do. */
abstract sealed class BatchShape {
  final TableSchema table;
  final Columns key;

  private BatchShape(TableSchema table, Columns key) {
    this.table = table;
    this.key = key;
  }

  /** The key by which a work is told apart; null where it is not. */
  abstract @Nullable Object keyOf(RecordWork<?> work);

  /** Does what the members ask for; their answers, in the same order. */
  abstract List<?> run(BatchSession session, List<Member> members);

  /** Whether it writes: its members' keys are distinct then. */
  boolean writes() {
    return true;
  }

  /** Whether it may take several statements. */
  boolean takesSeveralStatements() {
    return true;
  }

  final Object key(Filter where) {
    return where instanceof Filter.Comparison equality
        ? equality.value()
        : List.of(KeyFilter.values(table, where));
  }

  /** The keys as rows, which are made when they are looked at: mostly for a moment. */
  final List<Row> keys(List<Member> members) {
    return new AbstractList<>() {
      @Override
      public Row get(int index) {
        return row(members.get(index).key());
      }

      @Override
      public int size() {
        return members.size();
      }
    };
  }

  final Row row(@Nullable Object memberKey) {
    return Row.owning(key, memberKey instanceof List<?> several
        ? several.toArray()
        : new @Nullable Object[]{memberKey});
  }

  private static List<Long> boxed(long[] counts) {
    return LongStream.of(counts).boxed().toList();
  }

  /** Reads of the same columns. */
  static final class Reads extends BatchShape {
    private final Query query;

    Reads(TableSchema table, Columns key, PointRead first) {
      super(table, key);
      Query query = Query.from(table.name());
      this.query = first.query().select().isEmpty()
          ? query
          : query.select(first.query().select().toArray(String[]::new));
    }

    @Override
    Object keyOf(RecordWork<?> work) {
      return key(((PointRead) work).query().where());
    }

    @Override
    List<?> run(BatchSession session, List<Member> members) {
      return session.findByKeys(table, query, keys(members));
    }

    @Override
    boolean writes() {
      return false;
    }

    @Override
    boolean takesSeveralStatements() {
      return false;
    }
  }

  /** Inserts of the same columns. */
  static final class Inserts extends BatchShape {
    /** So many batches after a conflict the next ones are expected to have one too. */
    private static final int CAUTIOUS = 64;

    private final boolean keyed;
    private volatile int cautious;
    private volatile int conflictsElsewhere;

    /** With {@code keyed} the records state their keys, by which they can be told apart. */
    Inserts(TableSchema table, Columns key, boolean keyed) {
      super(table, key);
      this.keyed = keyed;
    }

    @Override
    @Nullable
    Object keyOf(RecordWork<?> work) {
      if (!keyed) {
        return null;
      }
      Row row = ((PointInsert) work).row();
      if (key.size() == 1) {
        return row.value(key.name(0)).orElseThrow();
      }
      return key.names().stream().map(name -> row.value(name).orElseThrow()).toList();
    }

    @Override
    List<?> run(BatchSession session, List<Member> members) {
      return session.insertEach(table, rows(members));
    }

    @Override
    boolean takesSeveralStatements() {
      return false;
    }

    /** Whether a conflict is near enough to be reckoned with. */
    boolean isCautious() {
      return keyed && cautious > 0;
    }

    /** A batch is on its way. */
    void calmDown() {
      cautious = Math.max(0, cautious - 1);
      conflictsElsewhere = Math.max(0, conflictsElsewhere - 1);
    }

    /** There was a conflict; whether it is likely to be told who is concerned. */
    boolean conflict() {
      if (!keyed || conflictsElsewhere > 0) {
        return false;
      }
      cautious = CAUTIOUS;
      return true;
    }

    /** It was not told: as with a conflict in another key than that by which the backend looks. The next ones may be alike. */
    void conflictElsewhere() {
      cautious = 0;
      conflictsElsewhere = CAUTIOUS;
    }

    BitSet insertPossible(BatchSession session, List<Member> members) {
      return session.insertPossible(table, rows(members));
    }

    private static List<Row> rows(List<Member> members) {
      var rows = new ArrayList<Row>(members.size());
      for (Member member : members) {
        rows.add(((PointInsert) member.work()).row());
      }
      return rows;
    }
  }

  /** Updates of the same columns in the same way. */
  static final class Updates extends BatchShape {
    Updates(TableSchema table, Columns key) {
      super(table, key);
    }

    @Override
    Object keyOf(RecordWork<?> work) {
      return key(((PointUpdate) work).where());
    }

    @Override
    List<?> run(BatchSession session, List<Member> members) {
      var updates = new ArrayList<Update>(members.size());
      for (Member member : members) {
        updates.add(((PointUpdate) member.work()).update());
      }
      return boxed(session.updateByKeys(table, keys(members), updates));
    }
  }

  /** Deletes. */
  static final class Deletes extends BatchShape {
    Deletes(TableSchema table, Columns key) {
      super(table, key);
    }

    @Override
    Object keyOf(RecordWork<?> work) {
      return key(((PointDelete) work).where());
    }

    @Override
    List<?> run(BatchSession session, List<Member> members) {
      return boxed(session.deleteByKeys(table, keys(members)));
    }
  }
}
