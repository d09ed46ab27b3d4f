package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * The text of a native statement: one command or pipeline in Extended JSON, with parameters where a value may
 * stand. Strict, so that what is classified is what is sent.
 *
 * <p>A parameter becomes a symbol, a type that is obsolete and that nobody writes, with its number for a
 * value; so it goes through the parser of the driver and is found again in the tree.
 */
final class NativeText {
  private static final int MAX_DEPTH = 100;
  private static final Set<String> WORDS = Set.of("true", "false", "null");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final String ROOT = "v";

  private final String text;
  private final StringBuilder json = new StringBuilder();
  private final List<String> parameters = new ArrayList<>();
  private boolean named;
  private boolean numbered;
  private boolean positional;
  private int at;
  private int depth;
  private boolean afterString;
  private boolean ended;

  private NativeText(String text) {
    this.text = text;
  }

  /** Parses it. Fails with {@link ErrorCode#INVALID_QUERY}, never echoing the text. */
  static NativeTemplate parse(String text) {
    return new NativeText(text).template();
  }

  private NativeTemplate template() {
    while (at < text.length()) {
      token(text.charAt(at));
    }
    if (!ended) {
      throw invalid("the statement is empty or ends too early");
    }
    return new NativeTemplate(parsed(), List.copyOf(parameters), named, numbered);
  }

  private BsonValue parsed() {
    try {
      return Objects.requireNonNull(
          BsonDocument.parse("{\"" + ROOT + "\":" + json + "}").get(ROOT));
    } catch (RuntimeException malformed) {
      throw invalid("the statement is not Extended JSON");
    }
  }

  private void token(char c) {
    if (c <= ' ') {
      json.append(c);
      at++;
      return;
    }
    if (ended) {
      behind(c);
      return;
    }
    boolean key = afterString && c == ':';
    afterString = false;
    switch (c) {
      case '"' -> string();
      case '{', '[' -> opening(c);
      case '}', ']' -> closing(c);
      case ',' -> copy(c);
      case ':' -> colon(key);
      case '?' -> mark();
      case '$' -> number();
      case ';' -> throw invalid("a semicolon may stand behind the statement alone");
      default -> word();
    }
  }

  private void behind(char c) {
    if (c != ';') {
      throw invalid("a call takes one statement; send each by a call of its own");
    }
    at++;
  }

  private void copy(char c) {
    json.append(c);
    at++;
  }

  private void opening(char c) {
    if (++depth > MAX_DEPTH) {
      throw invalid("the statement is nested deeper than " + MAX_DEPTH);
    }
    copy(c);
  }

  private void closing(char c) {
    if (--depth < 0) {
      throw invalid("a bracket of the statement has no partner");
    }
    copy(c);
    ended = depth == 0;
  }

  private void string() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw invalid("a string of the statement has no end");
    }
    at++;
    json.append(text, start, at);
    afterString = true;
    requireInside();
  }

  /** Behind a name a colon separates; where a value is expected it begins a parameter. */
  private void colon(boolean separates) {
    if (separates) {
      copy(':');
      return;
    }
    int start = ++at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw invalid("a colon of the statement stands where none may");
    }
    named = true;
    parameter(text.substring(start, at));
  }

  private void mark() {
    at++;
    positional = true;
    parameters.add("");
    place(parameters.size() - 1);
  }

  private void number() {
    int start = ++at;
    while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      at++;
    }
    if (start == at || at - start > 5) {
      throw invalid("a $ of the statement stands outside of a string");
    }
    numbered = true;
    parameter(text.substring(start, at));
  }

  private void parameter(String name) {
    if (!parameters.contains(name)) {
      parameters.add(name);
    }
    place(parameters.indexOf(name));
  }

  private void place(int parameter) {
    if ((named ? 1 : 0) + (numbered ? 1 : 0) + (positional ? 1 : 0) > 1) {
      throw invalid("the statement mixes parameters by position and by name");
    }
    requireInside();
    json.append("{\"$symbol\":\"").append(parameter).append("\"}");
  }

  private void word() {
    int start = at;
    while (at < text.length()
        && (isNamePart(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(start, at);
    if (!WORDS.contains(word) && !NUMBER.matcher(word).matches()) {
      throw invalid("the statement is not Extended JSON: unexpected text at position " + start);
    }
    requireInside();
    json.append(word);
  }

  private void requireInside() {
    if (depth == 0) {
      throw invalid("a statement is a command, {...}, or a pipeline, [...]");
    }
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, message);
  }
}
