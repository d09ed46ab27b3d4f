package dev.plinth.support.platform;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import java.util.Objects;

/** One change of the platform schema, in portable types. */
public sealed interface PlatformStep {
  /** A new table. */
  record CreateTable(TableDefinition table) implements PlatformStep {
    /** Checks that nothing is missing. */
    public CreateTable {
      Objects.requireNonNull(table, "table");
    }
  }

  /** A new index. */
  record CreateIndex(IndexDefinition index) implements PlatformStep {
    /** Checks that nothing is missing. */
    public CreateIndex {
      Objects.requireNonNull(index, "index");
    }
  }
}
