package dev.plinth.mcp;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/**
 * What a parser of somebody else's thinks of a native statement, where only reads or only some tables are
 * granted. It can refuse, never allow: Plinth's own classifier and the database decide as well.
 */
final class SecondOpinion {
  /** Nested parentheses take it exponential time. */
  private static final int DEEPEST = 25;
  private static final int LONGEST = 50_000;
  private static final long MOST_MILLIS = 1_000;

  /** Words of statements that it does not know, and that Plinth's own classifier holds to reading by a list. */
  private static final Set<String> LISTED = Set.of("PRAGMA", "EXPLAIN", "SHOW", "DESCRIBE", "DESC");

  private SecondOpinion() {}

  /** Fails with {@link ErrorCode#ACCESS_DENIED} unless it agrees. */
  static void require(OpenConnection connection, String text) {
    AccessPolicy access = connection.access();
    boolean readsAlone = access.level() == AccessLevel.READ_ONLY;
    Set<String> tables = access.allowedTables();
    boolean sql = connection.handle().capabilities().contains(Capability.SQL);
    if (!sql || (!readsAlone && tables == null)) {
      return;
    }
    if (tables == null && LISTED.contains(firstWord(text))) {
      return;
    }
    Statement statement = parsed(connection, text);
    if (readsAlone && !reads(statement)) {
      throw denied("the statement does more than read");
    }
    if (tables != null && !usesOnly(statement, tables)) {
      throw denied("the statement uses other tables than those that are granted: "
          + String.join(", ", tables));
    }
  }

  private static String firstWord(String text) {
    return text.strip().split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT);
  }

  private static Statement parsed(OpenConnection connection, String text) {
    if (text.length() > LONGEST || depth(text) > DEEPEST) {
      throw denied("the statement is too long or nested too deeply to be looked through");
    }
    Statement statement = parse(connection, text, false);
    if (statement == null) {
      statement = parse(connection, text, true);
    }
    if (statement == null) {
      throw denied("the statement cannot be looked through, and this connection takes only what "
          + "certainly reads; write it more simply, or use db_query");
    }
    return statement;
  }

  private static @Nullable Statement parse(OpenConnection connection, String text,
      boolean complex) {
    boolean mysql = Set.of("mysql", "mariadb", "tidb")
        .contains(connection.handle().info().backend());
    CCJSqlParser parser = CCJSqlParserUtil.newParser(text)
        .withAllowComplexParsing(complex)
        .withSquareBracketQuotation(connection.handle().info().backend().equals("sqlite"))
        .withBackslashEscapeCharacter(mysql);
    var inTime = new CompletableFuture<Boolean>();
    CompletableFuture<?> unused = inTime
        .completeOnTimeout(false, MOST_MILLIS, TimeUnit.MILLISECONDS)
        .thenAccept(ended -> parser.interrupted = !ended);
    try {
      return parser.Statement();
    } catch (ParseException | RuntimeException | StackOverflowError refused) {
      return null;
    } finally {
      boolean unusedToo = inTime.complete(true);
    }
  }

  private static boolean reads(Statement statement) {
    if (!(statement instanceof Select select)) {
      return false;
    }
    if (select.getForMode() != null) {
      return false;
    }
    if (select.getWithItemsList() != null) {
      for (WithItem<?> item : select.getWithItemsList()) {
        if (!(item.getParenthesedStatement() instanceof Select)) {
          return false;
        }
      }
    }
    return switch (select) {
      case PlainSelect plain -> plain.getIntoTables() == null
          && plain.getMySqlSelectIntoClause() == null && plain.getIntoTempTable() == null;
      case SetOperationList several -> several.getSelects().stream().allMatch(SecondOpinion::reads);
      default -> true;
    };
  }

  private static boolean usesOnly(Statement statement, Set<String> tables) {
    try {
      return new TablesNamesFinder<Void>().getTables(statement).stream()
          .map(SecondOpinion::bare)
          .allMatch(name -> tables.contains(name)
              || tables.stream().anyMatch(name::equalsIgnoreCase));
    } catch (RuntimeException notKnown) {
      return false;
    }
  }

  private static String bare(String name) {
    return name.replaceAll("[\"`\\[\\]]", "");
  }

  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == ')') {
        depth--;
      }
    }
    return deepest;
  }

  private static DatabaseException denied(String message) {
    return new DatabaseException(ErrorCode.ACCESS_DENIED, message);
  }
}
