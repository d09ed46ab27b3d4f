package dev.plinth.credentials;

import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseUrl;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is made with. Its {@code toString} shows neither user nor password.
 *
 * @param user empty where the URL of the database names the user
 * @param password empty for none
 * @param url where the database is, without user and password, if the credential says that too; null otherwise
 * @param version as its source counts versions; empty where it does not
 * @param expiresAt from when on it is refused; null where nobody says
 */
public record Credential(String user, String password, @Nullable DatabaseUrl url, String version,
    @Nullable Instant expiresAt) {
  /** Refuses a URL that has a user or a password of its own with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Credential {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(version, "version");
    if (url != null && !(url.user().isEmpty() && url.password().isEmpty())) {
      throw CredentialFields
          .invalid("the URL of a credential must not repeat its user or password");
    }
  }

  /** A user and a password. */
  public static Credential of(String user, String password) {
    return new Credential(user, password, null, "", null);
  }

  /** A whole URL, also of a database without user and password. */
  public static Credential of(DatabaseUrl url) {
    return new Credential(url.user(), url.password(), url.withoutCredentials(), "", null);
  }

  /**
   * Reads a credential as it is stored: a URL ({@code scheme://...} or {@code sqlite:...}), a JSON object
   * as {@link #ofFields} describes it, or else a password alone. What surrounds it is stripped.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT}, never echoing the text.
   */
  public static Credential parse(String text) {
    return CredentialFields.parse(text);
  }

  /**
   * Puts a credential together of {@code url}, or of {@code type}, {@code host} (or {@code server}), {@code
   * port}, {@code database}, and of {@code user} (or {@code username}), {@code password} and {@code
   * expiresAt} (ISO 8601). Other fields are left alone: sources keep notes beside them.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT}, never echoing a value.
   */
  public static Credential ofFields(Map<String, String> fields) {
    return CredentialFields.credential(fields);
  }

  /** This credential as a version of its source. */
  public Credential withVersion(String value) {
    return new Credential(user, password, url, value, expiresAt);
  }

  /** This credential with an end. */
  public Credential withExpiresAt(Instant moment) {
    return new Credential(user, password, url, version, moment);
  }

  /** This credential, for this user where it names none. */
  public Credential orUser(String name) {
    return user.isEmpty() ? new Credential(name, password, url, version, expiresAt) : this;
  }

  /** Where the database is, if the credential says so. */
  public Optional<DatabaseUrl> location() {
    return Optional.ofNullable(url);
  }

  @Override
  public String toString() {
    return "Credential[" + (url == null ? "" : "url=" + url.redacted() + ", ") + "version="
        + version
        + ", expiresAt=" + expiresAt + "]";
  }
}
