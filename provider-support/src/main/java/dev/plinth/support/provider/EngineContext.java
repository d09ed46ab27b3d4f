package dev.plinth.support.provider;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.support.crypto.PasswordHasher;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.pipeline.Pipeline;
import dev.plinth.support.records.Catalog;
import dev.plinth.support.records.RecordChecks;
import dev.plinth.support.records.RecordWorks;
import dev.plinth.support.stores.StoreContext;
import java.time.InstantSource;

/**
 * What all handles of one engine share.
 *
 * @param engine the backend
 * @param options with which it was opened
 * @param pipeline the way of every call
 * @param catalog the tables known
 * @param works what calls on records do
 * @param singles the requests of calls on single records
 * @param passwords the hashing of passwords
 * @param stores what the platform stores need
 */
record EngineContext(Engine engine, Options options, Pipeline pipeline, Catalog catalog,
    RecordWorks works, SingleRequests singles, PasswordHasher passwords, StoreContext stores) {
  static EngineContext of(Engine engine, Options options) {
    var executor = new LibraryExecutor(options.executor());
    var pipeline = new Pipeline(engine, options, executor);
    var works = new RecordWorks(new RecordChecks(engine.info().instantPrecision()));
    var passwords = new PasswordHasher(options.passwordCost(), executor);
    var stores = new StoreContext(options.encryptionKeys(), passwords, InstantSource.system(),
        engine.capabilities());
    return new EngineContext(engine, options, pipeline, new Catalog(), works, new SingleRequests(),
        passwords,
        stores);
  }

  /** Fails with {@link ErrorCode#UNSUPPORTED} where the backend lacks a capability. */
  void require(Capability capability, String operation) {
    require(capability, operation, "");
  }

  /** The same, and says what to do instead. */
  void require(Capability capability, String operation, String instead) {
    if (!engine.capabilities().contains(capability)) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          operation + " needs the capability " + capability + ", which " + engine.info().backend()
              + " does not have" + (instead.isEmpty() ? "" : "; " + instead));
    }
  }
}
