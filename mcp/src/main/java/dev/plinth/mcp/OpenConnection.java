package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import java.time.Duration;

/**
 * A connection as one session may use it.
 *
 * @param id by which it is named
 * @param handle that was opened
 * @param grant what the session may do
 * @param catalog of its tables
 */
record OpenConnection(String id, DatabaseProvider handle, Grant grant, TableCatalog catalog) {
  /** The database as far as it may be used. */
  DatabaseProvider database() {
    return database(grant.timeout());
  }

  /** The same with a shorter deadline. */
  DatabaseProvider database(Duration timeout) {
    Duration shorter = timeout.compareTo(grant.timeout()) < 0 ? timeout : grant.timeout();
    return handle.withAccess(grant.access()).withLimits(grant.limits()).withTimeout(shorter);
  }

  AccessPolicy access() {
    return grant.access();
  }

  /** A table that the session may use. */
  Table table(String name) {
    return catalog.table(database(), grant.access(), name);
  }

  /** A table that records are inserted into: from DDL on, a collection that there is not yet is made. */
  Table tableToFill(String name) {
    boolean makes = grant.access().level().allows(AccessLevel.DDL)
        && !handle.capabilities().contains(Capability.SQL);
    return makes
        ? catalog.tableOrNew(database(), grant.access(), name)
        : table(name);
  }

  /** The connection with less granted. */
  OpenConnection narrowedBy(Grant less) {
    return new OpenConnection(id, handle, grant.narrowedBy(less), catalog);
  }
}
