package dev.plinth.support.provider;

import dev.plinth.support.pipeline.Request;

/** The requests of calls on single records, which come by the thousand. */
final class SingleRequests {
  private final RecentRequest findOne = RecentRequest.read("findOne");
  private final RecentRequest insert = RecentRequest.write("insert");
  private final RecentRequest update = RecentRequest.write("update");
  private final RecentRequest delete = RecentRequest.write("delete");

  Request findOne(String table) {
    return findOne.on(table);
  }

  Request insert(String table) {
    return insert.on(table);
  }

  Request update(String table) {
    return update.on(table);
  }

  Request delete(String table) {
    return delete.on(table);
  }
}
