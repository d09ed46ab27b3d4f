package dev.plinth.cli;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers what is no message of the protocol with an error of JSON-RPC, so that the SDK meets none. */
final class MessageFilter implements Filter {
  private final int most;

  /** A filter of messages of at most so many bytes. */
  MessageFilter(int most) {
    this.most = most;
  }

  @Override
  public void doFilter(ServletRequest anyRequest, ServletResponse anyResponse, FilterChain chain)
      throws IOException, ServletException {
    var request = (HttpServletRequest) anyRequest;
    var response = new RefusalResponse((HttpServletResponse) anyResponse);
    if (!request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else {
      posted(request, response, chain);
    }
    response.finish();
  }

  private void posted(HttpServletRequest request, RefusalResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      response.refuse(new Messages.Refused(null, Messages.INVALID_REQUEST,
          "a message has at most " + most + " bytes"));
      return;
    }
    switch (Messages.read(new String(body, StandardCharsets.UTF_8))) {
      case Messages.Accepted accepted when isSecondHello(request, accepted) -> refuse(response,
          new Messages.Refused(((JSONRPCRequest) accepted.message()).id(),
              Messages.INVALID_REQUEST, "this session is initialized; leave out its header to "
                  + "begin another"));
      case Messages.Accepted accepted -> chain.doFilter(new Kept(request, body), response);
      case Messages.Refused refused -> refuse(response, refused);
    }
  }

  /** It would begin a session beside this one, of which nobody keeps count. */
  private static boolean isSecondHello(HttpServletRequest request, Messages.Accepted accepted) {
    return request.getHeader(HttpGuard.SESSION) != null
        && accepted.message() instanceof JSONRPCRequest hello
        && hello.method().equals("initialize");
  }

  /** The answer to a request is an answer; what is none has no other than the status. */
  private static void refuse(RefusalResponse response, Messages.Refused refused)
      throws IOException {
    response.setStatus(refused.id() == null
        ? HttpServletResponse.SC_BAD_REQUEST
        : HttpServletResponse.SC_OK);
    response.refuse(refused);
  }

  /** A request whose body has been read. */
  private static final class Kept extends HttpServletRequestWrapper {
    private final byte[] body;

    Kept(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new KeptStream(new ByteArrayInputStream(body));
    }
  }

  private static final class KeptStream extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    KeptStream(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("the body is there already: it is read at once");
    }
  }
}
