package dev.plinth.support.pooled;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.health.PoolStatistics;
import dev.plinth.support.engine.BatchSession;
import dev.plinth.support.engine.Session;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that keeps one table of records, each with a column "id", and does to a statement what a test asks for. */
final class FakeServer implements ConnectionSupply {
  /** What happens to a statement before it is carried out, or instead. */
  interface Incident {
    void happen(FakeConnection connection, String statement);
  }

  final Map<Object, Row> records = new ConcurrentHashMap<>();
  final Queue<String> statements = new ConcurrentLinkedQueue<>();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger discarded = new AtomicInteger();
  volatile boolean down;
  volatile boolean deaf;
  volatile Incident incident = (connection, statement) -> {
  };
  volatile Incident afterwards = (connection, statement) -> {
  };

  @Override
  public ServerConnection acquire() {
    if (down) {
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED, "nobody there");
    }
    open.incrementAndGet();
    return new FakeConnection();
  }

  @Override
  public PoolStatistics statistics(int waiting, int running) {
    return new PoolStatistics(open.get(), 0, 4, waiting, running);
  }

  @Override
  public void close() {}

  static DatabaseException lost() {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED, "connection reset");
  }

  final class FakeConnection implements ServerConnection {
    private final CompletableFuture<ErrorCode> ended = new CompletableFuture<>();
    private final Session session = (Session) Proxy.newProxyInstance(
        FakeServer.class.getClassLoader(), new Class<?>[]{BatchSession.class},
        (proxy, method, arguments) -> call(method, arguments == null ? new Object[0] : arguments));

    /** Waits as a statement does that takes long: until the test lets it go on, or somebody ends it. */
    void await(CompletableFuture<?> goOn) {
      CompletableFuture.anyOf(goOn, ended).join();
      if (ended.isDone()) {
        throw new DatabaseException(ended.join(), "ended");
      }
    }

    private void statement(String text) {
      statements.add(text);
      incident.happen(this, text);
    }

    private Object call(Method method, Object... arguments) {
      Object second = arguments.length > 1 ? arguments[1] : "";
      Object third = arguments.length > 2 ? arguments[2] : "";
      int size = switch (method.getName()) {
        case "findByKeys" -> ((List<?>) third).size();
        default -> second instanceof List<?> list ? list.size() : 1;
      };
      statement(method.getName() + " " + size);
      Object answer = answer(method.getName(), second, third);
      afterwards.happen(this, method.getName() + " " + size);
      return answer;
    }

    @SuppressWarnings("unchecked")
    private Object answer(String name, Object second, Object third) {
      return switch (name) {
        case "ping" -> "";
        case "findOne" -> Optional.ofNullable(records.get(id(((Query) second).where())));
        case "findByKeys" -> ((List<Row>) third).stream()
            .map(key -> Optional.ofNullable(records.get(id(key)))).toList();
        case "insert" -> insertAll(List.of((Row) second)).get(0);
        case "insertEach" -> insertAll((List<Row>) second);
        case "insertPossible" -> insertPossible((List<Row>) second);
        case "update" -> update(id((Filter) second), (Update) third);
        case "updateByKeys" -> updateAll((List<Row>) second, (List<Update>) third);
        case "delete" -> records.remove(id((Filter) second)) == null ? 0L : 1L;
        case "deleteByKeys" -> ((List<Row>) second).stream()
            .mapToLong(key -> records.remove(id(key)) == null ? 0 : 1).toArray();
        default -> throw new AssertionError("nobody calls " + name);
      };
    }

    private List<Row> insertAll(List<Row> rows) {
      if (rows.stream().anyMatch(row -> records.containsKey(id(row)))) {
        throw new DatabaseException(ErrorCode.UNIQUE_VIOLATION, "taken");
      }
      rows.forEach(row -> records.put(id(row), row));
      return rows.stream().map(row -> Row.of("id", id(row))).toList();
    }

    private BitSet insertPossible(List<Row> rows) {
      var inserted = new BitSet();
      for (int i = 0; i < rows.size(); i++) {
        inserted.set(i, records.putIfAbsent(id(rows.get(i)), rows.get(i)) == null);
      }
      return inserted;
    }

    private long update(Object id, Update update) {
      Update.Change change = update.changes().get(0);
      return records.computeIfPresent(id, (key, row) -> change instanceof Update.Increment add
          ? row.with(add.column(), row.longValue(add.column()) + (Long) add.by())
          : row.with(change.column(), ((Update.Set) change).value())) == null ? 0 : 1;
    }

    private long[] updateAll(List<Row> keys, List<Update> updates) {
      long[] counts = new long[keys.size()];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = update(id(keys.get(i)), updates.get(i));
      }
      return counts;
    }

    private Object id(Row row) {
      return row.longValue("id");
    }

    private Object id(Filter filter) {
      return ((Comparison) filter).value();
    }

    @Override
    public Session session() {
      return session;
    }

    @Override
    public void begin(TransactionOptions options) {
      statement("begin");
    }

    @Override
    public Isolation isolation() {
      return Isolation.READ_COMMITTED;
    }

    @Override
    public void commit() {
      statement("commit");
    }

    @Override
    public void rollback() {
      statement("rollback");
    }

    @Override
    public void interrupt() {
      statements.add("interrupt");
      if (!deaf) {
        ended.complete(ErrorCode.CANCELLED);
      }
    }

    @Override
    public void abort() {
      statements.add("abort");
      ended.complete(ErrorCode.CONNECTION_FAILED);
    }

    @Override
    public void release() {
      open.decrementAndGet();
    }

    @Override
    public void discard() {
      open.decrementAndGet();
      discarded.incrementAndGet();
    }
  }

  /** The number that a record counts. */
  long number(long id) {
    return Objects.requireNonNull(records.get(id), "no such record").longValue("n");
  }

  List<String> statements() {
    return new ArrayList<>(statements);
  }
}
