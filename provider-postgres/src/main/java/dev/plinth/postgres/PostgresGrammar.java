package dev.plinth.postgres;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.sql.SqlGrammar;
import dev.plinth.jdbc.sql.Token;
import dev.plinth.jdbc.sql.Token.Kind;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How PostgreSQL writes SQL, and what of it is refused. */
final class PostgresGrammar extends SqlGrammar {
  /** Besides transactions and settings: what prepares, opens or loads something for the rest of a session. */
  private static final Set<String> REFUSED = Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK",
      "ABORT", "SAVEPOINT", "RELEASE", "SET", "RESET", "PREPARE", "EXECUTE", "DEALLOCATE",
      "DISCARD", "LISTEN", "UNLISTEN", "LOAD", "DECLARE", "FETCH", "MOVE", "CLOSE");

  private static final Set<String> DEFINITIONS = Set.of("CREATE", "ALTER", "DROP");
  private static final Set<String> DEFINING =
      Set.of("CREATE", "ALTER", "DROP", "TRUNCATE", "REINDEX", "COMMENT", "REFRESH");
  private static final Set<String> TEMPORARY = Set.of("TEMP", "TEMPORARY", "LOCAL", "GLOBAL");

  /** What stands behind CREATE, ALTER or DROP and reaches beyond the schema. */
  private static final Set<String> OF_THE_SERVER = Set.of("ROLE", "USER", "GROUP", "DATABASE",
      "TABLESPACE", "SYSTEM", "EXTENSION", "SERVER", "FOREIGN", "SUBSCRIPTION", "PUBLICATION",
      "EVENT", "LANGUAGE", "OWNED", "ACCESS");

  /** Those of them that PostgreSQL refuses in a transaction. */
  private static final Set<String> OUTSIDE_OF_TRANSACTIONS =
      Set.of("DATABASE", "TABLESPACE", "SYSTEM", "SUBSCRIPTION");

  /** Functions whose effect outlasts the transaction and meets the next caller. */
  private static final Set<String> OF_THE_SESSION = Set.of("SET_CONFIG", "SETSEED",
      "PG_ADVISORY_LOCK", "PG_ADVISORY_LOCK_SHARED", "PG_TRY_ADVISORY_LOCK",
      "PG_TRY_ADVISORY_LOCK_SHARED", "PG_ADVISORY_UNLOCK", "PG_ADVISORY_UNLOCK_SHARED",
      "PG_ADVISORY_UNLOCK_ALL", "DBLINK_CONNECT", "DBLINK_CONNECT_U");

  private static final Set<String> CHANGING = Set.of("NEXTVAL", "SETVAL", "PG_NOTIFY",
      "PG_ADVISORY_XACT_LOCK", "PG_ADVISORY_XACT_LOCK_SHARED", "PG_TRY_ADVISORY_XACT_LOCK",
      "PG_TRY_ADVISORY_XACT_LOCK_SHARED", "TXID_CURRENT", "PG_CURRENT_XACT_ID");

  /** Functions named pg_... that look and no more; whatever is not among them needs every right. */
  private static final Set<String> LOOKING = Set.of("PG_TYPEOF", "PG_SIZE_PRETTY", "PG_SIZE_BYTES",
      "PG_TABLE_SIZE", "PG_RELATION_SIZE", "PG_TOTAL_RELATION_SIZE", "PG_INDEXES_SIZE",
      "PG_DATABASE_SIZE", "PG_COLUMN_SIZE", "PG_COLUMN_COMPRESSION", "PG_IS_IN_RECOVERY",
      "PG_POSTMASTER_START_TIME", "PG_CONF_LOAD_TIME", "PG_BACKEND_PID", "PG_SLEEP",
      "PG_SLEEP_FOR", "PG_SLEEP_UNTIL", "PG_ENCODING_TO_CHAR", "PG_CHAR_TO_ENCODING",
      "PG_CLIENT_ENCODING", "PG_HAS_ROLE", "PG_DESCRIBE_OBJECT", "PG_INPUT_IS_VALID",
      "PG_INPUT_ERROR_INFO", "PG_MY_TEMP_SCHEMA", "PG_BLOCKING_PIDS", "PG_LOCK_STATUS",
      "PG_CURRENT_SNAPSHOT", "PG_SNAPSHOT_XMIN", "PG_SNAPSHOT_XMAX", "PG_VISIBLE_IN_SNAPSHOT",
      "PG_CURRENT_WAL_LSN", "PG_LAST_WAL_RECEIVE_LSN", "PG_LAST_WAL_REPLAY_LSN",
      "PG_LAST_XACT_REPLAY_TIMESTAMP", "PG_WAL_LSN_DIFF", "PG_TIMEZONE_NAMES",
      "PG_TIMEZONE_ABBREVS", "PG_PARTITION_TREE", "PG_PARTITION_ROOT", "PG_PARTITION_ANCESTORS",
      "PG_COLLATION_FOR", "PG_COLLATION_IS_VISIBLE", "PG_FUNCTION_IS_VISIBLE",
      "PG_TABLE_IS_VISIBLE", "PG_TYPE_IS_VISIBLE", "PG_TRIGGER_DEPTH");

  /** Ways to files, other servers, and statements in texts. */
  private static final Set<String> POWERFUL = Set.of("QUERY_TO_XML", "QUERY_TO_XMLSCHEMA",
      "QUERY_TO_XML_AND_XMLSCHEMA", "CURSOR_TO_XML", "CURSOR_TO_XMLSCHEMA", "TS_STAT",
      "TABLE_TO_XML", "TABLE_TO_XMLSCHEMA",
      "TABLE_TO_XML_AND_XMLSCHEMA", "SCHEMA_TO_XML", "SCHEMA_TO_XMLSCHEMA",
      "SCHEMA_TO_XML_AND_XMLSCHEMA", "DATABASE_TO_XML", "DATABASE_TO_XMLSCHEMA",
      "DATABASE_TO_XML_AND_XMLSCHEMA", "CROSSTAB", "CONNECTBY", "LOREAD", "LOWRITE", "TXID_STATUS");

  private static final NativeStatement ADMINISTRATION =
      new NativeStatement(AccessLevel.ADMIN, WorkKind.ALONE);
  private static final NativeStatement OUTSIDE =
      new NativeStatement(AccessLevel.ADMIN, WorkKind.WITHOUT_TRANSACTION);
  private static final NativeStatement DEFINITION_OUTSIDE =
      new NativeStatement(AccessLevel.DDL, WorkKind.WITHOUT_TRANSACTION);

  @Override
  public boolean escapeStrings() {
    return true;
  }

  @Override
  public boolean dollarQuotes() {
    return true;
  }

  @Override
  public boolean nestedComments() {
    return true;
  }

  @Override
  public boolean questionOperators() {
    return true;
  }

  @Override
  public boolean arraySlices() {
    return true;
  }

  @Override
  public boolean opensBody(List<Token> tokens, int position) {
    return position + 1 < tokens.size() && tokens.get(position + 1).is("ATOMIC");
  }

  @Override
  public Set<String> refusedWords() {
    return REFUSED;
  }

  @Override
  public Set<String> readWords() {
    return Set.of("SHOW");
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
    if (CHANGING.contains(name)) {
      return AccessLevel.DML;
    }
    boolean own = name.startsWith("PG_") && !LOOKING.contains(name)
        && !name.startsWith("PG_GET_") && !name.startsWith("PG_STAT_GET_");
    boolean elsewhere = name.startsWith("LO_") || name.startsWith("DBLINK");
    return own || elsewhere || POWERFUL.contains(name)
        ? AccessLevel.ADMIN
        : AccessLevel.READ_ONLY;
  }

  @Override
  public Optional<NativeStatement> classify(List<Token> tokens) {
    refuseTemporary(tokens);
    Token first = tokens.get(0);
    if (first.kind() != Kind.WORD) {
      return Optional.empty();
    }
    return switch (first.text()) {
      case "COPY" -> throw refused(
          "COPY talks to the connection itself; insert many records by insertAll, read many by a stream");
      case "DO" -> throw refused("a DO block may change the session for the next caller; "
          + "create a function and call it");
      case "VACUUM", "CLUSTER" -> Optional.of(OUTSIDE);
      case "ANALYZE", "ANALYSE" ->
          Optional.of(new NativeStatement(AccessLevel.DDL, WorkKind.ALONE));
      case "REINDEX" -> Optional.of(DEFINITION_OUTSIDE);
      case "CREATE", "ALTER", "DROP" -> definition(tokens);
      default -> Optional.empty();
    };
  }

  private static Optional<NativeStatement> definition(List<Token> tokens) {
    for (int i = 1; i < Math.min(tokens.size(), 4); i++) {
      Token token = tokens.get(i);
      if (token.isOneOf(OF_THE_SERVER)) {
        boolean outside = i == 1 && token.isOneOf(OUTSIDE_OF_TRANSACTIONS);
        return Optional.of(outside ? OUTSIDE : ADMINISTRATION);
      }
      if (token.is("CONCURRENTLY")) {
        return Optional.of(DEFINITION_OUTSIDE);
      }
    }
    return tokens.getLast().is("CONCURRENTLY")
        ? Optional.of(DEFINITION_OUTSIDE)
        : Optional.empty();
  }

  /** Temporary tables outlive the transaction, whichever way they are made. */
  private static void refuseTemporary(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean name = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_NAME;
      boolean schema = name && token.text().startsWith("PG_TEMP");
      boolean into = token.is("INTO") && i + 1 < tokens.size()
          && tokens.get(i + 1).isOneOf(TEMPORARY);
      if (schema || (into && !tokens.get(0).isOneOf(DEFINITIONS))) {
        throw refused("a temporary table would reach the next caller of the connection");
      }
    }
  }

  private static DatabaseException refused(String what) {
    return new DatabaseException(ErrorCode.INVALID_QUERY, what + "; it is refused here");
  }
}
