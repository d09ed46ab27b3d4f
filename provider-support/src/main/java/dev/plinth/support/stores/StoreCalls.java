package dev.plinth.support.stores;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.support.engine.Work;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends the calls of one store on their way.
 *
 * <p>A call is prepared by its caller: what the preparation refuses goes the same way as a failure of the
 * work, so that a transaction learns of it.
 */
record StoreCalls(StoreHost host, String table) {
  /** Work that reads. */
  <T> CompletableFuture<T> read(String operation, Supplier<TableWork<T>> prepared) {
    return send(Request.read(operation, table), prepared);
  }

  /** Work of which at most one statement changes anything. */
  <T> CompletableFuture<T> write(String operation, Supplier<TableWork<T>> prepared) {
    return send(Request.write(operation, table), prepared);
  }

  /** Work of which several statements may change something, or that may fail after one that did. */
  <T> CompletableFuture<T> unit(String operation, Supplier<TableWork<T>> prepared) {
    return send(unit(operation), prepared);
  }

  /** Work of which at most one statement changes anything, once something slow has been computed. */
  <P, T> CompletableFuture<T> writeAfter(String operation, Supplier<CompletableFuture<P>> slow,
      Function<? super P, TableWork<T>> work) {
    return sendAfter(Request.write(operation, table), slow, result -> bound(work.apply(result)));
  }

  /** What was found by several calls, as one. */
  <T> CompletableFuture<T> readAfter(String operation, Supplier<CompletableFuture<T>> slow) {
    return sendAfter(Request.read(operation, table), slow, result -> session -> result);
  }

  private <T> CompletableFuture<T> send(Request request, Supplier<TableWork<T>> prepared) {
    TableWork<T> work;
    try {
      work = prepared.get();
    } catch (DatabaseException refused) {
      return host.dispatcher().refuse(request, refused);
    }
    return host.dispatcher().dispatch(request, bound(work));
  }

  private Request unit(String operation) {
    return new Request(operation, table, WorkKind.WRITE_UNIT, AccessLevel.DML);
  }

  private <T> Work<T> bound(TableWork<T> work) {
    return session -> work.run(new TableSession(session, host.stores(), table));
  }

  private <P, T> CompletableFuture<T> sendAfter(Request request,
      Supplier<CompletableFuture<P>> slow, Function<? super P, Work<T>> work) {
    CompletableFuture<P> preparation;
    try {
      preparation = slow.get();
    } catch (DatabaseException refused) {
      return host.dispatcher().refuse(request, refused);
    }
    return host.dispatcher().dispatchAfter(preparation, request, work);
  }
}
