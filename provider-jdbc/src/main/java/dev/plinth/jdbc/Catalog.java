package dev.plinth.jdbc;

import dev.plinth.health.ServerInformation;
import dev.plinth.schema.RoutineDescription;
import dev.plinth.schema.SequenceDescription;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What a backend tells of its schema. What the capabilities do not name is never asked for. */
public interface Catalog {
  /** The names of the schemas; one, empty, where the backend has none. */
  default List<String> schemas(Connection connection) throws SQLException {
    return List.of("");
  }

  /** Tables and views by name, without the backend's own. */
  List<TableSummary> tables(Connection connection) throws SQLException;

  /** Describes a table or view; empty where there is none. */
  Optional<TableDescription> describe(Connection connection, String table) throws SQLException;

  /** Procedures and functions. */
  default List<RoutineDescription> routines(Connection connection) throws SQLException {
    return List.of();
  }

  /** Triggers. */
  default List<TriggerDescription> triggers(Connection connection) throws SQLException {
    return List.of();
  }

  /** Sequences. */
  default List<SequenceDescription> sequences(Connection connection) throws SQLException {
    return List.of();
  }

  /** What the server says of itself. */
  ServerInformation serverInformation(Connection connection) throws SQLException;
}
