package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the script makes and uses. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClassArchiveIT {
  private static final Path JDK = Path.of(System.getProperty("java.home"));
  private static final Path FUNCTIONS = Path.of("../config/class-archive.sh").toAbsolutePath();
  private static final String VERSION = String.valueOf(Runtime.version().feature());

  @TempDir
  private Path folder;

  private Path jar;
  private Path archive;

  @BeforeEach
  void copy() throws Exception {
    // As old as if it had been built a while ago.
    jar = Files.copy(Path.of(System.getProperty("plinth.jar", "absent")),
        folder.resolve("plinth.jar"));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(60)));
    archive = Path.of(bash("class_archive \"$1\" \"$3\"; printf %s \"$REPLY\"").strip());
  }

  @Test
  void isMadeOnceAndUsed() throws Exception {
    assertThat(option()).isEmpty();
    make();
    assertThat(archive).isNotEmptyFile();
    List<String> loaded = loadedFromArchive(option());
    assertThat(loaded).anyMatch(line -> line.contains("dev.plinth.cli.PlinthCommand "))
        .anyMatch(line -> line.contains("dev.plinth.sqlite.SqliteEngine "));
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("plinth.jar", archive.getFileName().toString())
          .noneMatch(name -> name.matches(".*\\.(aot|jsa)\\..*"));
    }
  }

  @Test
  void isNotUsedOnceTheJarIsNewer() throws Exception {
    make();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(option()).isEmpty();
  }

  @Test
  void doesNoHarmWhereItIsStaleOrBroken() throws Exception {
    make();
    String option = option();
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(30)));
    assertHelps(option);
    Files.writeString(archive, "this is no archive");
    assertHelps(option);
    Files.delete(archive);
    assertHelps(option);
  }

  @Test
  void isDoneWithoutWhereItCannotBeMade() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jar"), "this is no jar");
    jar = broken;
    archive = Path.of(bash("class_archive \"$1\" \"$3\"; printf %s \"$REPLY\"").strip());
    make();
    assertThat(archive).isEmptyFile();
    assertThat(option()).isEmpty();
  }

  private List<String> loadedFromArchive(String option) throws Exception {
    Path log = Files.createTempFile(folder, "classes", ".log");
    assertHelps(option, "-Xlog:class+load:file=" + log);
    String url = "sqlite:" + folder.resolve("absent.db");
    Ran.asProcess(folder, Map.of(), options(option, "-Xlog:class+load:file=" + log), "ping",
        "--url", url).assertFailed(Failures.FAILED, "does not exist");
    return Files.readAllLines(log).stream().filter(line -> line.contains("shared objects file"))
        .toList();
  }

  private void assertHelps(String... options) throws Exception {
    Ran ran = Ran.asProcess(folder, Map.of(), options(options), "--help");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("Usage: plinth");
    assertThat(ran.err()).isEmpty();
  }

  /** As the script starts it. */
  private List<String> options(String... more) {
    var options = new ArrayList<>(List.of("-Xlog:disable"));
    options.addAll(List.of(more));
    options.addAll(List.of("-jar", jar.toString()));
    return options;
  }

  private void make() throws Exception {
    assertThat(bash("make_class_archive \"$1\" \"$2\" \"$4\" \"$3\"")).isEmpty();
  }

  private String option() throws Exception {
    return bash("class_archive_option \"$1\" \"$2\" \"$4\" \"$3\"; printf %s \"$REPLY\"").strip();
  }

  private String bash(String call) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-euo", "pipefail", "-c",
        ". " + FUNCTIONS + "; " + call, "bash", jar.toString(), String.valueOf(archive), VERSION,
        JDK.toString()).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
