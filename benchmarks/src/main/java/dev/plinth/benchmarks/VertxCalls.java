package dev.plinth.benchmarks;

import dev.plinth.spi.DatabaseUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** The reactive PostgreSQL client of Vert.x with ten connections, pipelined, its statements kept prepared. */
final class VertxCalls implements ServerCalls {
  private static final int CONNECTIONS = 10;
  private static final int PIPELINED = 256;
  private static final String SELECT = "SELECT id, title, stars FROM notes WHERE id = $1";
  private static final String INSERT = "INSERT INTO notes (id, title, stars) VALUES ($1, $2, $3)";

  private static final String INSERT_COUNTED =
      "INSERT INTO counted (title, stars) VALUES ($1, $2) RETURNING id";

  private final Vertx vertx = Vertx.vertx();
  private final SqlClient client;

  VertxCalls() {
    DatabaseUrl url = DatabaseUrl.parse(ServerTarget.url());
    var options = new PgConnectOptions().setHost(url.host().host()).setPort(url.host().port())
        .setDatabase(url.database()).setUser(url.user()).setPassword(url.password())
        .setCachePreparedStatements(true).setPipeliningLimit(PIPELINED);
    // The client, not the pool: it is the one that pipelines.
    client =
        PgBuilder.client().with(new PoolOptions().setMaxSize(CONNECTIONS)).connectingTo(options)
            .using(vertx).build();
  }

  @Override
  public long read(long id) {
    RowSet<Row> rows = await(client.preparedQuery(SELECT).execute(Tuple.of(id)));
    Row row = rows.iterator().next();
    return Notes.sum(row.getLong(0), row.getString(1), row.getLong(2));
  }

  @Override
  public Object insert(long id) {
    return await(client.preparedQuery(INSERT)
        .execute(Tuple.of(id, Notes.title(id), Notes.stars(id))));
  }

  @Override
  public Object insertCounted(long number) {
    return await(client.preparedQuery(INSERT_COUNTED)
        .execute(Tuple.of(Notes.title(number), Notes.stars(number)))).iterator().next().getLong(0);
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public boolean isDuplicate(Exception failure) {
    return failure.getCause() instanceof PgException known && known.getSqlState().equals("23505");
  }

  @Override
  public void close() {
    await(client.close());
    await(vertx.close());
  }
}
