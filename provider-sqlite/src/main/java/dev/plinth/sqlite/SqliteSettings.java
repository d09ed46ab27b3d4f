package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the URL and the options ask of SQLite.
 *
 * @param location which database
 * @param readOnly whether nothing may be written
 * @param synchronous when SQLite waits for the disk
 * @param immutable whether the caller promises that nobody changes the file, so that no lock is needed
 */
record SqliteSettings(SqliteLocation location, boolean readOnly, Synchronous synchronous,
    boolean immutable) {
  /** When SQLite waits for the disk. */
  enum Synchronous {
    /** At every commit: what was acknowledged survives a loss of power. */
    FULL,
    /** At checkpoints: the last commits before a loss of power may be missing. */
    NORMAL
  }

  private static final String SYNCHRONOUS = "synchronous";
  private static final String IMMUTABLE = "immutable";
  private static final Set<String> KNOWN = new TreeSet<>(Set.of(IMMUTABLE, SYNCHRONOUS));

  /** Reads them. Fails with {@link ErrorCode#INVALID_ARGUMENT}. */
  static SqliteSettings of(DatabaseUrl url, Options options) {
    refuseUnknown("parameter of a SQLite URL", url.parameters());
    refuseUnknown("property for SQLite", options.properties());
    boolean immutable = flag(setting(url, options, IMMUTABLE).orElse("false"));
    if (immutable && !options.isReadOnly()) {
      throw invalid("immutable=true needs options that are read only: Options.readOnly()");
    }
    return new SqliteSettings(SqliteLocation.of(url), options.isReadOnly(),
        synchronous(setting(url, options, SYNCHRONOUS).orElse("full")), immutable);
  }

  private static Optional<String> setting(DatabaseUrl url, Options options, String name) {
    return url.parameter(name).or(() -> options.property(name));
  }

  private static void refuseUnknown(String what, Map<String, String> given) {
    for (String name : given.keySet()) {
      if (!KNOWN.contains(name)) {
        throw invalid("there is no " + what + " named " + name + "; there are "
            + String.join(", ", KNOWN));
      }
    }
  }

  private static Synchronous synchronous(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "full" -> Synchronous.FULL;
      case "normal" -> Synchronous.NORMAL;
      default -> throw invalid(SYNCHRONOUS + " must be full or normal");
    };
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(IMMUTABLE + " must be true or false");
    };
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
