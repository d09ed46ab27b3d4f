package dev.plinth.spi;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@link DatabaseUrl}. No message quotes what was given: it may hold a password. */
final class DatabaseUrlParser {
  private static final String SQLITE = "sqlite";
  private static final String MEMORY = ":memory:";
  private static final Pattern URL = Pattern.compile(
      "(?:jdbc:)?(?<scheme>[a-z][a-z0-9.-]*(?:\\+srv)?)(?<driver>\\+[a-z0-9_.-]+)?:(?<rest>.*)",
      Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SERVER = Pattern.compile(
      "(?:\\[(?<address>[0-9a-fA-F:.]+(?:%25[A-Za-z0-9_.-]+)?)]|(?<name>[\\p{L}\\p{N}_.-]+))"
          + "(?::(?<port>0*[1-9][0-9]{0,4}))?");
  private static final Pattern FIRST_PARAMETER = Pattern.compile("\\?[A-Za-z0-9_.-]+=");
  private static final Pattern RELATIVE =
      Pattern.compile("(?:\\.\\.?/|:memory:|[A-Za-z]:[/\\\\]).*", Pattern.DOTALL);

  private DatabaseUrlParser() {}

  static DatabaseUrl parse(String url) {
    Matcher matcher = URL.matcher(url.strip());
    if (!matcher.matches()) {
      throw invalid("this is not a database URL; write for example sqlite:./data/app.db or "
          + "postgresql://user:password@host:5432/database");
    }
    String scheme = matcher.group("scheme").toLowerCase(Locale.ROOT);
    String rest = matcher.group("rest");
    if (scheme.equals(SQLITE)) {
      return sqlite(rest, matcher.group("driver") != null);
    }
    return rest.startsWith("//") && !rest.startsWith("///")
        ? server(scheme, rest.substring(2))
        : file(scheme, rest);
  }

  private static DatabaseUrl sqlite(String rest, boolean driver) {
    int mark = rest.indexOf('?');
    String path = path(mark < 0 ? rest : rest.substring(0, mark), driver);
    if (path.isEmpty() && !driver) {
      throw invalid("the URL names no file; write sqlite:./data/app.db, or sqlite::memory: for a "
          + "database in memory");
    }
    return new DatabaseUrl(SQLITE, "", "", List.of(),
        path.isEmpty() ? MEMORY : PercentEscapes.decode(path),
        parameters(mark < 0 ? "" : rest.substring(mark + 1)));
  }

  private static String path(String text, boolean driver) {
    if (!text.startsWith("//")) {
      return text;
    }
    String path = text.substring(2);
    if (!path.startsWith("/") || driver) {
      return path.startsWith("/") ? path.substring(1) : path;
    }
    String name = path.replaceFirst("^/+", "");
    return RELATIVE.matcher(name).matches() ? name : "/" + name;
  }

  private static DatabaseUrl file(String scheme, String rest) {
    if (rest.indexOf('@') >= 0) {
      // A server's URL that lost its slashes or its beginning: even the scheme may be a part of a password.
      throw noServer();
    }
    int mark = rest.indexOf('?');
    return new DatabaseUrl(scheme, "", "", List.of(),
        PercentEscapes.decode(mark < 0 ? rest : rest.substring(0, mark)),
        parameters(mark < 0 ? "" : rest.substring(mark + 1)));
  }

  private static DatabaseUrl server(String scheme, String rest) {
    int at = rest.lastIndexOf('@', credentialsEnd(rest));
    String credentials = at < 0 ? "" : rest.substring(0, at);
    String location = rest.substring(at + 1);
    int mark = location.indexOf('?');
    String path = mark < 0 ? location : location.substring(0, mark);
    Map<String, String> parameters = parameters(mark < 0 ? "" : location.substring(mark + 1));
    int slash = path.indexOf('/');
    int colon = credentials.indexOf(':');
    String user = PercentEscapes.decode(colon < 0 ? credentials : credentials.substring(0, colon));
    String password = PercentEscapes.decode(colon < 0 ? "" : credentials.substring(colon + 1));
    return new DatabaseUrl(scheme, credential(parameters, "user", user),
        credential(parameters, "password", password),
        servers(slash < 0 ? path : path.substring(0, slash)),
        PercentEscapes.decode(slash < 0 ? "" : path.substring(slash + 1)), parameters);
  }

  /** Where an @ may last stand: not inside the value of a parameter behind the database. */
  private static int credentialsEnd(String rest) {
    Matcher parameters = FIRST_PARAMETER.matcher(rest);
    return parameters.find() ? parameters.start() : rest.length();
  }

  private static String credential(Map<String, String> parameters, String name, String written) {
    String parameter = parameters.remove(name);
    if (parameter != null && !written.isEmpty()) {
      throw invalid("the URL names the " + name + " twice: before the host and as a parameter");
    }
    return parameter == null ? written : parameter;
  }

  private static List<HostPort> servers(String text) {
    var servers = new ArrayList<HostPort>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = SERVER.matcher(part);
      if (!matcher.matches()) {
        throw noServer();
      }
      String address = matcher.group("address");
      String port = matcher.group("port");
      servers.add(new HostPort(
          address == null ? matcher.group("name") : PercentEscapes.decode(address),
          port == null ? 0 : Integer.parseInt(port)));
    }
    return servers;
  }

  private static Map<String, String> parameters(String text) {
    var parameters = new LinkedHashMap<String, String>();
    for (String part : text.split("&", -1)) {
      int equal = part.indexOf('=');
      String name = parameter(equal < 0 ? part : part.substring(0, equal));
      if (!part.isEmpty()
          && parameters.put(name, equal < 0 ? "" : parameter(part.substring(equal + 1))) != null) {
        throw invalid("the URL sets a parameter twice");
      }
    }
    return parameters;
  }

  /** A plus is a space in parameters alone. */
  private static String parameter(String text) {
    return PercentEscapes.decode(text.replace('+', ' '));
  }

  private static DatabaseException noServer() {
    return invalid("the URL has no valid host and port; write "
        + "scheme://user:password@host:port/database, and percent-encode the special characters of "
        + "a password");
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
