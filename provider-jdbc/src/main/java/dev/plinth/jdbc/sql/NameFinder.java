package dev.plinth.jdbc.sql;

import dev.plinth.AccessPolicy;
import dev.plinth.support.engine.StatementNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds everything in a statement that could be the name of a table. */
final class NameFinder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*+");
  private static final Set<String> BEFORE_SCHEMA = Set.of("FROM", "IN", "USE");

  /** Functions that read nothing, though they are called as the backend's own tables are. */
  private static final Set<String> HARMLESS_CALLS = Set.of("SQLITE_VERSION", "SQLITE_SOURCE_ID",
      "PG_TYPEOF", "PG_COLUMN_SIZE", "PG_SIZE_PRETTY", "PG_SLEEP");

  private final SqlGrammar grammar;
  private final String text;
  private final List<Token> tokens;
  private final Set<String> words = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();

  NameFinder(SqlGrammar grammar, String text, List<Token> tokens) {
    this.grammar = grammar;
    this.text = text;
    this.tokens = tokens;
  }

  StatementNames find() {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      switch (token.kind()) {
        case WORD -> {
          if (i == 0 || !isCall(i)) {
            words.add(token.text());
          }
          name(i);
        }
        case QUOTED_NAME -> name(i);
        case STRING -> string(content(token));
        default -> {
        }
      }
    }
    return new StatementNames(words, mentioned,
        new TableFinder(grammar, text, tokens).tables().orElse(null));
  }

  private void name(int position) {
    Token token = tokens.get(position);
    if (isCall(position) && HARMLESS_CALLS.contains(token.text())) {
      return;
    }
    mentioned.add(token.text());
    boolean afterDot = position > 1 && tokens.get(position - 1).isSymbol('.');
    if (afterDot) {
      mentioned.add(tokens.get(position - 2).text() + "." + token.text());
    }
    boolean schema = position > 0 && tokens.get(position - 1).isOneOf(BEFORE_SCHEMA)
        && AccessPolicy.isSystemSchema(token.text());
    if (schema) {
      mentioned.add(token.text() + ".*");
    }
  }

  private boolean isCall(int position) {
    return position + 1 < tokens.size() && tokens.get(position + 1).isSymbol('(');
  }

  /** A text may be a name, or a statement that a function runs. */
  private void string(String content) {
    mentioned.add(content);
    Matcher names = NAME.matcher(content);
    while (names.find()) {
      if (AccessPolicy.isSystemTable(names.group())) {
        mentioned.add(names.group());
      }
    }
  }

  private String content(Token string) {
    String written = text.substring(string.start(), string.end());
    if (written.startsWith("$")) {
      int body = written.indexOf('$', 1) + 1;
      return written.substring(body, written.length() - body);
    }
    // E'...' has its letter before the quote.
    int open = Character.isLetter(written.charAt(0)) ? 2 : 1;
    return written.substring(open, written.length() - 1);
  }
}
