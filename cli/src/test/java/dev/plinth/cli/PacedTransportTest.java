package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

@Timeout(60)
final class PacedTransportTest {
  private static final int MESSAGES = 200;

  private final StdioLines lines =
      new StdioLines(InputStream.nullInputStream(), OutputStream.nullOutputStream(), 1_000);
  private final OneAtATime queue = new OneAtATime();
  private final PacedTransport transport = new PacedTransport(queue, lines);

  @Test
  void sendsOneMessageAfterTheOther() {
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MESSAGES; i++) {
        senders.execute(() -> {
          for (int message = 0; message < 5; message++) {
            transport.sendMessage(new JSONRPCNotification("2.0", "note", null))
                .block(Duration.ofSeconds(30));
          }
        });
      }
    }
    assertThat(queue.met.get()).isFalse();
    assertThat(queue.sent.get()).isEqualTo(5 * MESSAGES);
  }

  @Test
  void endsTheServiceWithTheSession() throws InterruptedException {
    transport.close();
    lines.awaitEnd();
  }

  /** Notices where two threads queue at once, at which the SDK's transport gives up after a while. */
  private static final class OneAtATime implements McpServerTransport {
    final AtomicBoolean met = new AtomicBoolean();
    final AtomicInteger sent = new AtomicInteger();
    private final AtomicBoolean queuing = new AtomicBoolean();

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return Mono.fromRunnable(() -> {
        if (!queuing.compareAndSet(false, true)) {
          met.set(true);
        }
        LockSupport.parkNanos(100_000);
        sent.incrementAndGet();
        queuing.set(false);
      });
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      throw new IllegalStateException("nothing is read here");
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }

    @Override
    public void close() {}
  }
}
