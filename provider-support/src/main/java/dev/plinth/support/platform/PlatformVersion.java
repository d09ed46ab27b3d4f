package dev.plinth.support.platform;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one version of the platform schema adds to the one before.
 *
 * @param number 1 for the first, and one more for each
 * @param description a few words, for the history
 * @param steps in the order in which they are carried out
 */
public record PlatformVersion(int number, String description, List<PlatformStep> steps) {
  /** Copies the list. */
  public PlatformVersion {
    Objects.requireNonNull(description, "description");
    steps = List.copyOf(steps);
  }

  static PlatformVersion of(int number, String description, TableDefinition table,
      IndexDefinition... indexes) {
    var steps = new ArrayList<PlatformStep>();
    steps.add(new PlatformStep.CreateTable(table));
    for (IndexDefinition index : indexes) {
      steps.add(new PlatformStep.CreateIndex(index));
    }
    return new PlatformVersion(number, description, steps);
  }
}
