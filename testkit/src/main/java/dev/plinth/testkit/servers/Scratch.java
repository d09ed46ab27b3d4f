package dev.plinth.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** Directories below the system's one for temporary files. */
final class Scratch {
  /** Of directories and programs. */
  static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rwxr-xr-x");

  private Scratch() {}

  /** One that stays, the same for every run of this user; others may read it, for whom servers run. */
  static Path ofThisUser(String purpose) throws IOException {
    String user = System.getProperty("user.name");
    Path home = Path.of(System.getProperty("java.io.tmpdir"), "plinth-testkit-" + user);
    Path directory = home.resolve(purpose);
    Files.createDirectories(directory);
    String owner = Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).getName();
    if (!owner.equals(user)) {
      throw new IOException(home + " belongs to " + owner
          + ", and programs are not run out of it; remove it, or set java.io.tmpdir");
    }
    Files.setPosixFilePermissions(home, READABLE);
    Files.setPosixFilePermissions(directory, READABLE);
    return directory;
  }

  /** A new one, of which its user alone can read. */
  static Path fresh(String name) {
    try {
      return Files.createTempDirectory("plinth-" + name,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Removes one with all that is in it. */
  static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(directory + " cannot be removed", failure);
    }
  }
}
