package dev.plinth.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;

/**
 * The stretches of time in which a rate limit counts: they touch, do not overlap and are the same for
 * every subject.
 *
 * <p>Windows of seconds to days are counted from 1970-01-01T00:00Z, so that one of a day is a day in
 * UTC. Windows of months are counted from the year 0 of the UTC calendar, so that one of a month is a
 * calendar month, three are a quarter and twelve are a year.
 *
 * @param length how many units, at least 1; at most 366 days, or 12 months
 * @param unit SECONDS, MINUTES, HOURS, DAYS or MONTHS
 */
public record RateLimitWindow(int length, ChronoUnit unit) {
  private static final Set<ChronoUnit> UNITS = Set.of(ChronoUnit.SECONDS, ChronoUnit.MINUTES,
      ChronoUnit.HOURS, ChronoUnit.DAYS, ChronoUnit.MONTHS);
  private static final int MAX_MONTHS = 12;
  private static final int MAX_DAYS = 366;

  /** Refuses what is out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public RateLimitWindow {
    Objects.requireNonNull(unit, "unit");
    if (!UNITS.contains(unit)) {
      throw Arguments.invalid("unit must be SECONDS, MINUTES, HOURS, DAYS or MONTHS");
    }
    Arguments.inRange("length", length, 1, maxLength(unit));
  }

  /** Windows of so many seconds. */
  public static RateLimitWindow seconds(int length) {
    return new RateLimitWindow(length, ChronoUnit.SECONDS);
  }

  /** Windows of so many minutes. */
  public static RateLimitWindow minutes(int length) {
    return new RateLimitWindow(length, ChronoUnit.MINUTES);
  }

  /** Windows of so many hours. */
  public static RateLimitWindow hours(int length) {
    return new RateLimitWindow(length, ChronoUnit.HOURS);
  }

  /** Windows of so many days in UTC. */
  public static RateLimitWindow days(int length) {
    return new RateLimitWindow(length, ChronoUnit.DAYS);
  }

  /** Windows of so many calendar months in UTC. */
  public static RateLimitWindow months(int length) {
    return new RateLimitWindow(length, ChronoUnit.MONTHS);
  }

  /** The first moment of the window in which {@code moment} lies. */
  public Instant startOf(Instant moment) {
    return unit == ChronoUnit.MONTHS ? startOfMonths(moment) : startOfFixed(moment);
  }

  /** The first moment after the window in which {@code moment} lies: the start of the next one. */
  public Instant endOf(Instant moment) {
    return startOf(moment).atOffset(ZoneOffset.UTC).plus(length, unit).toInstant();
  }

  private Instant startOfFixed(Instant moment) {
    long size = length * unit.getDuration().toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(moment.toEpochMilli(), size) * size);
  }

  private Instant startOfMonths(Instant moment) {
    YearMonth month = YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    long into = Math.floorMod(month.getLong(ChronoField.PROLEPTIC_MONTH), (long) length);
    LocalDate first = month.minusMonths(into).atDay(1);
    return first.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static long maxLength(ChronoUnit unit) {
    return unit == ChronoUnit.MONTHS
        ? MAX_MONTHS
        : ChronoUnit.DAYS.getDuration().multipliedBy(MAX_DAYS).dividedBy(unit.getDuration());
  }
}
