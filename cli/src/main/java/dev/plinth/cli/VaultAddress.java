package dev.plinth.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A credential of a vault as it is written on the command line. */
record VaultAddress(String vault, String credential) {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
  private static final Pattern VAULT = Pattern.compile(NAME);
  private static final Pattern ADDRESS =
      Pattern
          .compile("(?:vault:)?(?<vault>" + NAME + ")/(?<credential>[A-Za-z0-9][A-Za-z0-9_./-]*)");

  /** Reads {@code NAME/CREDENTIAL}, with or without {@code vault:}. */
  static VaultAddress parse(String written) {
    Matcher address = ADDRESS.matcher(written);
    if (!address.matches()) {
      throw new Misuse("the first argument is NAME/CREDENTIAL, for example main/orders; the secret "
          + "itself is read from standard input");
    }
    return new VaultAddress(address.group("vault"), address.group("credential"));
  }

  /** Reads the name of a vault alone. */
  static String vault(String written) {
    if (!VAULT.matcher(written).matches()) {
      throw new Misuse("the name of a vault has letters, digits, _, . and -");
    }
    return written;
  }

  @Override
  public String toString() {
    return "vault:" + vault + "/" + credential;
  }
}
