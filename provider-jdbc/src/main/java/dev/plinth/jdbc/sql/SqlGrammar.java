package dev.plinth.jdbc.sql;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.support.engine.NativeStatement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a backend writes SQL: its literals, names and comments, and the words that tell statements apart.
 * The defaults are those of the standard. Immutable, used by many threads.
 */
public abstract class SqlGrammar {
  /** For subclasses. */
  protected SqlGrammar() {}

  /** Whether a backslash escapes the next character of a text. */
  public boolean backslashEscapes() {
    return false;
  }

  /** Whether {@code E'...'} is a text with backslash escapes. */
  public boolean escapeStrings() {
    return false;
  }

  /** Whether {@code $tag$ ... $tag$} is a text. */
  public boolean dollarQuotes() {
    return false;
  }

  /** Whether {@code "..."} is a text, not a name. */
  public boolean doubleQuotedStrings() {
    return false;
  }

  /** Whether {@code `...`} is a name. */
  public boolean backtickNames() {
    return false;
  }

  /** Whether {@code [...]} is a name. */
  public boolean bracketNames() {
    return false;
  }

  /** Whether a comment may stand inside a comment. */
  public boolean nestedComments() {
    return false;
  }

  /** Whether {@code #} begins a comment. */
  public boolean hashComments() {
    return false;
  }

  /** Whether {@code --} begins a comment only before white space. */
  public boolean spacedDashComments() {
    return false;
  }

  /** Whether {@code ?} may be an operator, written {@code ??} for the driver. */
  public boolean questionOperators() {
    return false;
  }

  /** Whether {@code ?1} is a parameter by number. */
  public boolean numberedQuestions() {
    return false;
  }

  /** Whether {@code a[low:high]} is a slice, so that a colon directly behind a name begins no parameter. */
  public boolean arraySlices() {
    return false;
  }

  /** Characters that are refused outside of literals, because the backend would take them for a parameter. */
  public String refusedSymbols() {
    return "";
  }

  /** The name that a word without quotes means, written as {@link dev.plinth.SchemaOperations#listTables} has it. */
  public String unquotedName(String written) {
    return written.toLowerCase(Locale.ROOT);
  }

  /** First words of statements that change what the next caller of the connection meets: they are refused. */
  public abstract Set<String> refusedWords();

  /** First words of statements that read alone and need no further look. */
  public Set<String> readWords() {
    return Set.of();
  }

  /** First words of statements that change the schema. */
  public Set<String> definitionWords() {
    return Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "REINDEX", "COMMENT");
  }

  /**
   * Whether a BEGIN in the definition of a trigger or routine opens its body, in which semicolons
   * stand up to the END.
   */
  public boolean opensBody(List<Token> tokens, int position) {
    return true;
  }

  /** What a handle must allow for a call of a function, its name in upper case. */
  public AccessLevel functionLevel(String name) {
    return AccessLevel.READ_ONLY;
  }

  /**
   * Classifies a statement of this backend alone, before all other rules; empty for those that the
   * rules cover. Throws {@link DatabaseException} with {@code INVALID_QUERY} to refuse it.
   *
   * @param tokens of the statement, at least one
   */
  public Optional<NativeStatement> classify(List<Token> tokens) {
    return Optional.empty();
  }
}
