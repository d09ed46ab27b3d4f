package dev.plinth.data;

import dev.plinth.data.Filter.Comparator;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.TextMatch;
import dev.plinth.data.Filter.TextSearch;
import java.util.List;
import java.util.Objects;

/**
 * The left side of a condition.
 *
 * @param name a column, or a path inside a document
 */
public record Field(String name) {
  /** Checks that it is named. */
  public Field {
    Objects.requireNonNull(name, "name");
  }

  /** Equal to a value. */
  public Filter eq(Object value) {
    return new Comparison(name, Comparator.EQUALS, value);
  }

  /** Present and not equal to a value. */
  public Filter notEq(Object value) {
    return new Comparison(name, Comparator.NOT_EQUALS, value);
  }

  /** Less than a value. */
  public Filter lt(Object value) {
    return new Comparison(name, Comparator.LT, value);
  }

  /** Less than a value, or equal. */
  public Filter lte(Object value) {
    return new Comparison(name, Comparator.LTE, value);
  }

  /** Greater than a value. */
  public Filter gt(Object value) {
    return new Comparison(name, Comparator.GT, value);
  }

  /** Greater than a value, or equal. */
  public Filter gte(Object value) {
    return new Comparison(name, Comparator.GTE, value);
  }

  /** One of the values. */
  public Filter in(Object... values) {
    return new Membership(name, List.of(values), false);
  }

  /** One of the values. */
  public Filter in(List<?> values) {
    return new Membership(name, List.copyOf(values), false);
  }

  /** Present and none of the values. */
  public Filter notIn(Object... values) {
    return new Membership(name, List.of(values), true);
  }

  /** Present and none of the values. */
  public Filter notIn(List<?> values) {
    return new Membership(name, List.copyOf(values), true);
  }

  /** Contains a literal text; case counts. */
  public Filter contains(String text) {
    return new TextSearch(name, TextMatch.CONTAINS, text, false);
  }

  /** Starts with a literal text; case counts. */
  public Filter startsWith(String text) {
    return new TextSearch(name, TextMatch.STARTS_WITH, text, false);
  }

  /** Ends with a literal text; case counts. */
  public Filter endsWith(String text) {
    return new TextSearch(name, TextMatch.ENDS_WITH, text, false);
  }

  /** Contains a literal text, whatever its case. */
  public Filter containsIgnoringCase(String text) {
    return new TextSearch(name, TextMatch.CONTAINS, text, true);
  }

  /** Starts with a literal text, whatever its case. */
  public Filter startsWithIgnoringCase(String text) {
    return new TextSearch(name, TextMatch.STARTS_WITH, text, true);
  }

  /** Ends with a literal text, whatever its case. */
  public Filter endsWithIgnoringCase(String text) {
    return new TextSearch(name, TextMatch.ENDS_WITH, text, true);
  }

  /** Null, or missing in a document. */
  public Filter isNull() {
    return new NullCheck(name, false);
  }

  /** Not null. */
  public Filter isNotNull() {
    return new NullCheck(name, true);
  }
}
