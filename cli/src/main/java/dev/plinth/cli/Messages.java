package dev.plinth.cli;

import dev.plinth.data.Json;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.InitializeRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.PaginatedRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a client sent against the protocol, before the SDK does: over HTTP that answers wrong parameters with status 500 or
 * the end of the stream, and on standard input it ends at the first line that is no message.
 */
final class Messages {
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;

  /** What the parameters of a method are read as; those of others only have to be an object. */
  private static final Map<String, Class<?>> PARAMETERS = Map.of("initialize",
      InitializeRequest.class, "tools/call", CallToolRequest.class, "tools/list",
      PaginatedRequest.class);
  private static final McpJsonMapper MAPPER = McpJsonDefaults.getMapper();

  /** What a text turned out to be. */
  sealed interface Read {}

  /** A message that the SDK can take. */
  record Accepted(JSONRPCMessage message) implements Read {
    boolean isRequest() {
      return message instanceof JSONRPCRequest;
    }
  }

  /** Not one; the error says why. */
  record Refused(@Nullable Object id, int code, String reason) implements Read {
    /** As a message of JSON-RPC. */
    String text() {
      var answer = new LinkedHashMap<String, @Nullable Object>();
      answer.put("jsonrpc", "2.0");
      answer.put("id", id);
      answer.put("error", Map.of("code", code, "message", reason));
      return Json.of(answer).text();
    }
  }

  private Messages() {}

  static Read read(String text) {
    JSONRPCMessage message;
    try {
      message = McpSchema.deserializeJsonRpcMessage(MAPPER, text);
    } catch (IOException | RuntimeException | StackOverflowError malformed) {
      // What it throws depends on what stands behind its mapper.
      return isJson(text)
          ? new Refused(null, INVALID_REQUEST, "this is not one message of JSON-RPC 2.0")
          : new Refused(null, PARSE_ERROR, "this is not JSON");
    }
    return message instanceof JSONRPCRequest request ? judged(request) : new Accepted(message);
  }

  private static Read judged(JSONRPCRequest request) {
    Object parameters = request.params();
    if (parameters != null && !(parameters instanceof Map)) {
      return new Refused(request.id(), INVALID_PARAMS, "params must be an object");
    }
    Class<?> type = PARAMETERS.get(request.method());
    return type == null || isReadable(parameters == null ? Map.of() : parameters, type)
        ? new Accepted(request)
        : new Refused(request.id(), INVALID_PARAMS,
            "params are not what " + request.method() + " takes");
  }

  private static boolean isReadable(Object parameters, Class<?> type) {
    try {
      return !(MAPPER.convertValue(parameters, type) instanceof CallToolRequest call)
          || isNamed(call);
    } catch (RuntimeException | StackOverflowError unfit) {
      return false;
    }
  }

  @SuppressWarnings("ConstantValue")
  private static boolean isNamed(CallToolRequest call) {
    return call.name() != null && !call.name().isEmpty();
  }

  private static boolean isJson(String text) {
    try {
      MAPPER.readValue(text, Object.class);
      return true;
    } catch (IOException | RuntimeException | StackOverflowError noJson) {
      return false;
    }
  }
}
