package dev.plinth.jdbc.sql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a statement into tokens as its backend would. What it does not understand it refuses: a text
 * that two readers take differently is how a write passes for a read.
 */
final class SqlLexer {
  private static final Pattern NUMBER = Pattern.compile(
      "(0[xX][0-9a-fA-F_]++|0[bB][01_]++|0[oO][0-7_]++"
          + "|([0-9][0-9_]*+(\\.[0-9_]*+)?+|\\.[0-9][0-9_]*+)([eE][+-]?[0-9]++)?+)"
          + "(?![0-9A-Za-z_$\\x{80}-\\x{10FFFF}])");

  private final SqlGrammar grammar;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final Matcher number;
  private int at;

  private SqlLexer(SqlGrammar grammar, String text) {
    this.grammar = grammar;
    this.text = text;
    this.number = NUMBER.matcher(text);
  }

  static List<Token> tokens(SqlGrammar grammar, String text) {
    if (text.indexOf('\0') >= 0) {
      throw invalid("the statement contains U+0000");
    }
    var lexer = new SqlLexer(grammar, text);
    while (lexer.at < text.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (isSpace(c)) {
      at++;
    } else if (beginsLineComment(c)) {
      skipLine();
    } else if (c == '/' && peek(1) == '*') {
      skipComment();
    } else if (c == '\'') {
      string(at);
    } else if (c == '"') {
      doubleQuoted();
    } else if (c == '`' && grammar.backtickNames()) {
      name('`');
    } else if (c == '[' && grammar.bracketNames()) {
      bracketed();
    } else if (c == '$') {
      dollar();
    } else if (c == '?') {
      question();
    } else if (c == ':') {
      colon();
    } else if (isWordStart(c)) {
      word();
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
    } else if (grammar.refusedSymbols().indexOf(c) >= 0) {
      throw invalid("the statement contains " + c
          + ", which is not taken here; write parameters ?, $1 or :name");
    } else {
      add(Kind.SYMBOL, String.valueOf(c), at, at + 1);
    }
  }

  private boolean beginsLineComment(char c) {
    if (c == '#') {
      return grammar.hashComments();
    }
    return c == '-' && peek(1) == '-'
        && (!grammar.spacedDashComments() || at + 2 >= text.length() || peek(2) <= ' ');
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      // A backend may end the line here and another not.
      if (text.charAt(at) == '\r' && peek(1) != '\n') {
        throw invalid("a comment of the statement contains a carriage return without a line feed");
      }
      at++;
    }
  }

  private void skipComment() {
    if (peek(2) == '!' || ((peek(2) == 'M' || peek(2) == 'm') && peek(3) == '!')) {
      throw invalid("the statement contains a comment that some servers execute: /*! ... */");
    }
    int depth = 0;
    do {
      if (at + 1 >= text.length()) {
        throw invalid("a comment of the statement does not end");
      }
      if (text.charAt(at) == '*' && peek(1) == '/') {
        depth--;
        at += 2;
      } else if (text.charAt(at) == '/' && peek(1) == '*' && (depth == 0 || nests())) {
        depth++;
        at += 2;
      } else {
        at++;
      }
    } while (depth > 0);
  }

  private boolean nests() {
    return grammar.nestedComments();
  }

  private void string(int open) {
    if (!tokens.isEmpty() && tokens.getLast().isEscapeString()) {
      throw invalid("a text with escapes is continued by a further text; write it as one");
    }
    add(Kind.STRING, "", open, behindQuote(open, grammar.backslashEscapes()));
  }

  private void doubleQuoted() {
    if (grammar.doubleQuotedStrings()) {
      add(Kind.STRING, "", at, behindQuote(at, grammar.backslashEscapes()));
    } else {
      name('"');
    }
  }

  private void name(char quote) {
    int end = behindQuote(at, false);
    String doubled = String.valueOf(quote).repeat(2);
    String content = text.substring(at + 1, end - 1).replace(doubled, doubled.substring(1));
    add(Kind.QUOTED_NAME, content.toUpperCase(Locale.ROOT), at, end);
  }

