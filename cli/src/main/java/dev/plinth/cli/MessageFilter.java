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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers what is no message of the protocol with an error of JSON-RPC, so that the SDK meets none. */
final class MessageFilter implements Filter {
  private static final int UNIT = 1024;
  private static final int CHUNK = 8 * UNIT;
  /** What a byte of a message becomes when it is read, in the worst case: empty objects in a list. */
  private static final long FOR_EACH_BYTE = 16;
  private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int most;
  /** What messages may take of the heap together, in units. */
  private final int heap;
  private final Semaphore free;

  /** A filter of messages of at most so many bytes, which may take so many of the heap together. */
  MessageFilter(int most, long heap) {
    this.most = most;
    this.heap = (int) Math.max(1, Math.min(heap / UNIT, Integer.MAX_VALUE));
    this.free = new Semaphore(this.heap, true);
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
    long length = request.getContentLengthLong();
    long bytes = FOR_EACH_BYTE * (length < 0 || length > most ? most : length);
    int held = (int) Math.max(1, Math.min(bytes / UNIT, heap));
    free.acquireUninterruptibly(held);
    try {
      read(request, response, chain);
    } finally {
      free.release(held);
    }
  }

  private void read(HttpServletRequest request, RefusalResponse response, FilterChain chain)
      throws IOException, ServletException {
    byte[] body = body(request.getInputStream());
    if (body == null) {
      response.setStatus(HttpServletResponse.SC_REQUEST_TIMEOUT);
      response.setHeader("Connection", "close");
      response.refuse(new Messages.Refused(null, Messages.INVALID_REQUEST,
          "the message did not come in time"));
      return;
    }
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

  /** The body, and one byte more than there may be where it is longer; null where it comes too slowly. */
  private byte @Nullable [] body(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    var chunk = new byte[CHUNK];
    long began = System.nanoTime();
    int count;
    while (body.size() <= most
        && (count = in.read(chunk, 0, Math.min(CHUNK, most + 1 - body.size()))) >= 0) {
      if (System.nanoTime() - began > LONGEST_READ_NANOS) {
        return null;
      }
      body.write(chunk, 0, count);
    }
    return body.toByteArray();
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
