package dev.plinth.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Looks for texts in the bytes of a SQLite file and of its write-ahead log. */
record FileSearch(Path file) {
  /** How many bytes there are. */
  long size() {
    return parts().stream().mapToLong(part -> part.length()).sum();
  }

  /** How often a text occurs. */
  long count(String text) {
    return parts().stream().mapToLong(part -> occurrences(part, latin(text))).sum();
  }

  /** One character for each byte: texts of UTF-8 are found as their bytes. */
  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private List<String> parts() {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return List.of(file, log).stream().filter(Files::exists).map(FileSearch::read).toList();
  }

  private static String read(Path part) {
    try {
      return Files.readString(part, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long occurrences(String part, String text) {
    long count = 0;
    for (int at = part.indexOf(text); at >= 0; at = part.indexOf(text, at + 1)) {
      count++;
    }
    return count;
  }
}
