package dev.plinth.jdbc.sql;

import dev.plinth.jdbc.sql.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the tables that a statement uses, or says that it is not certain. A name too many costs a
 * refusal, a name too few would open a table: so the list behind FROM goes on until a word that no
 * server takes for a name ends it, and whatever is not expected makes the whole uncertain.
 */
final class TableFinder {
  private static final Set<String> KNOWN_STATEMENTS =
      Set.of("SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE", "REPLACE", "EXPLAIN");
  private static final Set<String> ENDS_LIST = Set.of("SELECT", "WHERE", "GROUP", "HAVING", "ORDER",
      "LIMIT", "UNION", "EXCEPT", "INTERSECT");
  private static final Set<String> BEFORE_OTHER_UPDATE = Set.of("FOR", "KEY", "DO");
  private static final Set<String> CALLS_WITH_FROM =
      Set.of("EXTRACT", "SUBSTRING", "SUBSTR", "TRIM", "OVERLAY");
  private static final Set<String> BEFORE_DISTINCT_FROM = Set.of("IS", "NOT");
  private static final Set<String> JOINS = Set.of("JOIN", "STRAIGHT_JOIN");

  private static final class Uncertain extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Uncertain() {
      super(null, null, false, false);
    }
  }

  /** What stands between two parentheses. */
  private static final class Frame {
    private final boolean call;
    private boolean list;
    private boolean updates;

    Frame(boolean call, boolean list) {
      this.call = call;
      this.list = list;
    }
  }

  private final SqlGrammar grammar;
  private final String text;
  private final List<Token> tokens;
  private final Set<String> tables = new HashSet<>();
  private final CommonTables common;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private boolean expecting;
  private int at;

  /** Behind the last table that was found. */
  private int tableEnd = -1;

  TableFinder(SqlGrammar grammar, String text, List<Token> tokens) {
    this.grammar = grammar;
    this.text = text;
    this.tokens = tokens;
    this.common = new CommonTables(tokens, this::name);
  }

  /** The tables; empty where they cannot be told for certain. */
  Optional<Set<String>> tables() {
    if (!isKnown()) {
      return Optional.empty();
    }
    frames.push(new Frame(false, false));
    try {
      while (at < tokens.size()) {
        next(tokens.get(at));
      }
    } catch (Uncertain strange) {
      return Optional.empty();
    }
    return frames.size() == 1 && !expecting ? Optional.of(tables) : Optional.empty();
  }

  private boolean isKnown() {
    int start = 0;
    while (start < tokens.size() && tokens.get(start).isSymbol('(')) {
      start++;
    }
    return start < tokens.size() && tokens.get(start).isOneOf(KNOWN_STATEMENTS)
        && tokens.stream().noneMatch(token -> token.is("TABLE"));
  }

  private void next(Token token) {
    if (token.isSymbol('(')) {
      open();
    } else if (token.isSymbol(')')) {
      close();
    } else if (expecting) {
      table(token);
    } else if (token.isSymbol(',')) {
      expecting = frame().list;
      at++;
    } else {
      if (token.kind() == Kind.WORD) {
        word(token);
      }
      at++;
    }
  }

  private void open() {
    boolean relation = expecting;
    if (!relation && callsUnknown()) {
      throw new Uncertain();
    }
    boolean call = at > 0 && tokens.get(at - 1).isOneOf(CALLS_WITH_FROM);
    frames.push(new Frame(call, relation));
    at++;
    // The parentheses hold a query, or a join of tables.
    expecting = relation && !(at < tokens.size() && beginsQuery(tokens.get(at)));
    if (relation && !expecting) {
      frame().list = false;
    }
  }

  /** Whether what stands before this parenthesis is a function of which it is not known what it does. */
  private boolean callsUnknown() {
    if (at == 0 || !isName(at - 1)) {
      return false;
    }
    boolean qualified = at > 1 && tokens.get(at - 2).isSymbol('.') && at != tableEnd;
    return qualified || !(KnownCalls.contain(tokens.get(at - 1).text()) || namesColumnsOrType());
  }

  /** A table or its other name with the names of its columns, or a type with its length. */
  private boolean namesColumnsOrType() {
    if (at == tableEnd || at - 1 == tableEnd || common.defines(at - 1)) {
      return true;
    }
    if (at < 2) {
      return false;
    }
    Token before = tokens.get(at - 2);
    return before.is("AS") || before.isSymbol(')') || before.text().equals("::");
  }

  private static boolean beginsQuery(Token token) {
    return token.is("SELECT") || token.is("WITH") || token.is("VALUES");
  }

  private void close() {
    if (expecting || frames.size() == 1) {
      throw new Uncertain();
    }
    frames.pop();
    at++;
  }

  private void word(Token token) {
    Frame frame = frame();
    if (token.isOneOf(JOINS)) {
      expecting = true;
    } else if (token.is("FROM") && !frame.call && !isDistinctFrom()) {
      expectList();
    } else if (token.is("USING") && frame.list && isDelete()) {
      expectList();
    } else if (token.is("INTO")) {
      expecting = true;
    } else if (token.is("UPDATE") && !(at > 0 && tokens.get(at - 1).isOneOf(BEFORE_OTHER_UPDATE))) {
      update();
    } else if (token.is("IN") && isName(at + 1) && !isLockInShareMode()) {
      expecting = true;
    } else if (token.isOneOf(ENDS_LIST) || (token.is("SET") && frame.updates)) {
      frame.list = false;
      frame.updates = false;
    } else if (insertsWithoutInto(token) || movesSequence(token)) {
      throw new Uncertain();
    }
  }

  private void expectList() {
    frame().list = true;
    frame().updates = false;
    expecting = true;
  }

  private void update() {
    frame().list = true;
    frame().updates = true;
    expecting = true;
    if (at + 1 < tokens.size() && tokens.get(at + 1).is("OR")) {
      at += 2;
    }
  }

  /** MySQL needs no INTO. */
  private boolean insertsWithoutInto(Token token) {
    boolean inserts = token.is("INSERT") || token.is("REPLACE");
    boolean called = at + 1 < tokens.size() && tokens.get(at + 1).isSymbol('(');
    boolean option = at > 0 && tokens.get(at - 1).is("OR");
    if (!inserts || called || option) {
      return false;
    }
    return tokens.subList(at, Math.min(tokens.size(), at + 4)).stream()
        .noneMatch(next -> next.is("INTO"));
  }

  private boolean movesSequence(Token token) {
    return token.is("NEXT") && at + 1 < tokens.size() && tokens.get(at + 1).is("VALUE");
  }

  private boolean isDistinctFrom() {
    return at > 1 && tokens.get(at - 1).is("DISTINCT")
        && tokens.get(at - 2).isOneOf(BEFORE_DISTINCT_FROM);
  }

  private boolean isDelete() {
    return tokens.stream().anyMatch(token -> token.is("DELETE"));
  }

  private boolean isLockInShareMode() {
    return at > 0 && tokens.get(at - 1).is("LOCK");
  }

  private boolean isName(int position) {
    if (position >= tokens.size()) {
      return false;
    }
    Kind kind = tokens.get(position).kind();
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /** A name where a table is expected, which is no function. */
  private void table(Token first) {
    if (!isName(at) || first.isOneOf(ENDS_LIST)) {
      throw new Uncertain();
    }
    boolean into = at > 0 && tokens.get(at - 1).is("INTO");
    int start = at;
    var name = new StringBuilder(name(first));
    at++;
    while (at + 1 < tokens.size() && tokens.get(at).isSymbol('.') && isName(at + 1)) {
      name.append('.').append(name(tokens.get(at + 1)));
      at += 2;
    }
    boolean strange = at < tokens.size()
        && (tokens.get(at).isSymbol('.') || (!into && tokens.get(at).isSymbol('(')));
    if (strange) {
      throw new Uncertain();
    }
    if (at > start + 1 || !common.means(name.toString(), start)) {
      tables.add(name.toString());
    }
    tableEnd = at;
    expecting = false;
  }

  private String name(Token token) {
    String written = text.substring(token.start(), token.end());
    if (token.kind() == Kind.WORD) {
      return grammar.unquotedName(written);
    }
    String quote = written.substring(written.length() - 1);
    return written.substring(1, written.length() - 1).replace(quote + quote, quote);
  }

  private Frame frame() {
    return frames.element();
  }
}
