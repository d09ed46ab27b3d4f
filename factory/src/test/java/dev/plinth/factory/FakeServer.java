package dev.plinth.factory;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.health.Health;
import dev.plinth.health.HealthStatus;
import dev.plinth.health.PoolStatistics;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts what is opened and closed; a test says how both go. */
final class FakeServer {
  private static final ConcurrentMap<String, FakeServer> SERVERS = new ConcurrentHashMap<>();

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  volatile Supplier<CompletableFuture<@Nullable Void>> opening = FakeServer::atOnce;
  volatile Supplier<CompletableFuture<@Nullable Void>> closing = FakeServer::atOnce;
  volatile boolean refusesHandles;
  volatile DatabaseUrl url = DatabaseUrl.parse("fake://none/db");
  volatile Options options = Options.defaults();

  private final String name;

  private FakeServer(String name) {
    this.name = name;
  }

  static FakeServer create() {
    return named("h" + UUID.randomUUID());
  }

  static FakeServer named(String name) {
    return SERVERS.computeIfAbsent(name, FakeServer::new);
  }

  String url() {
    return "fake://" + name + "/db";
  }

  String exclusiveUrl() {
    return "exclusive://" + name + "/db";
  }

  CompletableFuture<SharedDatabase> open(DatabaseUrl named, Options wanted) {
    opened.incrementAndGet();
    url = named;
    options = wanted;
    return opening.get().thenApply(now -> {
      open.incrementAndGet();
      return new FakeDatabase();
    });
  }

  private static CompletableFuture<@Nullable Void> atOnce() {
    return CompletableFuture.completedFuture(null);
  }

  private final class FakeDatabase implements SharedDatabase {
    @Override
    public DatabaseProvider newHandle(Supplier<CompletableFuture<@Nullable Void>> release) {
      if (refusesHandles) {
        throw new IllegalStateException("canary");
      }
      var closed = new AtomicBoolean();
      return (DatabaseProvider) Proxy.newProxyInstance(FakeServer.class.getClassLoader(),
          new Class<?>[]{DatabaseProvider.class},
          (handle, method, arguments) -> switch (method.getName()) {
            case "closeAsync" -> closed.getAndSet(true) ? atOnce() : release.get();
            case "info" -> new ProviderInfo("fake", url.redacted(), ChronoUnit.MICROS);
            case "checkHealth" -> CompletableFuture.completedFuture(new Health(HealthStatus.UP,
                Duration.ZERO, List.of(), new PoolStatistics(0, 0, 1, 0, 0)));
            case "hashCode" -> System.identityHashCode(handle);
            case "equals" ->
                System.identityHashCode(handle) == System.identityHashCode(arguments[0]);
            case "toString" -> "handle of " + name;
            default -> throw new AssertionError(method + " is not expected");
          });
    }

    @Override
    public CompletableFuture<@Nullable Void> closeAsync() {
      return closing.get().<@Nullable Void>thenApply(now -> {
        open.decrementAndGet();
        return null;
      });
    }
  }
}
