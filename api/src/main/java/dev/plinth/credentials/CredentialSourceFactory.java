package dev.plinth.credentials;

import dev.plinth.ErrorCode;
import java.util.Map;

/** A kind of vault, found by {@link java.util.ServiceLoader}. */
public interface CredentialSourceFactory {
  /** The word that a configuration has for it, for example {@code hashicorp}. */
  String type();

  /**
   * A source with these settings. Opens no connection.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT} for a setting that there is not, and for one that is
   * missing or wrong.
   *
   * @param settings as the configuration has them, without {@code type}; no secret stands there
   * @param environment the variables that settings may name
   */
  CredentialSource open(Map<String, String> settings, Map<String, String> environment);
}
