package dev.plinth.cli;

import dev.plinth.mcp.ToolSessions;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands before the SDK: who asks, from where, how much, and with which session. */
final class HttpGuard implements Filter {
  static final String SESSION = "Mcp-Session-Id";
  private static final String BEARER = "Bearer ";
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern ORIGIN = Pattern.compile("https?://(.+)");

  private final Servlet servlet;
  private final KeyCheck keys;
  private final HttpLimits limits;
  private final HttpSessions sessions;
  private final ToolSessions toolSessions;

  HttpGuard(Servlet servlet, KeyCheck keys, HttpLimits limits, ToolSessions toolSessions) {
    this.servlet = servlet;
    this.keys = keys;
    this.limits = limits;
    this.sessions = new HttpSessions(limits.sessions(), limits.sessionIdle());
    this.toolSessions = toolSessions;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) anyRequest;
    var response = (HttpServletResponse) anyResponse;
    if (!isKnownHost(request.getHeader("Host"))) {
      // A page elsewhere whose name was made to lead here.
      refuse(response, HttpServletResponse.SC_FORBIDDEN, "this Host is not served");
    } else if (!areKnownOrigins(Collections.list(request.getHeaders("Origin")))) {
      refuse(response, HttpServletResponse.SC_FORBIDDEN, "this Origin is not served");
    } else if (request.getContentLengthLong() > limits.bodyBytes()) {
      refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          "a request has at most " + limits.bodyBytes() + " bytes");
    } else {
      authenticated(request, response, chain);
    }
  }

  private void authenticated(HttpServletRequest request, HttpServletResponse response,
      FilterChain chain) throws IOException, ServletException {
    String header = request.getHeader("Authorization");
    boolean bearer = header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    KeyCheck.Verdict verdict = keys.check(bearer ? header.substring(BEARER.length()).strip() : "");
    switch (verdict) {
      case KeyCheck.Refused refused -> {
        response.setHeader("WWW-Authenticate", "Bearer");
        refuse(response, HttpServletResponse.SC_UNAUTHORIZED,
            "send Authorization: Bearer KEY with a valid API key");
      }
      case KeyCheck.Limited limited -> {
        response.setHeader("Retry-After", Long.toString(limited.seconds()));
        refuse(response, 429, "this API key has used up its limit");
      }
      case KeyCheck.Unavailable unavailable -> refuse(response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE, "API keys cannot be checked now");
      case KeyCheck.Accepted accepted -> inSession(request, response, chain, accepted.owner());
    }
  }

  private void inSession(HttpServletRequest request, HttpServletResponse response,
      FilterChain chain, String owner) throws IOException, ServletException {
    String id = request.getHeader(SESSION);
    if (id == null) {
      newSession(request, response, chain, owner);
    } else if (!sessions.use(id, owner)) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND,
          "there is no such session; initialize anew");
    } else {
      chain.doFilter(request, response);
      boolean deleted = request.getMethod().equals("DELETE") && response.getStatus() < 300;
      if (deleted || response.getStatus() == HttpServletResponse.SC_NOT_FOUND) {
        sessions.end(id);
        toolSessions.end(id);
      }
    }
  }

  private void newSession(HttpServletRequest request, HttpServletResponse response,
      FilterChain chain, String owner) throws IOException, ServletException {
    if (!sessions.reserve()) {
      Optional<String> idle = sessions.takeIdle();
      if (idle.isEmpty()) {
        response.setHeader("Retry-After", "30");
        refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            "too many sessions are open; try again later");
        return;
      }
      end(request, response, idle.get());
    }
    try {
      chain.doFilter(request, response);
    } finally {
      sessions.settle(response.getHeader(SESSION), owner);
    }
  }

  /** The SDK ends a session only on a request of its client: so one is made up. */
  private void end(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException, ServletException {
    servlet.service(new HttpServletRequestWrapper(request) {
      @Override
      public String getMethod() {
        return "DELETE";
      }

      @Override
      public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(SESSION) ? id : super.getHeader(name);
      }
    }, new HttpServletResponseWrapper(response) {
      @Override
      public void setStatus(int status) {
        // The client did not ask for this.
      }

      @Override
      public void sendError(int status, String message) {}

      @Override
      public void sendError(int status) {}

      @Override
      public PrintWriter getWriter() {
        return new PrintWriter(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      }
    });
    toolSessions.end(id);
  }

  private boolean isKnownHost(@Nullable String host) {
    return host != null && isKnown(host);
  }

  /** There is none where the client is no browser. */
  private boolean areKnownOrigins(List<String> origins) {
    return origins.stream().allMatch(origin -> {
      var matcher = ORIGIN.matcher(origin);
      return matcher.matches() && isKnown(matcher.group(1));
    });
  }

  private boolean isKnown(String hostAndPort) {
    String written = hostAndPort.toLowerCase(Locale.ROOT);
    String host = written.replaceFirst(":\\d+$", "");
    return LOCAL.contains(host) || limits.hosts().contains(written)
        || limits.hosts().contains(host);
  }

  private static void refuse(HttpServletResponse response, int status, String message)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Connection", "close");
    response.getWriter().write("{\"error\":\"" + message + "\"}");
  }
}
