package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an update changes. Immutable; each method returns a copy with one change more.
 *
 * @param changes in order, each on another column
 */
public record Update(List<Change> changes) {
  private static final Update NONE = new Update(List.of());

  /** One change of one column. */
  public sealed interface Change {
    /** The column. */
    String column();
  }

  /** The column becomes a value, or null. */
  public record Set(String column, @Nullable Object value) implements Change {
    /** Makes the value portable. */
    public Set {
      Objects.requireNonNull(column, "column");
      value = Values.portable(column, value);
    }

    /** The column alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "Set[" + column + "]";
    }
  }

  /** A number is added to the column, negative to subtract. A column that is null stays null. */
  public record Increment(String column, Number by) implements Change {
    /** Makes the number portable. */
    public Increment {
      Objects.requireNonNull(column, "column");
      by = (Number) Objects.requireNonNull(Values.portable(column, by), "by");
    }

    /** The column alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "Increment[" + column + "]";
    }
  }

  /** The column becomes null; in a document it is removed. */
  public record Unset(String column) implements Change {
    /** Checks that the column is named. */
    public Unset {
      Objects.requireNonNull(column, "column");
    }
  }

  /** A change of a list by one of its elements. */
  public sealed interface ListChange extends Change {
    /** The element. */
    Object value();
  }

  /** An element is appended to the list of the column. A column that is null becomes the list of it. */
  public record Push(String column, Object value) implements ListChange {
    /** Makes the element portable. */
    public Push {
      value = element(column, value);
    }

    /** The column alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "Push[" + column + "]";
    }
  }

  /** All elements equal to a value are removed from the list of the column. A column that is null stays null. */
  public record Pull(String column, Object value) implements ListChange {
    /** Makes the value portable. */
    public Pull {
      value = element(column, value);
    }

    /** The column alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "Pull[" + column + "]";
    }
  }

  /** Refuses two changes of one column with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Update {
    changes = List.copyOf(changes);
    if (changes.stream().map(Change::column).distinct().count() < changes.size()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "an update changes each column once");
    }
  }

  /** No change yet; an update without one is refused when it is carried out. */
  public static Update none() {
    return NONE;
  }

  /** One column set. */
  public static Update of(String column, @Nullable Object value) {
    return NONE.set(column, value);
  }

  /** All columns of a row set. */
  public static Update of(Row row) {
    var changes = new ArrayList<Change>();
    row.toMap().forEach((column, value) -> changes.add(new Set(column, value)));
    return new Update(changes);
  }

  /** And this column set. */
  public Update set(String column, @Nullable Object value) {
    return and(new Set(column, value));
  }

  /** And this number added. */
  public Update increment(String column, Number by) {
    return and(new Increment(column, by));
  }

  /** And this number subtracted. */
  public Update decrement(String column, Number by) {
    return and(new Increment(column, negated(column, by)));
  }

  /** And this column set to null, or removed from the document. */
  public Update unset(String column) {
    return and(new Unset(column));
  }

  /**
   * And this value appended to the list of the column; where the column is null, it becomes the list of it.
   *
   * <p>The update fails with {@link ErrorCode#INVALID_ARGUMENT}, nothing having been sent, where the
   * column is no {@link dev.plinth.schema.PortableType#TEXT_LIST} or the value no text. In a collection
   * without declared columns any portable value may be appended to any array, and MongoDB refuses a field
   * that is something else.
   */
  public Update push(String column, Object value) {
    return and(new Push(column, value));
  }

  /**
   * And all elements that are equal to this value removed from the list of the column; the others stay in
   * their order, and null stays null.
   *
   * <p>The update fails as that of {@link #push} does.
   */
  public Update pull(String column, Object value) {
    return and(new Pull(column, value));
  }

  private Update and(Change change) {
    var all = new ArrayList<>(changes);
    all.add(change);
    return new Update(all);
  }

  private static Object element(String column, Object value) {
    Objects.requireNonNull(column, "column");
    return Objects.requireNonNull(Values.portable(column, Objects.requireNonNull(value, "value")));
  }

  private static Number negated(String column, Number by) {
    return switch (Values.portable(column, by)) {
      case Long number when number != Long.MIN_VALUE -> -number;
      case Double number -> -number;
      case BigDecimal number -> number.negate();
      case null, default -> throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the decrement of " + column + " is out of range");
    };
  }
}
