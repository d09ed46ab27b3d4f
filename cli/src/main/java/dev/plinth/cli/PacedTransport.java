package dev.plinth.cli;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/**
 * Lets one message after the other be sent, and an answer count as sent when it is written: the SDK's own transport
 * queues as many as there are, and ends where a thread must wait for long until another one has queued its own.
 */
final class PacedTransport implements McpServerTransport {
  private final McpServerTransport transport;
  private final StdioLines lines;
  private final AtomicLong answers = new AtomicLong();
  private final Lock turn = new ReentrantLock();

  PacedTransport(McpServerTransport transport, StdioLines lines) {
    this.transport = transport;
    this.lines = lines;
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    Mono<Void> sent = Mono.defer(() -> inTurn(transport.sendMessage(message)))
        .doOnError(failure -> lines.end());
    return message instanceof JSONRPCResponse
        ? sent.then(Mono.fromRunnable(() -> lines.awaitWritten(answers.incrementAndGet())))
        : sent;
  }

  /** It is queued within the turn; what comes after it is not part of it. */
  private Mono<Void> inTurn(Mono<Void> sending) {
    turn.lock();
    try {
      return Mono.fromFuture(sending.toFuture());
    } finally {
      turn.unlock();
    }
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
    return transport.closeGracefully().doFinally(signal -> lines.end());
  }

  @Override
  public void close() {
    transport.close();
    lines.end();
  }
}
