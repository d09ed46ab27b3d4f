package dev.plinth.cli;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/** Lets an answer count as sent when it is written: the SDK's own transport queues as many as there are. */
record PacedTransport(McpServerTransport transport, StdioLines lines, AtomicLong answers)
    implements
      McpServerTransport {
  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    Mono<Void> sent = transport.sendMessage(message);
    return message instanceof JSONRPCResponse
        ? sent.then(Mono.fromRunnable(() -> lines.awaitWritten(answers.incrementAndGet())))
        : sent;
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public void close() {
    transport.close();
  }
}
