package dev.plinth.support.stores;

import dev.plinth.Capability;
import dev.plinth.EncryptionKeys;
import dev.plinth.support.crypto.PasswordHasher;
import dev.plinth.support.crypto.TokenCipher;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.platform.PlatformTables;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the stores of one engine share. Safe for use by many threads. */
public final class StoreContext {
  private final PlatformTables tables;
  private final @Nullable TokenCipher cipher;
  private final PasswordHasher passwords;
  private final InstantSource clock;
  private final boolean foreignKeys;
  private final boolean inTransaction;

  /**
   * A context for handles.
   *
   * @param keys for OAuth tokens; null means that none can be stored
   * @param capabilities of the backend; without {@link Capability#FOREIGN_KEYS} the stores hold
   *     references themselves
   */
  public StoreContext(@Nullable EncryptionKeys keys, PasswordHasher passwords, InstantSource clock,
      Set<Capability> capabilities) {
    this(new PlatformTables(), keys == null ? null : new TokenCipher(keys),
        Objects.requireNonNull(passwords, "passwords"), Objects.requireNonNull(clock, "clock"),
        capabilities.contains(Capability.FOREIGN_KEYS), false);
  }

  private StoreContext(PlatformTables tables, @Nullable TokenCipher cipher,
      PasswordHasher passwords, InstantSource clock, boolean foreignKeys, boolean inTransaction) {
    this.tables = tables;
    this.cipher = cipher;
    this.passwords = passwords;
    this.clock = clock;
    this.foreignKeys = foreignKeys;
    this.inTransaction = inTransaction;
  }

  /** The same for a transaction, where nothing may be written that is allowed to fail. */
  public StoreContext forTransaction() {
    return new StoreContext(tables, cipher, passwords, clock, foreignKeys, true);
  }

  TableSchema table(String name) {
    return tables.table(name);
  }

  Optional<TokenCipher> cipher() {
    return Optional.ofNullable(cipher);
  }

  PasswordHasher passwords() {
    return passwords;
  }

  boolean foreignKeys() {
    return foreignKeys;
  }

  boolean inTransaction() {
    return inTransaction;
  }

  /** The present moment, as exact as the clock. */
  Instant exactNow() {
    return clock.instant();
  }

  /** The present moment, cut to what is stored. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
