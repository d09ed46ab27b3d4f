package dev.plinth.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one file, and one that is killed. {@code -Dplinth.rounds=N} runs so many rounds of each. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ProcessesTest {
  private static final int PROCESSES = 8;

  @TempDir
  private Path folder;

  @Test
  void initialiseOneNewFileAtOnce() throws Exception {
    List<ChildJvm> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(ChildJvm.start(InitializeProgram.class));
      }
      for (ChildJvm process : processes) {
        assertThat(process.answer()).isEqualTo("ready");
      }
      for (int round = 0; round < rounds(5); round++) {
        Path file = folder.resolve("round" + round).resolve("app.db");
        processes.forEach(process -> process.tell(file.toString()));
        for (ChildJvm process : processes) {
          assertThat(process.answer()).isEqualTo("done");
        }
        assertThat(Sqlite.number(file,
            "SELECT count(*) FROM sqlite_schema WHERE name = 'plinth_users'")).isEqualTo(1);
        assertThat(Sqlite.number(file,
            "SELECT count(*) - count(DISTINCT version) FROM plinth_schema_history")).isZero();
      }
    } finally {
      processes.forEach(ChildJvm::close);
    }
  }

  @Test
  void loseNothingAcknowledgedWhereOneIsKilled() throws Exception {
    Path file = folder.resolve("killed.db");
    Set<Long> acknowledged = new HashSet<>();
    for (int round = 0; round < rounds(3); round++) {
      long from = 1_000_000L * (round + 1);
      try (ChildJvm process =
          ChildJvm.start(InsertProgram.class, file.toString(), String.valueOf(from))) {
        for (int i = 0; i < 300 + 37 * round; i++) {
          acknowledged.add(Long.valueOf(process.answer()));
        }
        process.kill();
        for (String line = process.line(); line != null; line = process.line()) {
          addComplete(line, acknowledged);
        }
      }
      assertThat(Sqlite.text(file, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(Sqlite.numbers(file, "SELECT id FROM notes")).containsAll(acknowledged);
    }
  }

  /** The last line may have been cut by the kill: it was acknowledged, but which it was is lost. */
  private static void addComplete(String line, Set<Long> acknowledged) {
    String id = line.startsWith(ChildJvm.PREFIX) ? line.substring(ChildJvm.PREFIX.length()) : "";
    if (id.length() == 7) {
      acknowledged.add(Long.valueOf(id));
    }
  }

  private static int rounds(int usual) {
    return Integer.getInteger("plinth.rounds", usual);
  }
}
