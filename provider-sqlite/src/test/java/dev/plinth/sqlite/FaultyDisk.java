package dev.plinth.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The library {@code faultydisk.c}, compiled, with the folder that controls it. */
final class FaultyDisk {
  private final Path library;
  private final Path controls;

  private FaultyDisk(Path library, Path controls) {
    this.library = library;
    this.controls = controls;
  }

  /** Compiles the library into a folder. */
  static FaultyDisk in(Path folder) throws IOException, InterruptedException {
    Path source = Path.of("src/test/c/faultydisk.c").toAbsolutePath();
    Path library = folder.resolve("faultydisk.so");
    Path controls = Files.createDirectory(folder.resolve("controls"));
    try {
      Process compiler = new ProcessBuilder("gcc", "-shared", "-fPIC", "-O2", "-o",
          library.toString(), source.toString(), "-ldl").inheritIO().start();
      if (compiler.waitFor() != 0) {
        throw new IllegalStateException("gcc could not compile " + source);
      }
    } catch (IOException missing) {
      throw new IllegalStateException(
          "this test needs gcc, with which it builds a library that breaks fsync: install it "
              + "(apt-get install gcc libc6-dev) and run the test again",
          missing);
    }
    return new FaultyDisk(library, controls);
  }

  /** With which a process gets this disk. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "FAULTY_DISK", controls.toString());
  }

  /** Makes every synchronisation slower from now on. */
  void delay(long millis) throws IOException {
    Files.writeString(controls.resolve("delay"), String.valueOf(millis));
  }

  /** Makes every synchronisation fail from now on. */
  void breakDown() throws IOException {
    Files.writeString(controls.resolve("broken"), "");
  }

  /** Lets synchronisations pass again. */
  void mend() throws IOException {
    Files.deleteIfExists(controls.resolve("broken"));
  }

  /** Makes the disk full for a log beyond this size. */
  void limit(long bytes) throws IOException {
    Files.writeString(controls.resolve("limit"), String.valueOf(bytes));
  }

  /** Counts synchronisations from now on. */
  void count() throws IOException {
    Files.writeString(controls.resolve("count"), "");
  }

  /** How many there were since. */
  long counted() throws IOException {
    return Files.size(controls.resolve("count"));
  }
}
