package dev.plinth.platform;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How much a subject may use in one window.
 *
 * @param name 1 to 32 letters, digits, {@code _}, {@code -} or {@code .}
 * @param limit 1 to 9,007,199,254,740,992 (2 to the power of 53)
 */
public record RateLimitRule(String name, RateLimitWindow window, long limit) {
  /** The highest limit: the largest count that every JSON reader takes exactly. */
  public static final long MAX_LIMIT = 1L << 53;
  /** Most rules that apply to one call. */
  public static final int MAX_RULES = 8;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

  /** Refuses what is out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public RateLimitRule {
    Objects.requireNonNull(window, "window");
    if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches()) {
      throw Arguments.invalid("name must be 1 to 32 letters, digits, _, - or .");
    }
    Arguments.inRange("limit", limit, 1, MAX_LIMIT);
  }

  /** The rule {@code burst}: at most {@code limit} in every {@code seconds} seconds. */
  public static RateLimitRule burst(int seconds, long limit) {
    return new RateLimitRule("burst", RateLimitWindow.seconds(seconds), limit);
  }

  /** The rule {@code hour}: at most {@code limit} in an hour. */
  public static RateLimitRule hourly(long limit) {
    return new RateLimitRule("hour", RateLimitWindow.hours(1), limit);
  }

  /** The rule {@code day}: at most {@code limit} in a day in UTC. */
  public static RateLimitRule daily(long limit) {
    return new RateLimitRule("day", RateLimitWindow.days(1), limit);
  }

  /** The rule {@code month}: at most {@code limit} in a calendar month in UTC. */
  public static RateLimitRule monthly(long limit) {
    return new RateLimitRule("month", RateLimitWindow.months(1), limit);
  }

  /**
   * An unmodifiable copy of {@code rules}.
   *
   * <p>Refuses more than {@value #MAX_RULES} rules, and two of one name, with {@link
   * dev.plinth.ErrorCode#INVALID_ARGUMENT}. An empty list is taken: it limits nothing.
   */
  public static List<RateLimitRule> checked(List<RateLimitRule> rules) {
    List<RateLimitRule> copy = List.copyOf(rules);
    if (copy.size() > MAX_RULES) {
      throw Arguments.invalid("rules must be at most " + MAX_RULES);
    }
    var names = new HashSet<String>();
    for (RateLimitRule rule : copy) {
      if (!names.add(rule.name())) {
        throw Arguments.invalid("rules must have different names");
      }
    }
    return copy;
  }
}
