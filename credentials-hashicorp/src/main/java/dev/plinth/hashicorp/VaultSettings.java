package dev.plinth.hashicorp;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where the server is, and where on it the credentials are. */
record VaultSettings(URI address, String mount, String prefix, String namespace, Duration timeout) {
  static final String TOKEN = "token";
  private static final Set<String> NAMES = Set.of("address", TOKEN, "mount", "prefix", "namespace",
      "timeoutMs", "plaintext");
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*");
  private static final Pattern LOCAL = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

  static VaultSettings of(Map<String, String> settings) {
    settings.keySet().stream().filter(name -> !NAMES.contains(name)).findFirst().ifPresent(name -> {
      throw invalid("has no setting " + name + "; there are " + new TreeSet<>(NAMES));
    });
    return new VaultSettings(
        address(settings.getOrDefault("address", ""), settings.getOrDefault("plaintext", "false")),
        path("mount", settings.getOrDefault("mount", "secret")),
        settings.containsKey("prefix") ? path("prefix", settings.get("prefix")) + "/" : "",
        settings.getOrDefault("namespace", ""),
        timeout(settings.getOrDefault("timeoutMs", "10000")));
  }

  /** Where a credential is read. */
  URI credential(String name) {
    return address.resolve("/v1/" + mount + "/data/" + prefix + name);
  }

  private static URI address(String text, String plaintext) {
    URI address = uri(text);
    boolean secure = "https".equalsIgnoreCase(address.getScheme());
    if ((!secure && !"http".equalsIgnoreCase(address.getScheme())) || address.getHost() == null
        || address.getUserInfo() != null || address.getQuery() != null) {
      throw invalid("needs an address like https://vault.example.com:8200");
    }
    if (!secure && !plaintext.equals("true") && !LOCAL.matcher(address.getHost()).matches()) {
      throw invalid(
          "has an http address, over which anybody between could read the token: use https, "
              + "or say plaintext: true where that network is trusted");
    }
    return address;
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException malformed) {
      throw invalid("needs an address like https://vault.example.com:8200");
    }
  }

  /** Whether a name leads nowhere else than into its folder. */
  static boolean isPath(String name) {
    return PATH.matcher(name).matches();
  }

  private static String path(String setting, String text) {
    if (!isPath(text)) {
      throw invalid("needs names between slashes as " + setting);
    }
    return text;
  }

  private static Duration timeout(String text) {
    if (!text.matches("[1-9][0-9]{0,6}")) {
      throw invalid("needs milliseconds from 1 to 9999999 as timeoutMs");
    }
    return Duration.ofMillis(Long.parseLong(text));
  }

  static DatabaseException invalid(String what) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT,
        "a vault of the type hashicorp " + what);
  }
}
