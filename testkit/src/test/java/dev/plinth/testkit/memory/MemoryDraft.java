package dev.plinth.testkit.memory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables as one piece of work sees them: a table is copied when it is first changed. */
final class MemoryDraft {
  private final boolean readOnly;
  private final Set<String> owned = new HashSet<>();
  private final Map<String, Map<String, MemoryTable>> savepoints = new LinkedHashMap<>();
  private Map<String, MemoryTable> tables;

  MemoryDraft(Map<String, MemoryTable> committed, boolean readOnly) {
    this.tables = new HashMap<>(committed);
    this.readOnly = readOnly;
  }

  /** All tables, to become the committed ones. */
  Map<String, MemoryTable> tables() {
    return tables;
  }

  Optional<MemoryTable> find(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** A table to read. */
  MemoryTable table(String name) {
    return find(name).orElseThrow(() -> new DatabaseException(ErrorCode.NOT_FOUND,
        "there is no table " + name + "; there are " + tables.keySet()));
  }

  /** A table to change. */
  MemoryTable writable(String name) {
    MemoryTable table = table(name);
    if (owned.contains(name)) {
      return table;
    }
    MemoryTable copy = table.copy();
    put(name, copy);
    return copy;
  }

  void put(String name, MemoryTable table) {
    refuseReadOnly();
    tables.put(name, table);
    owned.add(name);
  }

  void remove(String name) {
    refuseReadOnly();
    tables.remove(name);
  }

  void savepoint(String name) {
    savepoints.put(name, new HashMap<>(tables));
    owned.clear();
  }

  void rollbackTo(String name) {
    tables = new HashMap<>(savepoints.get(name));
    owned.clear();
    forgetBehind(name);
  }

  void release(String name) {
    forgetBehind(name);
    savepoints.remove(name);
  }

  private void forgetBehind(String name) {
    List<String> inOrder = List.copyOf(savepoints.keySet());
    inOrder.subList(inOrder.indexOf(name) + 1, inOrder.size()).forEach(savepoints::remove);
  }

  private void refuseReadOnly() {
    if (readOnly) {
      throw new DatabaseException(ErrorCode.ACCESS_DENIED, "this transaction may read alone");
    }
  }
}
