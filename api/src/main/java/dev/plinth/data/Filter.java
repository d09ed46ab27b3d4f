package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which records are meant. Made by {@link #field}, joined by {@link #and}, {@link #or}, {@link #not}.
 *
 * <p>A condition on a field that is null or missing does not hold (but {@code isNull} does), and
 * joining is two-valued: {@code not(x)} holds exactly where {@code x} does not. Strings compare by
 * code point and case.
 */
public sealed interface Filter {
  /** How a field is compared with one value. */
  enum Comparator {
    /** Equal. */
    EQUALS,
    /** Present and not equal. */
    NOT_EQUALS,
    /** Less. */
    LT,
    /** Less or equal. */
    LTE,
    /** Greater. */
    GT,
    /** Greater or equal. */
    GTE
  }

  /** Where in a text another one is looked for. */
  enum TextMatch {
    /** Anywhere. */
    CONTAINS,
    /** At the beginning. */
    STARTS_WITH,
    /** At the end. */
    ENDS_WITH
  }

  /** A field against a value, which is not null. */
  record Comparison(String field, Comparator comparator, Object value) implements Filter {
    /** Makes the value portable. */
    public Comparison {
      Objects.requireNonNull(comparator, "comparator");
      value = required(field, value);
    }

    /** The field and the comparator alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "Comparison[" + field + " " + comparator + "]";
    }
  }

  /** A field against a list of values, none of them null; an empty list holds for no record, negated for all present. */
  record Membership(String field, List<Object> values, boolean negated) implements Filter {
    /** Makes the values portable. */
    public Membership {
      Objects.requireNonNull(field, "field");
      values = values.stream().map(value -> required(field, value)).toList();
    }

    /** The field alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "Membership[" + field + (negated ? " not in " : " in ") + values.size() + " values]";
    }
  }

  /** A literal text in a field. */
  record TextSearch(String field, TextMatch match, String text,
      boolean ignoreCase) implements Filter {
    /** Refuses what cannot be text. */
    public TextSearch {
      Objects.requireNonNull(match, "match");
      text = (String) required(field, text);
    }

    /** The field and the kind of match alone: values do not belong into logs. */
    @Override
    public String toString() {
      return "TextSearch[" + field + " " + match + (ignoreCase ? " ignoring case]" : "]");
    }
  }

  /** A field that is null or missing; negated: present. */
  record NullCheck(String field, boolean negated) implements Filter {
    /** Checks that the field is named. */
    public NullCheck {
      Objects.requireNonNull(field, "field");
    }
  }

  /** All of them. */
  record And(List<Filter> filters) implements Filter {
    /** Refuses an empty list. */
    public And {
      filters = joined("and", filters);
    }
  }

  /** At least one of them. */
  record Or(List<Filter> filters) implements Filter {
    /** Refuses an empty list. */
    public Or {
      filters = joined("or", filters);
    }
  }

  /** Not it. */
  record Not(Filter filter) implements Filter {
    /** Checks that there is one. */
    public Not {
      Objects.requireNonNull(filter, "filter");
    }
  }

  /** Every record: said explicitly, so that no update or delete does so by accident. */
  record All() implements Filter {}

  /** Starts a condition on a column, or on a path such as {@code address.city} inside a document. */
  static Field field(String name) {
    return new Field(name);
  }

  /** Every record. */
  static Filter all() {
    return new All();
  }

  /** All of them. Fails with {@link ErrorCode#INVALID_ARGUMENT} if there is none. */
  static Filter and(Filter... filters) {
    return new And(List.of(filters));
  }

  /** At least one of them. Fails with {@link ErrorCode#INVALID_ARGUMENT} if there is none. */
  static Filter or(Filter... filters) {
    return new Or(List.of(filters));
  }

  /** Not it. */
  static Filter not(Filter filter) {
    return new Not(filter);
  }

  /** This and another. */
  default Filter and(Filter other) {
    return new And(List.of(this, other));
  }

  /** This or another. */
  default Filter or(Filter other) {
    return new Or(List.of(this, other));
  }

  private static Object required(String field, @Nullable Object value) {
    Objects.requireNonNull(field, "field");
    return Objects.requireNonNull(Values.portable(field, value), field);
  }

  private static List<Filter> joined(String word, List<Filter> filters) {
    if (filters.isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          word + " joins at least one filter; Filter.all() means every record");
    }
    return List.copyOf(filters);
  }
}
