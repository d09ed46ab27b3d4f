package dev.plinth.spi;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@link DatabaseUrl}. No message quotes what was given: it may hold a password. */
final class DatabaseUrlParser {
  private static final Pattern SCHEME = Pattern
      .compile("(?:jdbc:)?([a-z][a-z0-9]*(?:\\+srv)?)(?:\\+[a-z0-9]+)?:(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SERVER =
      Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]/?#@\\s]+)(?::([0-9]{1,5}))?");

  private DatabaseUrlParser() {}

  static DatabaseUrl parse(String url) {
    Matcher matcher = SCHEME.matcher(url.strip());
    if (!matcher.matches()) {
      throw invalid("this is not a database URL; write for example sqlite:./data/app.db or "
          + "postgresql://user:password@host:5432/database");
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String rest = matcher.group(2);
    boolean hasAuthority =
        rest.startsWith("//") && !rest.startsWith("///") && !scheme.equals("sqlite");
    return hasAuthority ? server(scheme, rest.substring(2)) : file(scheme, rest);
  }

  private static DatabaseUrl file(String scheme, String rest) {
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    if (path.startsWith("///")) {
      // Four slashes are an absolute path in other libraries, three are one too: both mean /path.
      path = "/" + path.substring(3).replaceFirst("^/+", "");
    } else if (path.startsWith("//")) {
      path = path.substring(2);
    }
    return new DatabaseUrl(scheme, "", "", List.of(), decode(path.replace("+", "%2B")),
        parameters(mark < 0 ? "" : rest.substring(mark + 1)));
  }

  private static DatabaseUrl server(String scheme, String rest) {
    // A password may hold '/' and '?': the credentials end at the last @ before the parameters.
    int at = rest.lastIndexOf('@', credentialsEnd(rest));
    String credentials = at < 0 ? "" : rest.substring(0, at);
    String location = rest.substring(at + 1);
    int mark = location.indexOf('?');
    String beforeMark = mark < 0 ? location : location.substring(0, mark);
    int slash = beforeMark.indexOf('/');
    String servers = slash < 0 ? beforeMark : beforeMark.substring(0, slash);
    String database = slash < 0 ? "" : beforeMark.substring(slash + 1);
    int colon = credentials.indexOf(':');
    return new DatabaseUrl(scheme,
        decode(plain(colon < 0 ? credentials : credentials.substring(0, colon))),
        decode(plain(colon < 0 ? "" : credentials.substring(colon + 1))), servers(servers),
        decode(plain(database)),
        parameters(mark < 0 ? "" : location.substring(mark + 1)));
  }

  /** Where an @ may last stand: not inside the value of a parameter behind the database. */
  private static int credentialsEnd(String rest) {
    Matcher parameters = Pattern.compile("\\?[A-Za-z0-9_.]+=").matcher(rest);
    return parameters.find() ? parameters.start() : rest.length();
  }

  private static List<HostPort> servers(String text) {
    var servers = new ArrayList<HostPort>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = SERVER.matcher(part);
      if (!matcher.matches()) {
        throw invalid(
            "the URL has no valid host and port; write scheme://user:password@host:port/database, "
                + "and percent-encode characters such as # and spaces in a password");
      }
      String host = matcher.group(1).replaceAll("[\\[\\]]", "");
      int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
      if (port > 65535) {
        throw invalid("the port of the URL must be from 1 to 65535");
      }
      servers.add(new HostPort(host, port));
    }
    return servers;
  }

  private static Map<String, String> parameters(String text) {
    var parameters = new LinkedHashMap<String, String>();
    for (String part : text.split("&", -1)) {
      if (!part.isEmpty()) {
        int equal = part.indexOf('=');
        parameters.put(decode(equal < 0 ? part : part.substring(0, equal)),
            equal < 0 ? "" : decode(part.substring(equal + 1)));
      }
    }
    return parameters;
  }

  /** A plus is itself outside of parameters. */
  private static String plain(String text) {
    return text.replace("+", "%2B");
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw invalid(
          "the URL has a percent sign that is not followed by two hexadecimal digits; write %25 for a percent sign");
    }
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
