package dev.plinth.jdbc.sql;

import dev.plinth.AccessLevel;
import java.util.List;
import java.util.Set;

/** Grammars in the manner of three backends. */
final class Grammars {
  static final SqlGrammar LITE = new Lite();
  static final SqlGrammar ELEPHANT = new Elephant();
  static final SqlGrammar DOLPHIN = new Dolphin();

  private Grammars() {}

  private static final class Lite extends SqlGrammar {
    @Override
    public Set<String> refusedWords() {
      return Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "ATTACH",
          "DETACH", "PRAGMA");
    }

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
    public String refusedSymbols() {
      return "@#";
    }

    @Override
    public AccessLevel functionLevel(String name) {
      return name.equals("LOAD_EXTENSION") ? AccessLevel.ADMIN : AccessLevel.READ_ONLY;
    }
  }

  private static final class Elephant extends SqlGrammar {
    @Override
    public Set<String> refusedWords() {
      return Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE",
          "SET", "RESET", "PREPARE", "DISCARD");
    }

    @Override
    public Set<String> readWords() {
      return Set.of("SHOW");
    }

    @Override
    public boolean dollarQuotes() {
      return true;
    }

    @Override
    public boolean escapeStrings() {
      return true;
    }

    @Override
    public boolean nestedComments() {
      return true;
    }

    @Override
    public boolean arraySlices() {
      return true;
    }

    @Override
    public boolean questionOperators() {
      return true;
    }

    @Override
    public boolean opensBody(List<Token> tokens, int position) {
      return position + 1 < tokens.size() && tokens.get(position + 1).is("ATOMIC");
    }

    @Override
    public AccessLevel functionLevel(String name) {
      return switch (name) {
        case "NEXTVAL", "SETVAL" -> AccessLevel.DML;
        case "PG_READ_FILE", "DBLINK_EXEC", "LO_IMPORT" -> AccessLevel.ADMIN;
        default -> AccessLevel.READ_ONLY;
      };
    }
  }

  private static final class Dolphin extends SqlGrammar {
    @Override
    public Set<String> refusedWords() {
      return Set.of("BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET", "USE",
          "LOCK", "UNLOCK", "XA");
    }

    @Override
    public Set<String> readWords() {
      return Set.of("SHOW", "DESCRIBE", "DESC");
    }

    @Override
    public boolean backslashEscapes() {
      return true;
    }

    @Override
    public boolean doubleQuotedStrings() {
      return true;
    }

    @Override
    public boolean backtickNames() {
      return true;
    }

    @Override
    public boolean hashComments() {
      return true;
    }

    @Override
    public boolean spacedDashComments() {
      return true;
    }

    @Override
    public AccessLevel functionLevel(String name) {
      return Set.of("LOAD_FILE", "GET_LOCK", "SLEEP").contains(name)
          ? AccessLevel.ADMIN
          : AccessLevel.READ_ONLY;
    }
  }
}
