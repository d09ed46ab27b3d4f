package dev.plinth.jdbc.sql;

import java.util.Set;

/**
 * A piece of a statement; comments and white space are none.
 *
 * @param kind what it is
 * @param text a word in upper case, the name or number of a parameter, a symbol as it is, a quoted name in upper
 *     case; empty for literals
 * @param start where it begins
 * @param end behind its last character
 */
public record Token(Kind kind, String text, int start, int end) {
  /** The text of a string in which backslashes escape though in others they do not. */
  static final String ESCAPED = "E";

  /** What a piece is. */
  public enum Kind {
    /** A key word or a name without quotes. */
    WORD,
    /** A name in quotes. */
    QUOTED_NAME,
    /** A text, bytes or another literal in quotes. */
    STRING,
    /** A number. */
    NUMBER,
    /** {@code ?}. */
    QUESTION,
    /** {@code $1} or {@code ?1}. */
    NUMBERED,
    /** {@code :name}. */
    NAMED,
    /** Any other character. */
    SYMBOL
  }

  /** Whether it is this word. */
  public boolean is(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /** Whether it is one of these words. */
  public boolean isOneOf(Set<String> words) {
    return kind == Kind.WORD && words.contains(text);
  }

  boolean isEscapeString() {
    return kind == Kind.STRING && text.equals(ESCAPED);
  }

  /** Whether it is this character. */
  public boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }
}
