package dev.plinth.cli;

import dev.plinth.BackendFailure;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an error for an answer that cannot be written: the SDK's transport would end, and leave its client waiting. */
record AnswerMapper(McpJsonMapper mapper) implements McpJsonMapper {
  private static final Logger LOG = LoggerFactory.getLogger("dev.plinth.mcp");

  @Override
  public String writeValueAsString(Object value) throws IOException {
    try {
      return mapper.writeValueAsString(value);
    } catch (IOException | RuntimeException unwritable) {
      if (!(value instanceof JSONRPCResponse response)) {
        throw unwritable;
      }
      LOG.error("an answer cannot be written", BackendFailure.of(unwritable));
      return mapper.writeValueAsString(JSONRPCResponse.error(response.id(), new JSONRPCError(
          Messages.INTERNAL_ERROR, "the answer cannot be written as JSON; ask for less of it")));
    }
  }

  @Override
  public byte[] writeValueAsBytes(Object value) throws IOException {
    return mapper.writeValueAsBytes(value);
  }

  @Override
  public <T> T readValue(String content, Class<T> type) throws IOException {
    return mapper.readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, Class<T> type) throws IOException {
    return mapper.readValue(content, type);
  }

  @Override
  public <T> T readValue(String content, TypeRef<T> type) throws IOException {
    return mapper.readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
    return mapper.readValue(content, type);
  }

  @Override
  public <T> T convertValue(Object from, Class<T> type) {
    return mapper.convertValue(from, type);
  }

  @Override
  public <T> T convertValue(Object from, TypeRef<T> type) {
    return mapper.convertValue(from, type);
  }
}
