package dev.plinth.cli;

import io.modelcontextprotocol.json.McpJsonDefaults;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says as an error of JSON-RPC what the SDK refuses: its own answer is an exception with its stack. */
final class RefusalResponse extends HttpServletResponseWrapper {
  private final StringWriter said = new StringWriter();
  private boolean refused;

  RefusalResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (getStatus() < SC_BAD_REQUEST) {
      return super.getWriter();
    }
    refused = true;
    return new PrintWriter(said);
  }

  @Override
  public void sendError(int status) {
    setStatus(status);
    refused = true;
  }

  @Override
  public void sendError(int status, @Nullable String message) {
    sendError(status);
  }

  /** Writes an error. */
  void refuse(Messages.Refused error) throws IOException {
    setContentType("application/json");
    setCharacterEncoding("UTF-8");
    super.getWriter().write(error.text());
  }

  /** Writes what was refused, if anything was. */
  void finish() throws IOException {
    if (refused) {
      refuse(getStatus() >= SC_INTERNAL_SERVER_ERROR
          ? new Messages.Refused(null, Messages.INTERNAL_ERROR, "the message could not be handled")
          : error());
    }
  }

  private Messages.Refused error() {
    try {
      if (McpJsonDefaults.getMapper().readValue(said.toString(), Map.class)
          .get("jsonRpcError") instanceof Map<?, ?> error
          && error.get("code") instanceof Integer code) {
        return new Messages.Refused(null, code, String.valueOf(error.get("message")));
      }
    } catch (IOException | RuntimeException noError) {
      // Then the status says all that there is to say.
    }
    return new Messages.Refused(null, Messages.INVALID_REQUEST, "the request is refused");
  }
}
