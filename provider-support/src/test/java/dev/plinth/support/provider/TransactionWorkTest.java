package dev.plinth.support.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.Options;
import dev.plinth.ProviderInfo;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.pipeline.View;
import java.lang.reflect.Proxy;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the work of a transaction runs. */
final class TransactionWorkTest {
  // Answers are there before anybody asks for them.
  private final EngineContext context =
      EngineContext.of(engine(), Options.defaults().toBuilder().executor(Runnable::run).build());
  private final OpenHandle handle =
      new OpenHandle(() -> CompletableFuture.completedFuture(null));

  @AfterEach
  void close() {
    context.passwords().close();
    context.pipeline().close();
  }

  @Test
  void mayCloseTheHandleAlthoughItsConnectionWasThereAtOnce() throws Exception {
    var provider = new EngineProvider(context, handle, View.of(context.options()));
    CompletableFuture<String> committed = CompletableFuture.supplyAsync(
        () -> provider.inTransaction(tx -> {
          provider.close();
          return CompletableFuture.completedFuture("closed");
        }).join());
    assertThat(committed.get(10, TimeUnit.SECONDS)).isEqualTo("closed");
  }

  /** Gives a lease at once, on the thread that asks for it. */
  private static Engine engine() {
    return (Engine) Proxy.newProxyInstance(Engine.class.getClassLoader(),
        new Class<?>[]{Engine.class}, (proxy, method, arguments) -> switch (method.getName()) {
          case "info" -> new ProviderInfo("fake", "fake:", ChronoUnit.MICROS);
          case "capabilities" -> Set.of(Capability.TRANSACTIONS);
          case "lease" -> succeed((Call<?>) arguments[0], lease());
          case "awaited" -> null;
          default -> throw new AssertionError("not called here: " + method.getName());
        });
  }

  private static Lease lease() {
    return (Lease) Proxy.newProxyInstance(Lease.class.getClassLoader(),
        new Class<?>[]{Lease.class}, (proxy, method, arguments) -> switch (method.getName()) {
          case "commit" -> succeed((Call<?>) arguments[0], null);
          case "release" -> null;
          default -> throw new AssertionError("not called here: " + method.getName());
        });
  }

  @SuppressWarnings("unchecked") // the call's type is the engine's to know
  private static @Nullable Object succeed(Call<?> call, @Nullable Object value) {
    var known = (Call<@Nullable Object>) call;
    if (known.start(() -> {
    })) {
      known.succeed(value);
    }
    return null;
  }
}