  private int behindQuote(int open, boolean backslash) {
    char quote = text.charAt(open);
    int i = open + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\' && backslash) {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    throw invalid("a text or name in quotes does not end");
  }

  private void bracketed() {
    int end = text.indexOf(']', at);
    if (end < 0) {
      throw invalid("a name in brackets does not end");
    }
    add(Kind.QUOTED_NAME, text.substring(at + 1, end).toUpperCase(Locale.ROOT), at, end + 1);
  }

  private void dollar() {
    int end = at + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    if (end > at + 1) {
      if (end < text.length() && isWordPart(text.charAt(end))) {
        throw invalid("a parameter of the statement is a number with letters behind it");
      }
      add(Kind.NUMBERED, text.substring(at + 1, end), at, end);
    } else if (grammar.dollarQuotes()) {
      dollarQuoted();
    } else {
      throw invalid("the statement contains $ without a number; write parameters ?, $1 or :name");
    }
  }

  private void dollarQuoted() {
    int open = at + 1;
    while (open < text.length() && isWordPart(text.charAt(open)) && text.charAt(open) != '$') {
      open++;
    }
    if (open >= text.length() || text.charAt(open) != '$') {
      throw invalid("the statement contains $ without a number; write parameters ?, $1 or :name");
    }
    String tag = text.substring(at, open + 1);
    int close = text.indexOf(tag, open + 1);
    if (close < 0) {
      throw invalid("a text in dollar quotes of the statement does not end");
    }
    add(Kind.STRING, "", at, close + tag.length());
  }

  private void question() {
    if (grammar.questionOperators() && peek(1) == '?') {
      add(Kind.SYMBOL, "??", at, at + 2);
      return;
    }
    int end = at + 1;
    while (grammar.numberedQuestions() && end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    add(end > at + 1 ? Kind.NUMBERED : Kind.QUESTION, text.substring(at + 1, end), at, end);
  }

  private void colon() {
    if (peek(1) == ':') {
      add(Kind.SYMBOL, "::", at, at + 2);
    } else if (isWordStart(peek(1)) && !(grammar.arraySlices() && followsName())) {
      int end = at + 1;
      while (end < text.length() && isWordPart(text.charAt(end)) && text.charAt(end) != '$') {
        end++;
      }
      add(Kind.NAMED, text.substring(at + 1, end), at, end);
    } else {
      add(Kind.SYMBOL, ":", at, at + 1);
    }
  }

  /** In {@code a[low:high]} the colon belongs to the slice. */
  private boolean followsName() {
    if (tokens.isEmpty() || tokens.getLast().end() != at) {
      return false;
    }
    Token before = tokens.getLast();
    return before.kind() != Kind.SYMBOL || before.isSymbol(']') || before.isSymbol(')');
  }

  private void word() {
    int end = at + 1;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    char next = end < text.length() ? text.charAt(end) : ' ';
    String word = text.substring(at, end).toUpperCase(Locale.ROOT);
    if (grammar.escapeStrings() && word.equals("E") && next == '\'') {
      add(Kind.STRING, Token.ESCAPED, at, behindQuote(end, true));
    } else if (grammar.escapeStrings() && word.equals("U") && next == '&') {
      throw invalid("texts and names with Unicode escapes (U&) are not taken");
    } else {
      add(Kind.WORD, word, at, end);
    }
  }

  /** Servers disagree where a number with letters behind it ends. */
  private void number() {
    number.region(at, text.length());
    if (!number.lookingAt()) {
      throw invalid("a number has letters directly behind it; put a space between");
    }
    add(Kind.NUMBER, "", at, number.end());
  }

  private void add(Kind kind, String value, int start, int end) {
    tokens.add(new Token(kind, value, start, end));
    at = end;
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c > 127;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, message);
  }
}
