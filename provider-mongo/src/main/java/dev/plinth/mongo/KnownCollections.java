package dev.plinth.mongo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The collections that were seen, so that it is not asked before every command whether there is one. */
final class KnownCollections {
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  boolean contains(String name) {
    return names.contains(name);
  }

  void add(String name) {
    var unused = names.add(name);
  }

  void remove(String name) {
    var unused = names.remove(name);
  }

  /** Any collection may have gone. */
  void clear() {
    names.clear();
  }
}
