package dev.plinth.support.crypto;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Hashes passwords with bcrypt (Provos and Mazières, "A Future-Adaptable Password Scheme", 1999), variant 2b.
 *
 * <p>bcrypt reads 72 bytes of UTF-8 at most. A longer password is pre-hashed, and the hash says so:
 * {@code $bcrypt-sha256$v=2,...}, the format of passlib, which is bcrypt of the base64 of HMAC-SHA256 under
 * the salt. A hash has 60 characters, a pre-hashed one up to 83. A password longer than 72 bytes never
 * matches a plain hash, whoever made it.
 *
 * <p>A password is 1 to 4,096 bytes of UTF-8 without U+0000. It is hashed as given: normalise it before, if
 * the same password should match however a keyboard composes it.
 *
 * <p>Safe for use by many threads; no call blocks. Hashing runs on half of the cores, on daemon threads that
 * end when idle. A call that finds the queue full fails with {@link ErrorCode#OVERLOADED}; after
 * {@link #close()} with {@link ErrorCode#NOT_CONNECTED}. A future that ends early, by cancel or deadline,
 * takes its work out of the queue.
 */
public final class PasswordHasher implements AutoCloseable {
  /** About a quarter of a second on the hardware of 2026. */
  public static final int DEFAULT_COST = 12;

  private static final int WAITING_PER_THREAD = 256;
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final int MAX_BYTES = 4_096;

  private final Bcrypt bcrypt;
  private final PasswordPool pool;

  /**
   * Fails with {@link ErrorCode#INVALID_ARGUMENT} unless the cost is 4 to 16.
   *
   * @param cost the binary logarithm of the rounds
   * @param completions where the futures complete, and so where continuations run
   */
  public PasswordHasher(int cost, Executor completions) {
    this(cost, pool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), completions));
  }

  PasswordHasher(int cost, PasswordPool pool) {
    if (cost < BcryptHash.MIN_COST || cost > BcryptHash.MAX_COST) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the password cost must be from "
          + BcryptHash.MIN_COST + " to " + BcryptHash.MAX_COST + ", but is " + cost);
    }
    this.bcrypt = new Bcrypt(cost);
    this.pool = pool;
  }

  /**
   * Hashes a password with a new salt.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} if it is empty, too long, not valid Unicode, or contains U+0000.
   */
  public CompletableFuture<String> hash(String password) {
    try {
      byte[] bytes = checked(password);
      return pool.submit(() -> bcrypt.hash(bytes));
    } catch (DatabaseException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /**
   * Whether the hash was made of this password. A hash that is malformed, or of a cost above 16, does not
   * match, after the time of one that is right; a password that could not have been hashed does not match,
   * at once.
   */
  public CompletableFuture<PasswordCheck> verify(String password, String hash) {
    Objects.requireNonNull(hash, "hash");
    return usable(password)
        .map(bytes -> pool.submit(() -> bcrypt.verify(bytes, hash)))
        .orElseGet(PasswordHasher::noMatch);
  }

  /** No match, in the time of {@link #verify}: so that the time does not tell which users exist. */
  public CompletableFuture<PasswordCheck> verifyUnknown(String password) {
    return usable(password)
        .map(bytes -> pool.submit(() -> bcrypt.verifyUnknown(bytes)))
        .orElseGet(PasswordHasher::noMatch);
  }

  /** Ends at once: hashes that wait fail with {@link ErrorCode#NOT_CONNECTED}, those that run complete. */
  @Override
  public void close() {
    pool.close();
  }

  private static PasswordPool pool(int threads, Executor completions) {
    return new PasswordPool(threads, threads * WAITING_PER_THREAD, IDLE, completions);
  }

  private static CompletableFuture<PasswordCheck> noMatch() {
    return CompletableFuture.completedFuture(PasswordCheck.NO_MATCH);
  }

  private static Optional<byte[]> usable(String password) {
    try {
      return Optional.of(checked(password));
    } catch (DatabaseException refused) {
      return Optional.empty();
    }
  }

  private static byte[] checked(String password) {
    byte[] bytes = Utf8.encode("password", Objects.requireNonNull(password, "password"));
    if (bytes.length == 0 || bytes.length > MAX_BYTES || password.indexOf('\0') >= 0) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "password must be 1 to " + MAX_BYTES + " bytes of UTF-8 without U+0000");
    }
    return bytes;
  }
}
