package dev.plinth.mysql;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.sql.SqlGrammar;
import dev.plinth.jdbc.sql.Token;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the family writes SQL, and what of it is refused. Comments that some servers execute are refused
 * by the lexer, wherever they stand.
 */
final class MysqlGrammar extends SqlGrammar {
  /** Besides transactions and settings: what opens, prepares or locks something for the rest of a session. */
  private static final Set<String> REFUSED = Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK",
      "SAVEPOINT", "RELEASE", "SET", "USE", "PREPARE", "EXECUTE", "DEALLOCATE", "LOCK", "UNLOCK",
      "HANDLER", "XA", "DELIMITER", "RESET", "FLUSH", "CHANGE", "BINLOG", "DECLARE", "OPEN",
      "FETCH", "CLOSE");

  private static final Set<String> READING = Set.of("SHOW", "DESCRIBE", "DESC", "HELP");
  private static final Set<String> DEFINING =
      Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME");
  private static final Set<String> MAINTAINING =
      Set.of("ANALYZE", "OPTIMIZE", "CHECK", "CHECKSUM", "REPAIR");

  /** What stands behind CREATE, ALTER or DROP and reaches beyond the database of the URL. */
  private static final Set<String> OF_THE_SERVER = Set.of("USER", "ROLE", "DATABASE", "SCHEMA",
      "SERVER", "TABLESPACE", "LOGFILE", "INSTANCE", "RESOURCE", "UNDO", "EVENT", "PLACEMENT",
      "FUNCTION", "PROCEDURE", "LIBRARY", "PACKAGE", "BINDING");
  private static final Set<String> WRITTEN_IN_SQL = Set.of("FUNCTION", "PROCEDURE");

  /** Functions whose effect outlasts the transaction and meets the next caller. */
  private static final Set<String> OF_THE_SESSION = Set.of("GET_LOCK", "RELEASE_LOCK",
      "RELEASE_ALL_LOCKS", "SETVAL", "SERVICE_GET_READ_LOCKS", "SERVICE_GET_WRITE_LOCKS",
      "SERVICE_RELEASE_LOCKS");

  /** Ways to files, other servers, replication and statements in texts. */
  private static final Set<String> POWERFUL = Set.of("LOAD_FILE", "SYS_EXEC", "SYS_EVAL",
      "MASTER_POS_WAIT", "SOURCE_POS_WAIT", "WAIT_FOR_EXECUTED_GTID_SET",
      "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS", "MASTER_GTID_WAIT", "KEYRING_KEY_FETCH",
      "KEYRING_KEY_REMOVE", "KEYRING_KEY_STORE", "KEYRING_KEY_GENERATE",
      "GROUP_REPLICATION_SET_AS_PRIMARY", "GROUP_REPLICATION_SWITCH_TO_MULTI_PRIMARY_MODE",
      "GROUP_REPLICATION_SWITCH_TO_SINGLE_PRIMARY_MODE", "ASYNCHRONOUS_CONNECTION_FAILOVER_RESET",
      "AUDIT_LOG_FILTER_SET_FILTER", "AUDIT_LOG_READ", "AUDIT_LOG_ROTATE",
      "MYSQL_FIREWALL_FLUSH_STATUS",
      "SET_FIREWALL_MODE", "VERSION_TOKENS_SET", "VERSION_TOKENS_EDIT",
      "VERSION_TOKENS_LOCK_SHARED",
      "VERSION_TOKENS_LOCK_EXCLUSIVE", "TIDB_DECODE_KEY", "SPIDER_DIRECT_SQL",
      "SPIDER_BG_DIRECT_SQL", "SPIDER_COPY_TABLES", "SPIDER_FLUSH_TABLE_MON_CACHE",
      "EXECUTE_PREPARED_STMT");

  private static final NativeStatement ADMINISTRATION =
      new NativeStatement(AccessLevel.ADMIN, WorkKind.WITHOUT_TRANSACTION);
  private static final NativeStatement DEFINITION =
      new NativeStatement(AccessLevel.DDL, WorkKind.WITHOUT_TRANSACTION);

  @Override
  public boolean backslashEscapes() {
    return true;
  }

  @Override
  public boolean doubleQuotedStrings() {
    return true;
  }

  @Override
  public boolean backtickNames() {
    return true;
  }

  @Override
  public boolean hashComments() {
    return true;
  }

  @Override
  public boolean spacedDashComments() {
    return true;
  }

  /** Where the server's file system tells cases apart, tables have the case that they are written in. */
  @Override
  public String unquotedName(String written) {
    return written;
  }

  /** MariaDB's own {@code BEGIN NOT ATOMIC} stands outside of definitions and is refused with its first word. */
  @Override
  public boolean opensBody(List<Token> tokens, int position) {
    return true;
  }

  @Override
  public Set<String> refusedWords() {
    return REFUSED;
  }

  @Override
  public Set<String> readWords() {
    return READING;
  }

  @Override
  public Set<String> definitionWords() {
    return DEFINING;
  }

  @Override
  public AccessLevel functionLevel(String name) {
    if (OF_THE_SESSION.contains(name)) {
      throw refused("the function " + name + " would reach the next caller of the connection");
    }
    if (name.equals("NEXTVAL") || name.equals("LAST_INSERT_ID")) {
      return AccessLevel.DML;
    }
    return POWERFUL.contains(name) || name.startsWith("GROUP_REPLICATION_")
        || name.startsWith("WSREP_") || name.startsWith("KEYRING_")
            ? AccessLevel.ADMIN
            : AccessLevel.READ_ONLY;
  }

  @Override
  public Optional<NativeStatement> classify(List<Token> tokens) {
    refuseSessionVariables(tokens);
    Token first = tokens.get(0);
    if (first.is("LOAD")) {
      throw refused(
          "LOAD reads files of the server or of this host; insert many records by insertAll");
    }
    if (first.is("WITH") || first.is("SELECT") || first.is("TABLE") || first.is("VALUES")
        || first.isSymbol('(')) {
      return intoFile(tokens);
    }
    if (first.isOneOf(MAINTAINING)) {
      return maintenance(tokens);
    }
    if (first.is("SHOW") && tokens.stream().anyMatch(token -> token.is("GRANTS"))) {
      return Optional.of(ADMINISTRATION);
    }
    return first.isOneOf(DEFINING) ? definition(tokens) : Optional.empty();
  }

  /** {@code INTO OUTFILE}, {@code INTO DUMPFILE} and, before them, {@code INTO @variable}, which is refused. */
  private static Optional<NativeStatement> intoFile(List<Token> tokens) {
    boolean file = tokens.stream().anyMatch(token -> token.is("OUTFILE") || token.is("DUMPFILE"));
    return file ? Optional.of(ADMINISTRATION) : Optional.empty();
  }

  /** {@code ANALYZE SELECT} is MariaDB's EXPLAIN that executes; with a table it collects statistics. */
  private static Optional<NativeStatement> maintenance(List<Token> tokens) {
    boolean table = tokens.stream().skip(1).limit(2)
        .anyMatch(token -> token.is("TABLE") || token.is("TABLES") || token.is("INDEX"));
    return Optional.of(table ? DEFINITION : ADMINISTRATION);
  }

  /** Every one commits, and so does one of the server's; none may stand in a transaction. */
  private static Optional<NativeStatement> definition(List<Token> tokens) {
    boolean ofServer = false;
    for (int i = 1; i < Math.min(tokens.size(), 10); i++) {
      Token token = tokens.get(i);
      if (token.is("TEMPORARY")) {
        throw refused("a temporary table would reach the next caller of the connection");
      }
      if (token.is("TABLE") || token.is("VIEW") || token.is("INDEX") || token.is("TRIGGER")) {
        return Optional.of(DEFINITION);
      }
      ofServer |= token.isOneOf(OF_THE_SERVER);
      if (token.isOneOf(WRITTEN_IN_SQL)) {
        return Optional.of(isLoadable(tokens) ? ADMINISTRATION : DEFINITION);
      }
    }
    boolean truncate = tokens.get(0).is("TRUNCATE");
    boolean ofSchema = truncate || isSequence(tokens);
    return Optional.of(ofServer || !ofSchema ? ADMINISTRATION : DEFINITION);
  }

  private static boolean isSequence(List<Token> tokens) {
    return tokens.stream().limit(5).anyMatch(token -> token.is("SEQUENCE"));
  }

  /** {@code CREATE FUNCTION ... SONAME} loads a library. */
  private static boolean isLoadable(List<Token> tokens) {
    return tokens.stream().anyMatch(token -> token.is("SONAME"));
  }

  /** {@code @a := 1} and {@code INTO @a} stay with the connection; so does every setting. Reading them is harmless. */
  private static void refuseSessionVariables(List<Token> tokens) {
    if (tokens.get(0).is("CREATE")) {
      return;
    }
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean assigned = tokens.get(i).isSymbol(':') && tokens.get(i + 1).isSymbol('=');
      boolean into = tokens.get(i).is("INTO") && tokens.get(i + 1).isSymbol('@');
      if (assigned || into) {
        throw refused("a variable would reach the next caller of the connection");
      }
    }
  }

  private static DatabaseException refused(String what) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, what + "; it is refused here");
  }
}
