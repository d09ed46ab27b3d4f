package dev.plinth.data;

import java.util.Objects;

/** One step of a list that is carried out in one transaction. */
public sealed interface Operation {
  /** Inserts a record. */
  record Insert(String table, Row row) implements Operation {
    /** Checks that nothing is missing. */
    public Insert {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(row, "row");
    }
  }

  /** Updates records. */
  record UpdateRecords(String table, Filter where, Update update) implements Operation {
    /** Checks that nothing is missing. */
    public UpdateRecords {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(where, "where");
      Objects.requireNonNull(update, "update");
    }
  }

  /** Deletes records. */
  record Delete(String table, Filter where) implements Operation {
    /** Checks that nothing is missing. */
    public Delete {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(where, "where");
    }
  }

  /** Finds records. */
  record Find(Query query) implements Operation {
    /** Checks that there is one. */
    public Find {
      Objects.requireNonNull(query, "query");
    }
  }

  /** Runs a native statement that returns rows. */
  record RunQuery(Statement statement) implements Operation {
    /** Checks that there is one. */
    public RunQuery {
      Objects.requireNonNull(statement, "statement");
    }
  }

  /** Runs a native statement that returns a count. */
  record Execute(Statement statement) implements Operation {
    /** Checks that there is one. */
    public Execute {
      Objects.requireNonNull(statement, "statement");
    }
  }

  /** Sets a savepoint. */
  record SetSavepoint(String name) implements Operation {
    /** Checks that it is named. */
    public SetSavepoint {
      Objects.requireNonNull(name, "name");
    }
  }

  /** Takes back what came after a savepoint. */
  record RollbackTo(String name) implements Operation {
    /** Checks that it is named. */
    public RollbackTo {
      Objects.requireNonNull(name, "name");
    }
  }
}
