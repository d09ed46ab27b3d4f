package dev.plinth.jdbc;

import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Update;
import java.util.List;

/** What a rendered statement is kept by: all of a call but its values. */
sealed interface Shape {
  /** The shape as it is kept, without the values that it was made with. */
  default Shape kept() {
    return this;
  }

  /** What is done with one filter. */
  enum Verb {
    COUNT,
    EXISTS,
    DELETE
  }

  /** What follows the rows that a query finds. */
  enum Page {
    ALL,
    FIRST,
    FIRST_LOCKED,
    LIMIT,
    LIMIT_AND_OFFSET
  }

  /** How an insert ends. */
  enum InsertEnd {
    PLAIN,
    RETURNING_KEY,
    IGNORING
  }

  /** An insert of some rows of the same columns. */
  record Insert(Columns columns, InsertEnd end, List<String> keys, int rows) implements Shape {}

  /** An insert of some rows of the same columns, or an overwrite where their keys exist. */
  record Upsert(Columns columns, List<String> keys, int rows) implements Shape {}

  /** An overwrite of the other columns where the keys are equal. */
  record Overwrite(Columns columns, List<String> keys) implements Shape {}

  /** A look for the record of a key, which stays as it is up to the end of the transaction. */
  record LockedKey(List<String> keys) implements Shape {}

  /** A statement about the records of a filter. */
  record Filtered(Verb verb, Filter where) implements Shape {
    @Override
    public Shape kept() {
      return new Filtered(verb, FilterShape.erased(where));
    }

    @Override
    public int hashCode() {
      return verb.hashCode() + 31 * FilterShape.hash(where);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Filtered that && verb == that.verb
          && FilterShape.same(where, that.where);
    }
  }

  /** A query. */
  record Select(List<String> columns, Filter where, List<Order> order, Page page) implements Shape {
    static Select of(Query query, Page page) {
      return new Select(query.select(), query.where(), query.order(), page);
    }

    @Override
    public Shape kept() {
      return new Select(columns, FilterShape.erased(where), order, page);
    }

    @Override
    public int hashCode() {
      return page.hashCode() + 31 * FilterShape.hash(where) + 37 * columns.hashCode()
          + 41 * order.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Select that && page == that.page && columns.equals(that.columns)
          && order.equals(that.order) && FilterShape.same(where, that.where);
    }
  }

  /** A query for records by their keys: so many, or an array of them where it says 0. */
  record KeyedSelect(List<String> columns, int keys) implements Shape {}

  /** An insert of arrays of values. */
  record ArrayInsert(Columns columns, InsertEnd end) implements Shape {}

  /** An update of the records of an array of keys, with arrays of values. */
  record ArrayChange(Update update) implements Shape {
    @Override
    public Shape kept() {
      return new ArrayChange(
          new Update(update.changes().stream().map(Change::erased).toList()));
    }

    @Override
    public int hashCode() {
      return 3 + Change.hash(update);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ArrayChange that
          && Change.sameChanges(update.changes(), that.update.changes());
    }
  }

  /** A delete of the records of an array of keys. */
  record ArrayDelete() implements Shape {}

  /** An update. */
  record Change(Filter where, Update update, boolean returning) implements Shape {
    @Override
    public Shape kept() {
      return new Change(FilterShape.erased(where), new Update(update.changes().stream()
          .map(Change::erased).toList()), returning);
    }

    @Override
    public int hashCode() {
      return (returning ? 1 : 0) + hash(update) + 31 * FilterShape.hash(where);
    }

    private static int hash(Update update) {
      int hash = 1;
      for (int i = 0; i < update.changes().size(); i++) {
        hash = 31 * hash + update.changes().get(i).column().hashCode();
      }
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Change that && returning == that.returning
          && sameChanges(update.changes(), that.update.changes())
          && FilterShape.same(where, that.where);
    }

    private static Update.Change erased(Update.Change change) {
      return switch (change) {
        case Update.Set set -> new Update.Set(set.column(), null);
        case Update.Increment increment -> new Update.Increment(increment.column(), 0L);
        case Update.Push push -> new Update.Push(push.column(), "");
        case Update.Pull pull -> new Update.Pull(pull.column(), "");
        case Update.Unset unset -> unset;
      };
    }

    private static boolean sameChanges(List<Update.Change> some, List<Update.Change> others) {
      if (some.size() != others.size()) {
        return false;
      }
      for (int i = 0; i < some.size(); i++) {
        if (some.get(i).getClass() != others.get(i).getClass()
            || !some.get(i).column().equals(others.get(i).column())) {
          return false;
        }
      }
      return true;
    }
  }
}
