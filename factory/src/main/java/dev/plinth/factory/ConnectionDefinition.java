package dev.plinth.factory;

import dev.plinth.ErrorCode;
import dev.plinth.Options;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A connection of {@link Connections}.
 *
 * @param id by which it is asked for: up to 64 letters, digits, _, . and -
 * @param description for people and models; may be empty
 * @param target which database
 * @param options how it is opened: access policy, limits and timeouts among them
 */
public record ConnectionDefinition(String id, String description, Target target, Options options) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final int MOST_DESCRIPTION = 1_000;

  /** Refuses what is out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public ConnectionDefinition {
    if (!ID.matcher(id).matches()) {
      throw ConnectionSettings
          .invalid("the id of a connection has 1 to 64 letters, digits, _, . and "
              + "-, and begins with a letter or a digit");
    }
    if (description.length() > MOST_DESCRIPTION) {
      throw ConnectionSettings
          .invalid("the description of a connection has up to " + MOST_DESCRIPTION + " characters");
    }
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(options, "options");
  }

  /** A connection without description. */
  public static ConnectionDefinition of(String id, Target target, Options options) {
    return new ConnectionDefinition(id, "", target, options);
  }

  /** With other options. */
  public ConnectionDefinition withOptions(Options value) {
    return new ConnectionDefinition(id, description, target, value);
  }
}
