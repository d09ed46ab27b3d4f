package dev.plinth.factory;

import dev.plinth.DatabaseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is kept. What was written in its place is not repeated: it may be the secret itself.
 *
 * @param vault the name of a vault; empty for the environment
 * @param name of the credential, or of the variable
 */
record Reference(String vault, String name) {
  private static final String ENVIRONMENT = "env:";
  private static final String VAULT = "vault:";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern CREDENTIAL =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}(/[A-Za-z0-9][A-Za-z0-9_.-]{0,99}){0,9}");
  private static final Pattern WHOLE = Pattern.compile("(?<vault>[^/]*)/(?<credential>.*)");

  static boolean is(String written) {
    return written.startsWith(ENVIRONMENT) || written.startsWith(VAULT);
  }

  static Reference parse(String written) {
    if (written.startsWith(ENVIRONMENT)) {
      return ofVariable(written.substring(ENVIRONMENT.length()));
    }
    Matcher whole =
        WHOLE.matcher(written.startsWith(VAULT) ? written.substring(VAULT.length()) : "");
    if (!whole.matches()) {
      throw malformed();
    }
    return ofVault(whole.group("vault"), whole.group("credential"));
  }

  static Reference ofVault(String vault, String credential) {
    if (!NAME.matcher(vault).matches() || !CREDENTIAL.matcher(credential).matches()) {
      throw malformed();
    }
    return new Reference(vault, credential);
  }

  private static Reference ofVariable(String name) {
    if (!VARIABLE.matcher(name).matches()) {
      throw malformed();
    }
    return new Reference("", name);
  }

  boolean ofEnvironment() {
    return vault.isEmpty();
  }

  private static DatabaseException malformed() {
    return ConnectionSettings.invalid("a reference is env:NAME for a variable, or "
        + "vault:NAME/CREDENTIAL; names have letters, digits, _, . and -");
  }

  @Override
  public String toString() {
    return ofEnvironment() ? ENVIRONMENT + name : VAULT + vault + "/" + name;
  }
}
