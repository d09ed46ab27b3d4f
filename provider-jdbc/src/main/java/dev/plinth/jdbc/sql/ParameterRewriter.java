package dev.plinth.jdbc.sql;

import dev.plinth.jdbc.sql.Token.Kind;
import dev.plinth.support.engine.NativeStatement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes every parameter as {@code ?} and notes which value each takes. */
final class ParameterRewriter {
  private static final int MOST_PARAMETERS = 100_000;

  private final SqlGrammar grammar;
  private final String text;
  private final List<Token> tokens;
  private final List<Integer> positions = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final boolean byQuestion;

  ParameterRewriter(SqlGrammar grammar, String text, List<Token> tokens) {
    this.grammar = grammar;
    this.text = text;
    this.tokens = tokens;
    this.byQuestion = !has(Kind.NUMBERED) && !has(Kind.NAMED);
  }

  ParsedStatement rewrite(NativeStatement classification) {
    if ((has(Kind.NUMBERED) && has(Kind.NAMED))
        || (!byQuestion && has(Kind.QUESTION) && !grammar.questionOperators())) {
      throw SqlLexer.invalid("the statement mixes parameters ?, $1 and :name; use one kind");
    }
    var sql = new StringBuilder(text.length());
    int copied = 0;
    for (Token token : tokens) {
      String replacement = replacement(token);
      if (replacement != null) {
        sql.append(text, copied, token.start()).append(replacement);
        copied = token.end();
      }
    }
    sql.append(text, copied, text.length());
    refuseGaps();
    return new ParsedStatement(sql.toString(), classification, positions, names);
  }

  private @Nullable String replacement(Token token) {
    return switch (token.kind()) {
      case NUMBERED -> {
        positions.add(number(token) - 1);
        yield "?";
      }
      case NAMED -> {
        names.add(text.substring(token.start() + 1, token.end()));
        yield "?";
      }
      case QUESTION -> {
        if (byQuestion) {
          positions.add(positions.size());
        }
        yield byQuestion ? "?" : "??";
      }
      default -> null;
    };
  }

  private static int number(Token token) {
    int number = token.text().length() > 6 ? 0 : Integer.parseInt(token.text());
    if (number < 1 || number > MOST_PARAMETERS) {
      throw SqlLexer.invalid("the number of a parameter is out of range; the first is $1");
    }
    return number;
  }

  private void refuseGaps() {
    var taken = new BitSet();
    positions.forEach(taken::set);
    int gap = taken.nextClearBit(0);
    if (gap < taken.length()) {
      throw SqlLexer.invalid("the statement has a parameter $" + taken.length() + ", but none $"
          + (gap + 1));
    }
  }

  private boolean has(Kind kind) {
    return tokens.stream().anyMatch(token -> token.kind() == kind);
  }
}
