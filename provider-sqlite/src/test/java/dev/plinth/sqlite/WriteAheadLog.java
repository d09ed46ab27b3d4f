package dev.plinth.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the log beside a database file, to see how many transactions were committed. */
final class WriteAheadLog {
  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;

  private WriteAheadLog() {}

  /** The commits in the log since it was begun anew. */
  static int commits(Path database) throws IOException {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    ByteBuffer bytes = ByteBuffer.wrap(Files.exists(log) ? Files.readAllBytes(log) : new byte[0]);
    if (bytes.limit() < HEADER) {
      return 0;
    }
    int frame = FRAME_HEADER + bytes.getInt(8);
    long salt = bytes.getLong(16);
    int commits = 0;
    for (int at = HEADER; at + frame <= bytes.limit(); at += frame) {
      boolean current = bytes.getLong(at + 8) == salt;
      commits += current && bytes.getInt(at + 4) != 0 ? 1 : 0;
    }
    return commits;
  }
}
