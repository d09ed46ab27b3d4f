package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Those primitives of a session that the stores use, in memory, and a hook before each. */
final class FakeSession {
  private final Map<String, FakeTable> tables = new ConcurrentHashMap<>();
  private volatile Consumer<String> before = primitive -> {
  };

  void create(String table) {
    tables.put(table, new FakeTable());
  }

  void drop(String table) {
    tables.remove(table);
  }

  FakeTable table(String name) {
    FakeTable table = tables.get(name);
    if (table == null) {
      throw new DatabaseException(ErrorCode.NOT_FOUND, "no such table");
    }
    return table;
  }

  List<FakeTable> all() {
    return List.copyOf(tables.values());
  }

  /** Called with the name of each primitive before it is carried out; for what others do meanwhile. */
  void before(Consumer<String> hook) {
    before = hook;
  }

  Session session() {
    return (Session) Proxy.newProxyInstance(Session.class.getClassLoader(),
        new Class<?>[]{Session.class}, (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object... arguments) {
    before.accept(method.getName());
    var schema = (TableSchema) arguments[0];
    FakeTable table = table(schema.name());
    return switch (method.getName()) {
      case "insert" -> {
        table.insert(schema, (Row) arguments[1]);
        yield Row.empty();
      }
      case "insertIfAbsent" -> table.insertIfAbsent(schema, (Row) arguments[1]);
      case "find" -> table.find((Query) arguments[1], (Limits) arguments[2]);
      case "findOne" -> table.findOne(((Query) arguments[1]).where());
      case "exists" -> table.findOne((Filter) arguments[1]).isPresent();
      case "count" -> table.find(Query.from(schema.name()).where((Filter) arguments[1]),
          Limits.defaults()).rows().stream().count();
      case "update" ->
          (long) table.update(schema, (Filter) arguments[1], (Update) arguments[2]).size();
      case "updateReturning" -> table
          .update(schema, (Filter) arguments[1], (Update) arguments[2]).stream().findFirst();
      case "delete" -> table.delete((Filter) arguments[1]);
      default -> throw new AssertionError("no store calls " + method.getName());
    };
  }
}
