package dev.plinth.benchmarks;

import static dev.plinth.data.Filter.field;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.data.Query;
import dev.plinth.factory.Databases;

/** Plinth with ten connections. */
final class PlinthCalls implements ServerCalls {
  private static final int CONNECTIONS = 10;

  private final DatabaseProvider database = Databases.open(ServerTarget.url(),
      Options.defaults().withPool(PoolOptions.defaults().withMaxSize(CONNECTIONS))).join();

  @Override
  public long read(long id) {
    return Notes.sum(database.findOne(Query.from("notes").where(field("id").eq(id))).join()
        .orElseThrow());
  }

  @Override
  public Object insert(long id) {
    return database.insert("notes", Notes.row(id)).join();
  }

  @Override
  public Object insertCounted(long number) {
    return database.insert(Notes.COUNTED, Notes.uncounted(number)).join().longValue("id");
  }

  @Override
  public boolean isDuplicate(Exception failure) {
    return failure.getCause() instanceof DatabaseException known
        && known.code() == ErrorCode.UNIQUE_VIOLATION;
  }

  @Override
  public void close() {
    database.close();
  }
}
