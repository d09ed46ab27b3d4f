package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static java.util.Objects.requireNonNull;

import dev.plinth.data.Filter;
import dev.plinth.data.Update;
import dev.plinth.platform.EmailAddress;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.User;
import dev.plinth.platform.UserFilter;
import dev.plinth.platform.UserRole;
import dev.plinth.platform.UserStatus;
import dev.plinth.platform.UserStore;
import dev.plinth.platform.UserTier;
import dev.plinth.support.platform.UserTable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The users over an engine. */
public interface EngineUserStore extends UserStore, StoreHost {
  @Override
  default CompletableFuture<User> createUser(NewUser user) {
    requireNonNull(user, "user");
    String password = user.password();
    return password == null
        ? userCalls().write("createUser", () -> UserWork.create(stores(), user, null))
        : userCalls().writeAfter("createUser", () -> stores().passwords().hash(password),
            hash -> UserWork.create(stores(), user, hash));
  }

  @Override
  default CompletableFuture<Optional<User>> findUser(UUID id) {
    requireNonNull(id, "id");
    return userCalls().read("findUser", () -> UserWork.find(UserRows.withId(id)));
  }

  @Override
  default CompletableFuture<Optional<User>> findUserByEmail(String email) {
    requireNonNull(email, "email");
    return userCalls().read("findUserByEmail",
        () -> UserWork.find(field(UserTable.EMAIL).eq(new EmailAddress(email).value())));
  }

  @Override
  default CompletableFuture<Optional<User>> verifyPassword(String email, String password) {
    requireNonNull(email, "email");
    requireNonNull(password, "password");
    return userCalls().readAfter("verifyPassword",
        () -> new Login(userCalls(), email, password).verify());
  }

  @Override
  default CompletableFuture<User> updatePassword(UUID id, String password) {
    requireNonNull(id, "id");
    requireNonNull(password, "password");
    return userCalls().writeAfter("updatePassword",
        () -> stores().passwords().hash(StoreArguments.text("password", password,
            NewUser.MIN_PASSWORD, NewUser.MAX_PASSWORD)),
        hash -> UserWork.update(stores(), id, Update.of(UserTable.PASSWORD_HASH, hash)));
  }

  @Override
  default CompletableFuture<User> updateUserEmail(UUID id, String email) {
    requireNonNull(id, "id");
    requireNonNull(email, "email");
    return userCalls().write("updateUserEmail", () -> UserWork.update(stores(), id,
        Update.of(UserTable.EMAIL, new EmailAddress(email).value())));
  }

  @Override
  default CompletableFuture<User> updateUserStatus(UUID id, UserStatus status) {
    requireNonNull(id, "id");
    requireNonNull(status, "status");
    return userCalls().write("updateUserStatus",
        () -> UserWork.update(stores(), id, Update.of(UserTable.STATUS, status)
            .unset(UserTable.APPROVED_BY).unset(UserTable.APPROVED_AT)));
  }

  @Override
  default CompletableFuture<User> updateUserStatus(UUID id, UserStatus status, UUID approvedBy) {
    requireNonNull(id, "id");
    requireNonNull(status, "status");
    requireNonNull(approvedBy, "approvedBy");
    return userCalls().write("updateUserStatus",
        () -> UserWork.approve(stores(), id, status, approvedBy));
  }

  @Override
  default CompletableFuture<User> updateUserTier(UUID id, UserTier tier) {
    requireNonNull(id, "id");
    requireNonNull(tier, "tier");
    return userCalls().write("updateUserTier",
        () -> UserWork.update(stores(), id, Update.of(UserTable.TIER, tier)));
  }

  @Override
  default CompletableFuture<User> updateUserRole(UUID id, UserRole role) {
    requireNonNull(id, "id");
    requireNonNull(role, "role");
    return userCalls().write("updateUserRole",
        () -> UserWork.update(stores(), id, Update.of(UserTable.ROLE, role)));
  }

  @Override
  default CompletableFuture<User> updateUserDisplayName(UUID id, String displayName) {
    requireNonNull(id, "id");
    requireNonNull(displayName, "displayName");
    return userCalls().write("updateUserDisplayName", () -> {
      String name = StoreArguments.text("displayName", displayName, 0, User.MAX_DISPLAY_NAME);
      return UserWork.update(stores(), id,
          Update.of(UserTable.DISPLAY_NAME, name.isEmpty() ? null : name));
    });
  }

  @Override
  default CompletableFuture<Boolean> recordUserActivity(UUID id, Instant at) {
    requireNonNull(id, "id");
    requireNonNull(at, "at");
    return userCalls().write("recordUserActivity",
        () -> new LatestMoment(UserTable.LAST_ACTIVE_AT).record(UserRows.withId(id),
            StoreArguments.moment("at", at)));
  }

  @Override
  default CompletableFuture<Long> countUsers(UserFilter filter) {
    requireNonNull(filter, "filter");
    Filter where = UserRows.matching(filter);
    return userCalls().read("countUsers", () -> users -> users.count(where));
  }

  @Override
  default CompletableFuture<Page<User>> listUsers(UserFilter filter, PageRequest page) {
    requireNonNull(filter, "filter");
    requireNonNull(page, "page");
    return userCalls().read("listUsers",
        () -> UserWork.LISTING.page(UserRows.matching(filter), page));
  }

  @Override
  default CompletableFuture<Boolean> deleteUser(UUID id) {
    requireNonNull(id, "id");
    return stores().foreignKeys()
        ? userCalls().write("deleteUser", () -> users -> users.delete(UserRows.withId(id)) > 0)
        : userCalls().unit("deleteUser", () -> users -> Owners.delete(users, id));
  }

  private StoreCalls userCalls() {
    return new StoreCalls(this, UserTable.NAME);
  }
}
