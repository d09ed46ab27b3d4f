package dev.plinth.credentials;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The written forms of a {@link Credential}. No message repeats what was written. */
final class CredentialFields {
  private static final Pattern URL =
      Pattern.compile("(jdbc:)?([a-z][a-z0-9+.-]*://|sqlite(\\+[a-z]+)?:).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private CredentialFields() {}

  static Credential parse(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw invalid("the credential is empty");
    }
    if (stripped.startsWith("{")) {
      return credential(fields(stripped));
    }
    return URL.matcher(stripped).matches()
        ? Credential.of(DatabaseUrl.parse(stripped))
        : Credential.of("", stripped);
  }

  static Credential credential(Map<String, String> fields) {
    String user = either(fields, "user", "username");
    String password = fields.getOrDefault("password", "");
    Optional<DatabaseUrl> url = location(fields);
    if (user.isEmpty() && password.isEmpty() && url.isEmpty()) {
      throw invalid("the credential has none of the fields url, user (or username), password");
    }
    Credential credential =
        url.map(known -> merged(known, user, password)).orElse(Credential.of(user, password));
    String expiry = fields.getOrDefault("expiresAt", "");
    return expiry.isEmpty() ? credential : credential.withExpiresAt(instant(expiry));
  }

  private static Credential merged(DatabaseUrl url, String user, String password) {
    if ((!url.user().isEmpty() && !user.isEmpty())
        || (!url.password().isEmpty() && !password.isEmpty())) {
      throw invalid("the credential says user or password twice: in its url and beside it");
    }
    return new Credential(user.isEmpty() ? url.user() : user,
        password.isEmpty() ? url.password() : password, url.withoutCredentials(), "", null);
  }

  private static Optional<DatabaseUrl> location(Map<String, String> fields) {
    String url = fields.getOrDefault("url", "");
    String host = either(fields, "host", "server");
    if (!url.isEmpty()) {
      if (!host.isEmpty()) {
        throw invalid("the credential says where the database is twice: by url and by host");
      }
      return Optional.of(DatabaseUrl.parse(url));
    }
    String type = fields.getOrDefault("type", "");
    if (host.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new DatabaseUrl(type.toLowerCase(Locale.ROOT), "", "",
        List.of(new HostPort(host, port(fields.getOrDefault("port", "0")))),
        either(fields, "database", "dbname"), Map.of()));
  }

  private static String either(Map<String, String> fields, String name, String other) {
    String value = fields.getOrDefault(name, "");
    return value.isEmpty() ? fields.getOrDefault(other, "") : value;
  }

  private static Map<String, String> fields(String json) {
    if (!(Json.parse(json).value() instanceof Map<?, ?> members)) {
      throw invalid("the credential is JSON but no object");
    }
    var fields = new LinkedHashMap<String, String>();
    members.forEach((name, value) -> {
      if (value instanceof String || value instanceof Number) {
        fields.put(String.valueOf(name), String.valueOf(value));
      }
    });
    return fields;
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text.strip());
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // Its message quotes the text.
    }
    throw invalid("the port of the credential must be a number from 1 to 65535");
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeException malformed) {
      throw invalid("expiresAt of the credential must be an instant like 2030-01-31T12:00:00Z");
    }
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
