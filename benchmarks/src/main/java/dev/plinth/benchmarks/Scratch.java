package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A database file in a folder of its own, which is deleted in the end. */
final class Scratch implements AutoCloseable {
  /** Names the folder in which the files are made; the system's for temporary files where it is not set. */
  static final String DIRECTORY_PROPERTY = "plinth.speed.directory";

  private final Path directory;

  private Scratch(Path directory) {
    this.directory = directory;
  }

  /** A file with {@link Notes} of so many rows. */
  static Scratch withNotes(int rows) {
    Scratch scratch = empty();
    try (DatabaseProvider database = scratch.open(Options.defaults())) {
      Notes.create(database, rows);
    }
    return scratch;
  }

  /** No file yet. */
  static Scratch empty() {
    try {
      return new Scratch(Files.createTempDirectory(parent(), "plinth-speed-"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where the folders are made. */
  static Path parent() {
    return Path.of(System.getProperty(DIRECTORY_PROPERTY, System.getProperty("java.io.tmpdir")));
  }

  Path file() {
    return directory.resolve("notes.db");
  }

  DatabaseProvider open(Options options) {
    return open(file(), options);
  }

  static DatabaseProvider open(Path file, Options options) {
    return Databases.open("sqlite://" + file.toAbsolutePath(), options).join();
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
