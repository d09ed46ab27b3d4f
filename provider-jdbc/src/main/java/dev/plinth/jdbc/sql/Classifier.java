package dev.plinth.jdbc.sql;

import dev.plinth.AccessLevel;
import dev.plinth.jdbc.sql.Token.Kind;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a statement does, by its words alone. What is not known to be harmless needs every right. */
final class Classifier {
  private static final Set<String> QUERIES = Set.of("SELECT", "VALUES", "TABLE", "WITH");
  private static final Set<String> WRITES =
      Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE");
  private static final Set<String> ANALYSE = Set.of("ANALYZE", "ANALYSE");
  private static final Set<String> OPTIONS = Set.of("VERBOSE", "COSTS", "SETTINGS", "BUFFERS",
      "WAL", "TIMING", "SUMMARY", "MEMORY", "FORMAT", "TEXT", "XML", "JSON", "YAML", "TREE",
      "TRADITIONAL", "TRUE", "FALSE", "ON", "OFF");
  private static final Set<String> TEMPORARY = Set.of("TEMP", "TEMPORARY");
  private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE", "NO", "KEY");

  private static final NativeStatement READ =
      new NativeStatement(AccessLevel.READ_ONLY, WorkKind.READ);
  private static final NativeStatement WRITE = new NativeStatement(AccessLevel.DML, WorkKind.WRITE);
  private static final NativeStatement LONE_WRITE =
      new NativeStatement(AccessLevel.DML, WorkKind.ALONE);
  private static final NativeStatement DEFINITION =
      new NativeStatement(AccessLevel.DDL, WorkKind.ALONE);
  private static final NativeStatement ANYTHING =
      new NativeStatement(AccessLevel.ADMIN, WorkKind.ALONE);

  private final SqlGrammar grammar;
  private final List<Token> tokens;

  Classifier(SqlGrammar grammar, List<Token> tokens) {
    this.grammar = grammar;
    this.tokens = tokens;
  }

  NativeStatement classify() {
    Optional<NativeStatement> special = grammar.classify(tokens);
    return special.isPresent() ? special.get() : withFunctions(byFirstWord(tokens));
  }

  private NativeStatement byFirstWord(List<Token> statement) {
    int start = 0;
    while (start < statement.size() && statement.get(start).isSymbol('(')) {
      start++;
    }
    if (start == statement.size()) {
      return ANYTHING;
    }
    Token first = statement.get(start);
    if (first.isOneOf(grammar.refusedWords())) {
      throw StatementParser.refused(first.text());
    }
    if (first.isOneOf(QUERIES)) {
      return query(statement);
    }
    if (start > 0) {
      return ANYTHING;
    }
    return first.isOneOf(WRITES) ? write(statement) : other(first, statement);
  }

  private NativeStatement other(Token first, List<Token> statement) {
    if (first.is("EXPLAIN")) {
      return explain(statement);
    }
    if (first.isOneOf(grammar.readWords())) {
      return READ;
    }
    if (!first.isOneOf(grammar.definitionWords())) {
      return ANYTHING;
    }
    if (statement.stream().skip(1).limit(4).anyMatch(token -> token.isOneOf(TEMPORARY))) {
      throw StatementParser.refused("a temporary table, view or trigger");
    }
    return DEFINITION;
  }

  private static NativeStatement query(List<Token> statement) {
    boolean writes = false;
    boolean locks = false;
    for (int i = 0; i < statement.size(); i++) {
      Token token = statement.get(i);
      boolean lock = i > 0 && token.isOneOf(LOCKS) && isLockWord(statement, i);
      locks |= lock;
      writes |= !lock && token.isOneOf(WRITES) && !isCallOf(statement, i);
    }
    if (writes) {
      return write(statement);
    }
    if (statement.stream().anyMatch(token -> token.is("INTO"))) {
      return ANYTHING;
    }
    return locks ? LONE_WRITE : READ;
  }

  /** {@code FOR UPDATE}, {@code FOR NO KEY UPDATE}, {@code LOCK IN SHARE MODE}. */
  private static boolean isLockWord(List<Token> statement, int position) {
    Token before = statement.get(position - 1);
    return before.is("FOR") || (before.is("KEY") && position > 1)
        || (before.is("NO") && position > 1) || (before.is("IN") && position > 1
            && statement.get(position - 2).is("LOCK"));
  }

  /** {@code replace(...)} and {@code insert(...)} are functions. */
  private static boolean isCallOf(List<Token> statement, int position) {
    Token token = statement.get(position);
    return (token.is("REPLACE") || token.is("INSERT")) && position + 1 < statement.size()
        && statement.get(position + 1).isSymbol('(');
  }

  /** {@code OR ROLLBACK} ends the whole transaction, so nothing else may be in it. */
  private static NativeStatement write(List<Token> statement) {
    return statement.stream().anyMatch(token -> token.is("ROLLBACK")) ? LONE_WRITE : WRITE;
  }

  /** Only with ANALYZE is the statement executed. */
  private NativeStatement explain(List<Token> statement) {
    for (int i = 1; i < statement.size(); i++) {
      Token token = statement.get(i);
      if (token.isOneOf(QUERIES) || token.isOneOf(WRITES)) {
        return READ;
      }
      if (token.isOneOf(ANALYSE)) {
        return analysed(statement.subList(i + 1, statement.size()));
      }
    }
    return READ;
  }

  private NativeStatement analysed(List<Token> rest) {
    int start = 0;
    while (start < rest.size() && isOption(rest.get(start))) {
      start++;
    }
    List<Token> statement = rest.subList(start, rest.size());
    boolean known = !statement.isEmpty()
        && (statement.getFirst().isOneOf(QUERIES) || statement.getFirst().isOneOf(WRITES));
    return known ? byFirstWord(statement) : ANYTHING;
  }

  private static boolean isOption(Token token) {
    return token.isOneOf(OPTIONS) || token.kind() == Kind.SYMBOL || token.kind() == Kind.NUMBER;
  }

  private NativeStatement withFunctions(NativeStatement found) {
    AccessLevel level = found.level();
    for (int i = 0; i + 1 < tokens.size(); i++) {
      AccessLevel needed = AccessLevel.READ_ONLY;
      if (isName(tokens.get(i)) && tokens.get(i + 1).isSymbol('(')) {
        needed = grammar.functionLevel(tokens.get(i).text());
      } else if (tokens.get(i).is("NEXT") && tokens.get(i + 1).is("VALUE")) {
        // The standard's way to move a sequence.
        needed = grammar.functionLevel("NEXTVAL");
      }
      level = level.allows(needed) ? level : needed;
    }
    return level == found.level() ? found : new NativeStatement(level, kindFor(found, level));
  }

  private static WorkKind kindFor(NativeStatement found, AccessLevel level) {
    return found.kind() == WorkKind.READ && level == AccessLevel.DML
        ? WorkKind.WRITE
        : WorkKind.ALONE;
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_NAME;
  }
}
