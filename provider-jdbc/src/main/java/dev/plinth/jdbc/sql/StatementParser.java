package dev.plinth.jdbc.sql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.NativeStatement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads native statements, each text once. */
public final class StatementParser {
  private static final int KEPT = 1000;
  private static final int LONGEST_KEPT = 20_000;
  private static final Set<String> WITH_BODY =
      Set.of("TRIGGER", "PROCEDURE", "FUNCTION", "EVENT");
  private static final Set<String> WITHOUT_BODY = Set.of("TABLE", "INDEX", "VIEW", "DATABASE",
      "SCHEMA", "TYPE", "DOMAIN", "SEQUENCE", "RULE", "EXTENSION", "USER", "ROLE", "SERVER");
  private static final Set<String> LOOPS = Set.of("IF", "LOOP", "WHILE", "REPEAT", "FOR");

  private final SqlGrammar grammar;
  private final ConcurrentHashMap<String, ParsedStatement> kept = new ConcurrentHashMap<>();

  /** A parser of a backend's SQL. */
  public StatementParser(SqlGrammar grammar) {
    this.grammar = grammar;
  }

  /**
   * Reads a text. Fails with {@link ErrorCode#INVALID_QUERY} for one that is not a single statement,
   * whose literals do not end, that mixes kinds of parameters, or that is refused on every connection.
   */
  public ParsedStatement parse(String text) {
    ParsedStatement known = kept.get(text);
    if (known != null) {
      return known;
    }
    ParsedStatement parsed = read(text);
    if (text.length() <= LONGEST_KEPT) {
      if (kept.size() >= KEPT) {
        kept.clear();
      }
      kept.put(text, parsed);
    }
    return parsed;
  }

  private ParsedStatement read(String text) {
    List<Token> all = SqlLexer.tokens(grammar, text);
    int end = endOfFirst(all);
    List<Token> tokens = all.subList(0, end);
    if (tokens.isEmpty()) {
      throw SqlLexer.invalid("the text contains no statement");
    }
    if (!all.subList(end, all.size()).stream().allMatch(token -> token.isSymbol(';'))) {
      throw SqlLexer.invalid("the text contains more than one statement; run one a call");
    }
    NativeStatement classification = new Classifier(grammar, tokens).classify()
        .naming(new NameFinder(grammar, text, tokens).find());
    String statement = end < all.size() ? text.substring(0, all.get(end).start()) : text;
    return new ParameterRewriter(grammar, statement, tokens).rewrite(classification);
  }

  /** The position of the semicolon behind the first statement; those in the body of a trigger or routine belong to it. */
  private int endOfFirst(List<Token> tokens) {
    boolean hasBody = hasBody(tokens);
    int depth = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.isSymbol(';') && depth <= 0) {
        return i;
      }
      if (hasBody) {
        depth += depthChange(tokens, i);
      }
    }
    return tokens.size();
  }

  private static boolean hasBody(List<Token> tokens) {
    return !tokens.isEmpty() && tokens.get(0).is("CREATE")
        && tokens.stream().filter(token -> token.isOneOf(WITH_BODY) || token.isOneOf(WITHOUT_BODY))
            .findFirst().filter(token -> token.isOneOf(WITH_BODY)).isPresent();
  }

  private int depthChange(List<Token> tokens, int position) {
    Token token = tokens.get(position);
    boolean closes = position > 0 && tokens.get(position - 1).is("END");
    if (token.is("BEGIN")) {
      return grammar.opensBody(tokens, position) ? 1 : 0;
    }
    if (token.is("END")) {
      return isEndOfLoop(tokens, position) ? 0 : -1;
    }
    return token.is("CASE") && !closes ? 1 : 0;
  }

  /** {@code END IF} and {@code END LOOP} close what did not count; {@code END CASE} what did. */
  private static boolean isEndOfLoop(List<Token> tokens, int position) {
    return position + 1 < tokens.size()
        && tokens.get(position + 1).isOneOf(LOOPS);
  }

  static DatabaseException refused(String word) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, word
        + " would reach the next caller of the connection and is refused; use inTransaction, "
        + "or the options of the URL");
  }
}
