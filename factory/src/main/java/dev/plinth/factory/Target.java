package dev.plinth.factory;

import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseUrl;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which database is meant: a URL, or a reference to where one is kept, so that no password stands in a
 * command line or a file. Its {@code toString} shows no secret.
 */
public final class Target {
  private final @Nullable DatabaseUrl url;
  private final @Nullable Reference place;
  private final @Nullable Reference credential;
  private final String type;

  private Target(@Nullable DatabaseUrl url, @Nullable Reference place,
      @Nullable Reference credential, String type) {
    this.url = url;
    this.place = place;
    this.credential = credential;
    this.type = type;
  }

  /**
   * Reads a URL, {@code env:NAME} for the variable that holds one, or {@code vault:NAME/CREDENTIAL} for a
   * credential that is one. Throws {@link ErrorCode#INVALID_ARGUMENT}, never echoing the text.
   */
  public static Target of(String written) {
    Objects.requireNonNull(written, "written");
    return Reference.is(written)
        ? new Target(null, Reference.parse(written), null, "")
        : new Target(DatabaseUrl.parse(written), null, null, "");
  }

  /** Whether a text is {@code env:...} or {@code vault:...}, which nobody but the operator may write. */
  public static boolean isReference(String written) {
    return Reference.is(written);
  }

  /** A database named by its parts. */
  public static Target of(ConnectionSettings settings) {
    return new Target(settings.url(), null, null, "");
  }

  /** A credential that is a whole URL, in a vault. Throws {@link ErrorCode#INVALID_ARGUMENT} for names that there cannot be. */
  public static Target ofCredential(String vaultName, String credentialName) {
    return new Target(null, Reference.ofVault(vaultName, credentialName), null, "");
  }

  /**
   * This database with user and password from {@code vault:NAME/CREDENTIAL}, or the password alone from
   * {@code env:NAME}; asked for each new connection. Throws {@link ErrorCode#INVALID_ARGUMENT} where the
   * URL is a reference itself or has a password.
   */
  public Target withCredential(String reference) {
    if (url == null || !url.password().isEmpty()) {
      throw ConnectionSettings.invalid("a credential goes with a URL without password, or with the "
          + "parts of one: this database has a password already or is a reference itself");
    }
    return new Target(url, null, Reference.parse(reference), type);
  }

  /** This database, refused when it turns out to be another backend than that of the scheme {@code scheme}. */
  public Target ofType(String scheme) {
    return new Target(url, place, credential, scheme.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether a password stands in the URL itself. */
  public boolean holdsPassword() {
    return url != null && !url.password().isEmpty();
  }

  /** The URL for people to read; empty while it is unknown. */
  public String redacted() {
    return url == null ? "" : url.redacted();
  }

  /** The scheme that it must have, or has; empty while it is unknown. */
  String scheme() {
    return url == null ? type : url.scheme();
  }

  /** The scheme that was asked for; empty for any. */
  String type() {
    return type;
  }

  /** Looks it up. Blocks. */
  Located locate(Vaults vaults) {
    if (place != null) {
      return vaults.locate(place);
    }
    DatabaseUrl known = Objects.requireNonNull(url);
    return new Located(known, credential == null ? null : vaults.credentials(credential));
  }

  @Override
  public String toString() {
    return "Target[" + (place == null ? redacted() : place.toString()) + "]";
  }
}
