package dev.plinth.jdbc;

import dev.plinth.jdbc.sql.SqlGrammar;
import java.util.Set;

/** The grammar of {@link TinyDialect}. */
final class TinyGrammar extends SqlGrammar {
  @Override
  public Set<String> refusedWords() {
    return Set.of("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA");
  }
}
