package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import dev.plinth.DatabaseException;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.EmailAddress;
import dev.plinth.platform.User;
import dev.plinth.support.crypto.PasswordCheck;
import dev.plinth.support.crypto.PasswordHasher;
import dev.plinth.support.platform.UserTable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One attempt to verify a password: reads the user, compares, and stores a better hash where there is
 * reason to. Each way to an empty answer hashes once.
 */
final class Login {
  private final StoreCalls calls;
  private final StoreContext context;
  private final PasswordHasher passwords;
  private final String email;
  private final String password;
  private final Steps<Optional<User>> steps = new Steps<>();

  Login(StoreCalls calls, String email, String password) {
    this.calls = calls;
    this.context = calls.host().stores();
    this.passwords = context.passwords();
    this.email = email;
    this.password = password;
  }

  CompletableFuture<Optional<User>> verify() {
    return steps.until(find().thenCompose(
        row -> row.filter(stored -> !stored.isNull(UserTable.PASSWORD_HASH)).map(this::compare)
            .orElseGet(this::unknown)));
  }

  private CompletableFuture<Optional<Row>> find() {
    Filter byEmail;
    try {
      byEmail = field(UserTable.EMAIL).eq(new EmailAddress(email).value());
    } catch (DatabaseException noEmail) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return steps.next(
        () -> calls.read("findUserByEmail", () -> users -> users.findOne(byEmail)));
  }

  private CompletableFuture<Optional<User>> unknown() {
    return steps.next(() -> passwords.verifyUnknown(password))
        .thenApply(check -> Optional.empty());
  }

  private CompletableFuture<Optional<User>> compare(Row stored) {
    String hash = stored.string(UserTable.PASSWORD_HASH);
    return steps.next(() -> passwords.verify(password, hash))
        .thenCompose(check -> check.matches()
            ? accept(stored, check)
            : CompletableFuture.completedFuture(Optional.empty()));
  }

  /** In a transaction a failed upgrade would undo the rest; the next success outside of one tries again. */
  private CompletableFuture<Optional<User>> accept(Row stored, PasswordCheck check) {
    Optional<User> user = Optional.of(UserRows.read(stored));
    return check.needsUpgrade() && !context.inTransaction()
        ? upgrade(stored).handle((updated, failure) -> user)
        : CompletableFuture.completedFuture(user);
  }

  /** Unless the password was changed meanwhile. */
  private CompletableFuture<Long> upgrade(Row stored) {
    Filter unchanged = UserRows.withId(stored.uuid(UserTable.ID))
        .and(field(UserTable.PASSWORD_HASH).eq(stored.string(UserTable.PASSWORD_HASH)));
    return steps.next(() -> calls.writeAfter("updatePassword", () -> passwords.hash(password),
        hash -> users -> users.update(unchanged, Update.of(UserTable.PASSWORD_HASH, hash))));
  }
}
