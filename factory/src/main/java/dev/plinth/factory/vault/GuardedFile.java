package dev.plinth.factory.vault;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.factory.OwnerAlone;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of the owner alone, replaced as a whole. Readers need no lock: they see the file before or after
 * a replacement. Writers, of this process and of others, come one after another.
 */
final class GuardedFile {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long MOST_BYTES = 16L << 20;
  /** Locks of an operating system belong to a process: within this one they keep nobody apart. */
  private static final ConcurrentMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path path;

  GuardedFile(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /** Its bytes; empty where there is no file. */
  Optional<byte[]> read() {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new DatabaseException(ErrorCode.DECRYPTION_FAILED,
            "the file is too long for a vault file");
      }
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException absent) {
      return Optional.empty();
    } catch (IOException unreadable) {
      throw failed(unreadable);
    }
  }

  /** Runs {@code work} while no other process and no other thread does. */
  <T> T alone(Supplier<T> work) {
    ReentrantLock lock = LOCKS.computeIfAbsent(path, name -> new ReentrantLock());
    lock.lock();
    try {
      createFolder();
      try (FileChannel channel = FileChannel.open(path.resolveSibling(path.getFileName() + ".lock"),
          EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
          OwnerAlone.file())) {
        return holding(lock(channel), work);
      }
    } catch (IOException unusable) {
      throw failed(unusable);
    } finally {
      lock.unlock();
    }
  }

  private static <T> T holding(FileLock lock, Supplier<T> work) throws IOException {
    try {
      return work.get();
    } finally {
      lock.release();
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - until > 0) {
        throw new DatabaseException(ErrorCode.LOCK_TIMEOUT,
            "another process holds the vault file for longer than " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // Under another name of the file.
      return null;
    }
  }

  /** Puts other bytes in its place, on disk when this returns: whatever happens, one of the two is there. */
  void replace(byte[] bytes) {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path;
      Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(folder, ".plinth-vault", ".tmp", OwnerAlone.file());
      try {
        write(fresh, bytes);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(fresh);
      }
      sync(folder);
    } catch (IOException unwritable) {
      throw failed(unwritable);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Where a folder can be opened like a file, its new entry survives a loss of power too. */
  private static void sync(Path folder) throws IOException {
    if (OwnerAlone.IS_KNOWN) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private void createFolder() throws IOException {
    Path folder = path.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder, OwnerAlone.folder());
    }
  }

  private static DatabaseException failed(IOException failure) {
    return failure instanceof AccessDeniedException
        ? new DatabaseException(ErrorCode.ACCESS_DENIED,
            "the vault file, or its folder, may not be read or written by this user")
        : new DatabaseException(ErrorCode.CONNECTION_FAILED,
            "the vault file cannot be read or written: " + failure.getClass().getSimpleName());
  }
}
