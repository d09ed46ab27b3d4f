package dev.plinth.jdbc.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The common table expressions at the head of a statement, which hold for all of it. Those of an inner
 * query are left out: beyond it their names mean tables.
 */
final class CommonTables {
  private final List<Token> tokens;

  /** From which token on a name means the expression. */
  private final Map<String, Integer> names = new HashMap<>();

  /** Where they are defined. */
  private final Set<Integer> definitions = new HashSet<>();

  CommonTables(List<Token> tokens, Function<Token, String> name) {
    this.tokens = tokens;
    if (!tokens.isEmpty() && tokens.get(0).is("WITH")) {
      boolean recursive = tokens.size() > 1 && tokens.get(1).is("RECURSIVE");
      read(recursive ? 2 : 1, recursive, name);
    }
  }

  /** Whether a name at a position means an expression, not a table. */
  boolean means(String name, int position) {
    Integer from = names.get(name);
    return from != null && position >= from;
  }

  /** Whether an expression gets its name at a position. */
  boolean defines(int position) {
    return definitions.contains(position);
  }

  private void read(int start, boolean recursive, Function<Token, String> name) {
    int at = start;
    while (at + 1 < tokens.size()) {
      Token first = tokens.get(at);
      if (first.kind() != Token.Kind.WORD && first.kind() != Token.Kind.QUOTED_NAME) {
        return;
      }
      definitions.add(at);
      at++;
      if (tokens.get(at).isSymbol('(')) {
        at = behindParentheses(at);
      }
      while (at < tokens.size() && tokens.get(at).kind() == Token.Kind.WORD) {
        at++;
      }
      if (at >= tokens.size() || !tokens.get(at).isSymbol('(')) {
        return;
      }
      at = behindParentheses(at);
      // In its own body the name means a table, unless the whole is recursive.
      names.putIfAbsent(name.apply(first), recursive ? 0 : at);
      if (at >= tokens.size() || !tokens.get(at).isSymbol(',')) {
        return;
      }
      at++;
    }
  }

  private int behindParentheses(int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      if (tokens.get(i).isSymbol('(')) {
        depth++;
      } else if (tokens.get(i).isSymbol(')') && --depth == 0) {
        return i + 1;
      }
    }
    return tokens.size();
  }
}
