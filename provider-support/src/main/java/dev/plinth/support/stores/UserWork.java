package dev.plinth.support.stores;

import static dev.plinth.support.stores.UserRows.withId;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.User;
import dev.plinth.platform.UserStatus;
import dev.plinth.support.crypto.Identifiers;
import dev.plinth.support.platform.UserTable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of the user store do. The time is asked for when the work runs: what waited longer was
 * created later, so that a listing by creation grows at its end.
 */
final class UserWork {
  static final Listing<User> LISTING = Listing.byCreation(UserTable.NAME, UserRows::read);

  private UserWork() {}

  static TableWork<User> create(StoreContext context, NewUser user, @Nullable String hash) {
    return users -> {
      Row row = UserRows.created(Identifiers.next(), user, hash, context.now());
      users.insert(row);
      return UserRows.read(row);
    };
  }

  static TableWork<Optional<User>> find(Filter where) {
    return users -> users.findOne(where).map(UserRows::read);
  }

  static TableWork<User> update(StoreContext context, UUID id, Update update) {
    return users -> updated(users, id, update, context.now());
  }

  static TableWork<User> approve(StoreContext context, UUID id, UserStatus status,
      UUID approvedBy) {
    return users -> {
      Instant now = context.now();
      return updated(users, id, Update.of(UserTable.STATUS, status)
          .set(UserTable.APPROVED_BY, approvedBy).set(UserTable.APPROVED_AT, now), now);
    };
  }

  private static User updated(TableSession users, UUID id, Update update, Instant now) {
    return users.updateReturning(withId(id), update.set(UserTable.UPDATED_AT, now))
        .map(UserRows::read)
        .orElseThrow(() -> new DatabaseException(ErrorCode.NOT_FOUND,
            "there is no user with this id"));
  }
}
