package dev.plinth.spi;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Shows a URL without its secrets. A list of secret parameters would miss those that are mistyped, so
 * there is one of harmless parameters instead.
 */
final class Redaction {
  private static final String HIDDEN = "***";
  private static final Set<String> HARMLESS =
      Set.of("authsource", "busy_timeout", "cache", "charset", "connecttimeout", "currentschema",
          "directconnection", "immutable", "journal_mode", "mode", "readpreference", "replicaset",
          "retrywrites", "ssl", "sslmode", "synchronous", "tls", "w");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

  private Redaction() {}

  static String of(DatabaseUrl url) {
    return url.scheme() + location(url) + query(url.parameters());
  }

  private static String location(DatabaseUrl url) {
    if (url.hosts().isEmpty()) {
      return ":" + path(url.database());
    }
    String servers = url.hosts().stream().map(Redaction::server).collect(Collectors.joining(","));
    boolean anonymous = url.user().isEmpty() && url.password().isEmpty();
    return "://" + (anonymous ? "" : HIDDEN + "@") + servers + "/" + path(url.database());
  }

  private static String server(HostPort server) {
    String host = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
    return server.port() == 0 ? host : host + ":" + server.port();
  }

  /** Credentials stand before an @ and behind a =, also where a mistake made them part of a path. */
  private static String path(String path) {
    int at = path.lastIndexOf('@');
    String shown = at < 0 ? path : HIDDEN + path.substring(at);
    int equal = shown.indexOf('=');
    return equal < 0 ? shown : shown.substring(0, equal + 1) + HIDDEN;
  }

  private static String query(Map<String, String> parameters) {
    var shown = new ArrayList<String>();
    new TreeMap<>(parameters).forEach((name, value) -> {
      if (HARMLESS.contains(name.toLowerCase(Locale.ROOT)) && WORD.matcher(value).matches()) {
        shown.add(name + "=" + value);
      }
    });
    if (shown.size() < parameters.size()) {
      shown.add(HIDDEN);
    }
    return shown.isEmpty() ? "" : "?" + String.join("&", shown);
  }
}
