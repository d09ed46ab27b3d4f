package dev.plinth.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** On what is measured. */
final class Machine {
  private static final int SYNCS = 101;
  private static final int BLOCK = 4096;

  private Machine() {}

  /** Processors, JDK, file system, and what it takes to make a block durable. */
  static String describe() throws IOException {
    try (Scratch scratch = Scratch.empty()) {
      return String.format(Locale.ROOT, "%d processors, JDK %s, %s %s, %s with %.2f ms a sync",
          Runtime.getRuntime().availableProcessors(), Runtime.version(),
          System.getProperty("os.name"), System.getProperty("os.arch"),
          Files.getFileStore(Scratch.parent()).type(), syncMillis(scratch));
    }
  }

  private static double syncMillis(Scratch scratch) throws IOException {
    var nanos = new long[SYNCS];
    try (FileChannel channel = FileChannel.open(scratch.file(), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        channel.write(ByteBuffer.allocate(BLOCK));
        long began = System.nanoTime();
        channel.force(false);
        nanos[i] = System.nanoTime() - began;
      }
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2] / 1e6;
  }
}
