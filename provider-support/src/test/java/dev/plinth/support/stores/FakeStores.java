package dev.plinth.support.stores;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.schema.TableDefinition;
import dev.plinth.support.crypto.PasswordHasher;
import dev.plinth.support.engine.Work;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.platform.PlatformSchema;
import dev.plinth.support.provider.Dispatcher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stores over a fake session, carried out at once on the calling thread. */
final class FakeStores implements EngineStores, Dispatcher {
  static final Instant START = Instant.parse("2024-02-29T23:59:57.123456Z");

  final FakeSession database;
  final List<Request> requests = new ArrayList<>();
  Instant now = START;

  private final PasswordHasher passwords;
  private final StoreContext context;

  private FakeStores(FakeSession database, @Nullable EncryptionKeys keys, int cost,
      Set<Capability> capabilities) {
    this.database = database;
    this.passwords = new PasswordHasher(cost, Runnable::run);
    InstantSource clock = () -> now;
    this.context = new StoreContext(keys, passwords, clock, capabilities);
  }

  static FakeStores create() {
    var database = new FakeSession();
    PlatformSchema.tables().stream().map(TableDefinition::name).forEach(database::create);
    return new FakeStores(database, EncryptionKeys.of(key(1)), 4,
        EnumSet.allOf(Capability.class));
  }

  static byte[] key(int seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    return key;
  }

  FakeStores withKeys(@Nullable EncryptionKeys keys) {
    return new FakeStores(database, keys, 4, EnumSet.allOf(Capability.class));
  }

  FakeStores withCost(int cost) {
    return new FakeStores(database, null, cost, EnumSet.allOf(Capability.class));
  }

  FakeStores without(Capability capability) {
    return new FakeStores(database, null, 4, EnumSet.complementOf(EnumSet.of(capability)));
  }

  @Override
  public Dispatcher dispatcher() {
    return this;
  }

  @Override
  public StoreContext stores() {
    return context;
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> dispatch(Request request,
      Work<T> work) {
    synchronized (requests) {
      requests.add(request);
    }
    var before = database.all().stream().collect(
        Collectors.toMap(Function.identity(), FakeTable::snapshot));
    try {
      return CompletableFuture.completedFuture(work.run(database.session()));
    } catch (DatabaseException failure) {
      if (request.kind() == WorkKind.WRITE_UNIT) {
        before.forEach(FakeTable::restore);
      }
      return CompletableFuture.failedFuture(failure);
    }
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> refuse(Request request,
      DatabaseException reason) {
    return CompletableFuture.failedFuture(reason);
  }

  @Override
  public <P, T extends @Nullable Object> CompletableFuture<T> dispatchAfter(
      CompletableFuture<P> preparation, Request request, Function<? super P, Work<T>> work) {
    return preparation.thenCompose(prepared -> dispatch(request, work.apply(prepared)));
  }
}
