package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.platform.NewUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statements that try to do more than a handle may. None is judged by its error: what counts is that the
 * database holds afterwards what it held before, that no file has appeared, and that nothing hidden came
 * back.
 */
@Requires(Capability.NATIVE_STATEMENTS)
@Timeout(600)
abstract class HostileStatementConformance extends RoleConformance {
  private static final String CANARY = "canary-that-nobody-may-read";

  /** A dump takes some servers longer than a statement: so few that one can hardly undo what another did. */
  private static final int BETWEEN_DUMPS = 5;

  @TempDir
  private Path folder;

  HostileStatementConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void nothingChangesThroughAHandleThatMayReadAlone() {
    try (DatabaseProvider victim = ownDatabase()) {
      String table = threeNotesIn(victim);
      holds(victim, table, AccessPolicy.readOnly().hidingSystemTablesBut(Set.of()));
    }
  }

  @Test
  void nothingElseChangesThroughAHandleForOneTable() {
    try (DatabaseProvider victim = ownDatabase()) {
      String table = threeNotesIn(victim);
      String open = notesIn(victim, note(1, "may be read"));
      holds(victim, table, AccessPolicy.of(AccessLevel.DML).allowingTables(Set.of(open)));
    }
  }

  /** All of it is compared after each statement: the suite's own holds thousands of records by now. */
  private DatabaseProvider ownDatabase() {
    DatabaseProvider victim = bed().open(bed().options());
    await(victim.initialize());
    return victim;
  }

  private static String threeNotesIn(DatabaseProvider database) {
    return notesIn(database, note(1, "one"), note(2, "two"), note(3, "three"));
  }

  private void holds(DatabaseProvider victim, String table, AccessPolicy policy) {
    assertThat(await(victim.query(Statement.of(count(table)))).size()).isEqualTo(1);
    Path file = folder.resolve("hostile.file");
    List<String> probes = prepare(victim, table);
    String hidden = hiddenTableOf(victim);
    Map<String, String> before = DatabaseDump.of(victim, probes);
    DatabaseProvider gate = victim.withAccess(policy).withTimeout(Duration.ofSeconds(2));
    List<String> hostile = HostileStatements.all(table, hidden, file.toString());
    assertThat(hostile).hasSizeGreaterThan(150);
    for (int from = 0; from < hostile.size(); from += BETWEEN_DUMPS) {
      List<String> some = hostile.subList(from, Math.min(hostile.size(), from + BETWEEN_DUMPS));
      for (String text : some) {
        assertThat(String.join("\n", attempts(gate, text))).as(text).doesNotContain(CANARY);
        assertThat(file).as(text).doesNotExist();
      }
      assertThat(DatabaseDump.of(victim, probes)).as("after one of %s", some).isEqualTo(before);
    }
    assertThat(listed(folder)).isEmpty();
    await(victim.insert(table, note(999, "the handle beside it still works")));
  }

  private String count(String table) {
    return bed().texts().count(table);
  }

  /** A table of Plinth's own, with something to find in it. */
  private static String hiddenTableOf(DatabaseProvider victim) {
    await(victim.createUser(
        NewUser.withoutPassword(TestBed.newName("hidden") + "@example.com")
            .withDisplayName(CANARY)));
    return "plinth_users";
  }

  /** Makes what this backend could be abused with; answers with what shows whether it was. */
  private static List<String> prepare(DatabaseProvider victim, String table) {
    var probes = new ArrayList<String>();
    for (HostileObject object : HostileObject.of(victim, table)) {
      object.statements().forEach(text -> await(victim.execute(Statement.of(text))));
      probes.addAll(object.probes());
    }
    return probes;
  }

  /** Everything that came back, by whichever way. */
  private static List<String> attempts(DatabaseProvider gate, String text) {
    var answers = new ArrayList<String>();
    attempt(answers, () -> gate.query(Statement.of(text)).thenApply(rows -> texts(rows.list())));
    attempt(answers, () -> gate.execute(Statement.of(text)).thenApply(String::valueOf));
    attempt(answers, () -> gate.queryOne(Statement.of(text))
        .thenApply(row -> row.map(found -> Json.of(found).text()).orElse("")));
    attempt(answers, () -> gate.executeBatch(text, List.of(List.of())).thenApply(String::valueOf));
    attempt(answers, () -> {
      Collector stream = Collector.subscribe(gate.queryStream(Statement.of(text))).request(1_000);
      return stream.end().thenApply(ended -> texts(stream.rows()));
    });
    if (gate.capabilities().contains(Capability.TRANSACTIONS)) {
      attempt(answers, () -> gate.inTransaction(TransactionOptions.defaults().asReadOnly(),
          tx -> tx.query(Statement.of(text))).thenApply(rows -> texts(rows.list())));
    }
    return answers;
  }

  private interface Attempt {
    CompletableFuture<String> start();
  }

  private static void attempt(List<String> answers, Attempt attempt) {
    try {
      answers.add(attempt.start().get(30, TimeUnit.SECONDS));
    } catch (ExecutionException | CompletionException | DatabaseException refused) {
      answers.add(String.valueOf(refused.getCause()));
    } catch (InterruptedException | TimeoutException stuck) {
      throw new AssertionError("a hostile statement neither ended nor met its deadline", stuck);
    }
  }

  private static String texts(List<Row> rows) {
    return String.join("\n", rows.stream().map(row -> Json.of(row).text()).toList());
  }

  private static List<Path> listed(Path folder) {
    try (var files = Files.list(folder)) {
      return files.toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
