package dev.plinth.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is slow, broken or full. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DiskTest {
  @TempDir
  private Path folder;
  private Path file;
  private FaultyDisk disk;
  private ChildJvm program;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("app.db");
    disk = FaultyDisk.in(folder);
    program = ChildJvm.start(disk.environment(), DiskProgram.class, file.toString());
    assertThat(program.answer()).isEqualTo("ready");
  }

  @AfterEach
  void stop() {
    program.close();
  }

  /** One insert as it ended. */
  private record Outcome(String code, long millis) {
    static Outcome parse(String text) {
      String[] parts = text.split(":", -1);
      return new Outcome(parts[0], Long.parseLong(parts[1]));
    }
  }

  @Test
  void completesNoWriteSoonerThanTheDisk() throws IOException {
    disk.delay(500);
    for (int round = 0; round < 3; round++) {
      assertThat(insert(round, 1, 100)).allSatisfy(outcome -> {
        assertThat(outcome.code()).isEqualTo("OK");
        assertThat(outcome.millis()).isGreaterThanOrEqualTo(500);
      });
    }
    List<Outcome> together = insert(100, 64, 100);
    assertThat(together).allMatch(outcome -> outcome.code().equals("OK"));
    // One that was sent first may go alone; 64 commits would take 32 s.
    assertThat(together).allMatch(outcome -> outcome.millis() >= 500 && outcome.millis() < 5_000);
  }

  @Test
  void synchronisesAtEveryCommit() throws IOException {
    insert(0, 1, 100);
    disk.count();
    for (int i = 1; i <= 10; i++) {
      insert(i, 1, 100);
    }
    assertThat(disk.counted()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void lastsThroughADiskThatFails() throws Exception {
    insert(0, 1, 100);
    disk.breakDown();
    assertThat(insert(1, 1, 100)).extracting(Outcome::code).containsExactly("OUTCOME_UNKNOWN");
    assertThat(insert(100, 64, 100)).extracting(Outcome::code).containsOnly("OUTCOME_UNKNOWN");
    disk.mend();
    assertThat(insert(1_000, 64, 100)).extracting(Outcome::code).containsOnly("OK");
    assertThat(Sqlite.text(file, "PRAGMA integrity_check")).isEqualTo("ok");
    assertThat(Sqlite.number(file, "SELECT count(*) FROM notes WHERE id = 0 OR id >= 1000"))
        .isEqualTo(65);
  }

  @Test
  void appliesTheOthersWhereOneOfManyFillsTheDisk() throws Exception {
    insert(0, 1, 100);
    disk.limit(4_000_000);
    String inserts = IntStream.rangeClosed(1, 64)
        .mapToObj(i -> i + " " + (i == 32 ? 12_000_000 : 100)).collect(Collectors.joining(" "));
    List<Outcome> outcomes = tell(inserts);
    for (int i = 1; i <= 64; i++) {
      assertThat(outcomes.get(i - 1).code()).as("insert %d", i)
          .isEqualTo(i == 32 ? "STORAGE_FULL" : "OK");
    }
    assertThat(Sqlite.number(file, "SELECT count(*) FROM notes")).isEqualTo(64);
    assertThat(Sqlite.text(file, "PRAGMA integrity_check")).isEqualTo("ok");
  }

  private List<Outcome> insert(int from, int count, int size) {
    return tell(IntStream.range(from, from + count).mapToObj(id -> id + " " + size)
        .collect(Collectors.joining(" ")));
  }

  private List<Outcome> tell(String inserts) {
    program.tell(inserts);
    return Arrays.stream(program.answer().split(" ", -1)).map(Outcome::parse).toList();
  }
}
