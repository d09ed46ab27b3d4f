package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConnectionsTest {
  private static final Options OPTIONS = Options.defaults().readOnly();

  private final FakeServer server = FakeServer.create();
  private final Connections connections =
      Connections.of(Vaults.none(), List.of(definition("orders", server.url())));

  @Test
  void opensAtFirstUseAndSharesTheHandle() {
    assertThat(connections.find("orders").orElseThrow())
        .returns(ConnectionState.CONFIGURED, ConnectionStatus::state)
        .returns(server.url(), ConnectionStatus::url);
    assertThat(server.opened).hasValue(0);
    var handles = new HashSet<DatabaseProvider>();
    IntStream.range(0, 50).mapToObj(i -> connections.open("orders")).toList()
        .forEach(open -> handles.add(open.join()));
    assertThat(handles).hasSize(1);
    assertThat(server.opened).hasValue(1);
    assertThat(connections.list()).singleElement()
        .returns(ConnectionState.OPEN, ConnectionStatus::state)
        .returns("fake", ConnectionStatus::backend)
        .returns(AccessLevel.READ_ONLY, status -> status.access().level());
  }

  @Test
  void triesAgainAfterAFailure() {
    server.opening = () -> CompletableFuture
        .failedFuture(new DatabaseException(ErrorCode.CONNECTION_FAILED, "no"));
    assertThat(code(connections.open("orders"))).isEqualTo(ErrorCode.CONNECTION_FAILED);
    assertThat(connections.list()).singleElement()
        .returns(ConnectionState.FAILED, ConnectionStatus::state)
        .returns(ErrorCode.CONNECTION_FAILED, ConnectionStatus::failure);
    server.opening = () -> CompletableFuture.completedFuture(null);
    connections.open("orders").join();
    assertThat(connections.list()).singleElement()
        .returns(ConnectionState.OPEN, ConnectionStatus::state)
        .returns(null, ConnectionStatus::failure);
  }

  @Test
  void givesAllTheirHandleWhereOneCancels() {
    var gate = new CompletableFuture<@Nullable Void>();
    server.opening = () -> gate;
    var first = connections.open("orders");
    var second = connections.open("orders");
    assertThat(connections.list()).singleElement()
        .returns(ConnectionState.OPENING, ConnectionStatus::state);
    first.cancel(true);
    gate.complete(null);
    assertThat(second).succeedsWithin(Duration.ofSeconds(5));
    assertThat(server.open).hasValue(1);
  }

  @Test
  void closesWhatIsRemoved() {
    connections.open("orders").join();
    assertThat(connections.remove("orders").join()).isTrue();
    assertThat(connections.remove("orders").join()).isFalse();
    assertThat(server.open).hasValue(0);
    assertThat(code(connections.open("orders"))).isEqualTo(ErrorCode.NOT_FOUND);
    connections.add(definition("orders", server.url()));
    connections.open("orders").join();
    assertThat(server.opened).hasValue(2);
  }

  @Test
  void closesWhatIsRemovedWhileItOpens() {
    var gate = new CompletableFuture<@Nullable Void>();
    server.opening = () -> gate;
    var open = connections.open("orders");
    var removed = connections.remove("orders");
    gate.complete(null);
    open.join();
    assertThat(removed.join()).isTrue();
    assertThat(server.open).hasValue(0);
  }

  @Test
  void opensAReplacementAfterTheOldOneHasClosed() {
    var closed = new CompletableFuture<@Nullable Void>();
    var exclusive = new Connections(Vaults.none());
    exclusive.add(definition("file", server.exclusiveUrl()));
    exclusive.open("file").join();
    server.closing = () -> closed;
    var replaced = exclusive.replace(definition("file", server.exclusiveUrl())
        .withOptions(OPTIONS.withTimeout(Duration.ofSeconds(3))));
    var reopened = exclusive.open("file");
    assertThat(replaced).isNotDone();
    closed.complete(null);
    assertThat(replaced.join()).isTrue();
    reopened.join();
    assertThat(server.open).hasValue(1);
    assertThat(server.options.timeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void keepsWhatIsDisconnected() {
    assertThat(connections.disconnect("orders").join()).isFalse();
    connections.open("orders").join();
    assertThat(connections.disconnect("orders").join()).isTrue();
    assertThat(server.open).hasValue(0);
    assertThat(connections.list()).singleElement()
        .returns(ConnectionState.CONFIGURED, ConnectionStatus::state);
    connections.open("orders").join();
    assertThat(server.open).hasValue(1);
    assertThat(code(connections.disconnect("absent"))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void looksAtAll() {
    FakeServer other = FakeServer.create();
    other.opening = () -> CompletableFuture
        .failedFuture(new DatabaseException(ErrorCode.CONNECTION_FAILED, "no"));
    connections.add(definition("broken", other.url()));
    List<ConnectionHealth> health = connections.checkHealth(HealthOptions.basic()).join();
    assertThat(health).extracting(ConnectionHealth::id).containsExactly("broken", "orders");
    assertThat(health).extracting(ConnectionHealth::status).containsExactly(HealthStatus.DOWN,
        HealthStatus.UP);
    assertThat(health.getFirst().failure()).isEqualTo(ErrorCode.CONNECTION_FAILED);
  }

  @Test
  void closesAllAndLetsNobodyInAnyMore() {
    FakeServer other = FakeServer.create();
    connections.add(definition("other", other.url()));
    connections.open("orders").join();
    connections.open("other").join();
    connections.close();
    connections.close();
    assertThat(server.open).hasValue(0);
    assertThat(other.open).hasValue(0);
    assertThat(code(connections.open("orders"))).isEqualTo(ErrorCode.NOT_CONNECTED);
    assertThat(code(connections.replace(definition("orders", server.url()))))
        .isEqualTo(ErrorCode.NOT_CONNECTED);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> connections.add(definition("more", server.url())))
        .returns(ErrorCode.NOT_CONNECTED, DatabaseException::code);
  }

  @Test
  void refusesAnIdThatIsTakenOrCannotBe() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> connections.add(definition("orders", server.url())))
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
    for (String id : List.of("", "a b", "../x", "-x", "x".repeat(65))) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> definition(id, server.url()))
          .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
    }
    assertThat(failure(connections.open("canary"))).hasMessageContaining("orders")
        .hasMessageNotContaining("canary");
  }

  @Test
  void survivesEverythingAtOnce() {
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      calls.add(anything().handle((value, failure) -> {
        if (failure != null) {
          assertThat(code(CompletableFuture.failedFuture(failure))).isIn(ErrorCode.NOT_FOUND,
              ErrorCode.NOT_CONNECTED);
        }
        return "ended";
      }));
    }
    calls.forEach(CompletableFuture::join);
    connections.close();
    assertThat(server.open).hasValue(0);
  }

  private CompletableFuture<?> anything() {
    return switch (ThreadLocalRandom.current().nextInt(6)) {
      case 0 -> connections.remove("orders");
      case 1 -> connections.replace(definition("orders", server.url()));
      case 2 -> connections.disconnect("orders");
      default -> connections.open("orders");
    };
  }

  private static ConnectionDefinition definition(String id, String url) {
    return ConnectionDefinition.of(id, Target.of(url), OPTIONS);
  }

  private static ErrorCode code(CompletableFuture<?> future) {
    return failure(future).code();
  }

  private static DatabaseException failure(CompletableFuture<?> future) {
    return future.<DatabaseException>handle((value, failure) -> {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      assertThat(cause).isInstanceOf(DatabaseException.class);
      return (DatabaseException) cause;
    }).join();
  }
}
