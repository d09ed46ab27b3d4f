package dev.plinth.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a CREATE TABLE says that no pragma tells: its checks, and how columns compare. */
final class TableText {
  private static final Pattern CHECK =
      Pattern.compile("\\bCHECK\\s*\\(", Pattern.CASE_INSENSITIVE);
  private static final Pattern COLLATE =
      Pattern.compile("\\bCOLLATE\\s+[\"`\\[]?(\\w+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern AUTOINCREMENT =
      Pattern.compile("\\bAUTOINCREMENT\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME =
      Pattern.compile("\\s*(?:\"((?:[^\"]|\"\")*)\"|`([^`]*)`|\\[([^\\]]*)\\]|([^\\s(,]+))");

  private final String text;
  /** The text with blanks for literals and comments, which may hold anything. */
  private final String bare;

  TableText(String text) {
    this.text = text;
    this.bare = withoutLiterals(text);
  }

  /** The conditions of the checks, as they are written. */
  List<String> checks() {
    var checks = new ArrayList<String>();
    Matcher matcher = CHECK.matcher(bare);
    while (matcher.find()) {
      int open = matcher.end() - 1;
      checks.add(text.substring(open + 1, closing(open)).strip());
    }
    return checks;
  }

  /** Whether the key is counted up and never used again. */
  boolean isAutoincrement() {
    return AUTOINCREMENT.matcher(bare).find();
  }

  /** The collation in the definition of a column. */
  Optional<String> collation(String column) {
    int open = bare.indexOf('(');
    int from = open + 1;
    int end = open < 0 ? -1 : closing(open);
    for (int i = from, depth = 0; i <= end; i++) {
      char c = bare.charAt(i);
      if (i == end || (c == ',' && depth == 0)) {
        if (nameAt(from).equalsIgnoreCase(column)) {
          Matcher matcher = COLLATE.matcher(bare).region(from, i);
          return matcher.find()
              ? Optional.of(matcher.group(1).toUpperCase(Locale.ROOT))
              : Optional.empty();
        }
        from = i + 1;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    return Optional.empty();
  }

  private String nameAt(int position) {
    Matcher matcher = NAME.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      String name = matcher.group(group);
      if (name != null) {
        return name.replace("\"\"", "\"");
      }
    }
    return "";
  }

  private int closing(int open) {
    int depth = 0;
    for (int i = open; i < bare.length(); i++) {
      char c = bare.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return bare.length();
  }

  private static String withoutLiterals(String text) {
    var bare = new StringBuilder(text);
    int at = 0;
    while (at < text.length()) {
      int end = endOfLiteral(text, at);
      for (int i = at; i < end; i++) {
        bare.setCharAt(i, ' ');
      }
      at = Math.max(end, at + 1);
    }
    return bare.toString();
  }

  private static int endOfLiteral(String text, int at) {
    String end = switch (text.charAt(at)) {
      case '\'', '"', '`' -> text.substring(at, at + 1);
      case '[' -> "]";
      case '-' -> text.startsWith("--", at) ? "\n" : "";
      case '/' -> text.startsWith("/*", at) ? "*/" : "";
      default -> "";
    };
    if (end.isEmpty()) {
      return at;
    }
    int found = text.indexOf(end, at + 1);
    return found < 0 ? text.length() : found + end.length();
  }
}
