package dev.plinth.support.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a native statement names.
 *
 * @param words its key words in upper case, among them all that say what it does: {@code DROP}, {@code $OUT}
 * @param mentioned every name and text in it that could be that of a table, qualified names also as a whole; more
 *     than its tables, but never less
 * @param tables the tables that it uses, as the backend spells them, exactly; null where they cannot be told
 *     for certain
 */
public record StatementNames(Set<String> words, Set<String> mentioned,
    @Nullable Set<String> tables) {
  /** Copies the sets. */
  public StatementNames {
    words = Set.copyOf(words);
    mentioned = Set.copyOf(mentioned);
    tables = tables == null ? null : Set.copyOf(tables);
  }
}
