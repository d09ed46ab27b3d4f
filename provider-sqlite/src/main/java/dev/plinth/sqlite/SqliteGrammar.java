package dev.plinth.sqlite;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.sql.SqlGrammar;
import dev.plinth.jdbc.sql.Token;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How SQLite writes SQL, and what of it is refused. */
final class SqliteGrammar extends SqlGrammar {
  private static final Set<String> REFUSED =
      Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "ATTACH",
          "DETACH");

  /** Pragmas that read, whatever stands in their parentheses. */
  private static final Set<String> READING_PRAGMAS = Set.of("TABLE_INFO", "TABLE_XINFO",
      "TABLE_LIST", "INDEX_LIST", "INDEX_INFO", "INDEX_XINFO", "FOREIGN_KEY_LIST",
      "FOREIGN_KEY_CHECK", "INTEGRITY_CHECK", "QUICK_CHECK", "COLLATION_LIST", "FUNCTION_LIST",
      "MODULE_LIST", "PRAGMA_LIST", "COMPILE_OPTIONS", "DATABASE_LIST");

  /** Pragmas that read when nothing stands behind them. */
  private static final Set<String> READING_ALONE = Set.of("USER_VERSION", "APPLICATION_ID",
      "SCHEMA_VERSION", "DATA_VERSION", "PAGE_COUNT", "PAGE_SIZE", "FREELIST_COUNT",
      "JOURNAL_MODE", "SYNCHRONOUS", "FOREIGN_KEYS", "ENCODING", "AUTO_VACUUM", "CACHE_SIZE",
      "MAX_PAGE_COUNT", "QUERY_ONLY", "BUSY_TIMEOUT", "WAL_AUTOCHECKPOINT");

  private static final Set<String> POWERFUL =
      Set.of("LOAD_EXTENSION", "FTS3_TOKENIZER", "READFILE", "WRITEFILE", "EDIT");

  @Override
  public boolean backtickNames() {
    return true;
  }

  @Override
  public boolean bracketNames() {
    return true;
  }

  @Override
  public boolean numberedQuestions() {
    return true;
  }

  @Override
  public String unquotedName(String written) {
    return written;
  }

  @Override
  public String refusedSymbols() {
    return "@#";
  }

  @Override
  public Set<String> refusedWords() {
    return REFUSED;
  }

  @Override
  public AccessLevel functionLevel(String name) {
    return POWERFUL.contains(name.toUpperCase(Locale.ROOT))
        ? AccessLevel.ADMIN
        : AccessLevel.READ_ONLY;
  }

  @Override
  public Optional<NativeStatement> classify(List<Token> tokens) {
    if (tokens.stream().anyMatch(token -> token.isSymbol(':'))) {
      throw invalid("a colon without a name behind it is a parameter for SQLite alone; write "
          + "parameters ?, $1 or :name");
    }
    Token first = tokens.get(0);
    if (first.is("PRAGMA")) {
      return Optional.of(pragma(tokens));
    }
    if (first.is("VACUUM")) {
      return Optional.of(new NativeStatement(AccessLevel.ADMIN, WorkKind.WITHOUT_TRANSACTION));
    }
    if (first.is("ANALYZE")) {
      return Optional.of(new NativeStatement(AccessLevel.DDL, WorkKind.ALONE));
    }
    return Optional.empty();
  }

  private static NativeStatement pragma(List<Token> tokens) {
    boolean named = tokens.size() > 1;
    String name = named ? tokens.get(1).text() : "";
    boolean alone = tokens.size() == 2 && READING_ALONE.contains(name);
    boolean called = READING_PRAGMAS.contains(name)
        && (tokens.size() == 2 || tokens.get(2).isSymbol('('));
    if (!alone && !called) {
      throw invalid("a PRAGMA that is not known to read alone would reach the next caller of the "
          + "connection and is refused; use the options of the URL");
    }
    return new NativeStatement(AccessLevel.READ_ONLY, WorkKind.READ);
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, message);
  }
}
