package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.User;
import dev.plinth.platform.UserFilter;
import dev.plinth.platform.UserRole;
import dev.plinth.platform.UserStatus;
import dev.plinth.platform.UserTier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The users of an application. */
abstract class UserConformance extends PlatformConformance {
  UserConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void createsAPendingUser() {
    String email = newEmail();
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    User user = await(database().createUser(NewUser.withoutPassword(email)
        .withDisplayName("Alice").withTier(UserTier.ENTERPRISE).withRole(UserRole.ADMIN)));
    assertThat(user.email()).isEqualTo(email);
    assertThat(user.status()).isEqualTo(UserStatus.PENDING);
    assertThat(user.displayName()).isEqualTo("Alice");
    assertThat(user.tier()).isEqualTo(UserTier.ENTERPRISE);
    assertThat(user.role()).isEqualTo(UserRole.ADMIN);
    assertThat(user.hasPassword()).isFalse();
    assertThat(user.approvedBy()).isNull();
    assertThat(user.lastActiveAt()).isNull();
    assertThat(user.createdAt()).isBetween(before, Instant.now());
    assertThat(user.updatedAt()).isEqualTo(user.createdAt());
  }

  @Test
  void findsAUserByIdAndByEmail() {
    User user = newUser();
    assertThat(await(database().findUser(user.id()))).contains(user);
    assertThat(await(database().findUserByEmail(user.email()))).contains(user);
    assertThat(await(database().findUserByEmail(
        " " + user.email().toUpperCase(Locale.ROOT) + "\t"))).contains(user);
    assertThat(await(database().findUser(UUID.randomUUID()))).isEmpty();
    assertThat(await(database().findUserByEmail(newEmail()))).isEmpty();
  }

  @Test
  void refusesASecondUserWithTheSameEmail() {
    User user = newUser();
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().createUser(
        NewUser.withoutPassword(user.email().toUpperCase(Locale.ROOT))));
    assertThat(await(database().findUserByEmail(user.email()))).contains(user);
  }

  @Test
  void createsOneUserOfManyWithTheSameEmailAtOnce() {
    String email = newEmail();
    List<CompletableFuture<User>> calls = IntStream.range(0, 20)
        .mapToObj(i -> database().createUser(NewUser.withoutPassword(email))).toList();
    assertThat(calls.stream().filter(call -> failureOf(call) == null)).hasSize(1);
    calls.stream().filter(CompletableFuture::isCompletedExceptionally)
        .forEach(call -> assertFails(ErrorCode.UNIQUE_VIOLATION, call));
  }

  @Test
  void refusesWhatIsNoEmail() {
    assertFails(ErrorCode.INVALID_ARGUMENT, database().findUserByEmail("nobody"));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updateUserEmail(newUser().id(), "no body@example.com"));
  }

  @Test
  void recordsWhoApprovedAStatus() {
    UUID id = newUser().id();
    UUID approver = UUID.randomUUID();
    User active = await(database().updateUserStatus(id, UserStatus.ACTIVE, approver));
    assertThat(active.status()).isEqualTo(UserStatus.ACTIVE);
    assertThat(active.approvedBy()).isEqualTo(approver);
    assertThat(active.approvedAt()).isNotNull();
    assertThat(await(database().findUser(id))).contains(active);
    User suspended = await(database().updateUserStatus(id, UserStatus.SUSPENDED));
    assertThat(suspended.status()).isEqualTo(UserStatus.SUSPENDED);
    assertThat(suspended.approvedBy()).isNull();
    assertThat(suspended.approvedAt()).isNull();
  }

  @Test
  void changesWhatAUserIs() {
    User user = newUser();
    String email = newEmail();
    assertThat(await(database().updateUserEmail(user.id(), email)).email()).isEqualTo(email);
    assertThat(await(database().updateUserTier(user.id(), UserTier.PROFESSIONAL)).tier())
        .isEqualTo(UserTier.PROFESSIONAL);
    assertThat(await(database().updateUserRole(user.id(), UserRole.SUPER_ADMIN)).role())
        .isEqualTo(UserRole.SUPER_ADMIN);
    assertThat(await(database().updateUserDisplayName(user.id(), "Bob")).displayName())
        .isEqualTo("Bob");
    User changed = await(database().findUser(user.id())).orElseThrow();
    assertThat(changed.email()).isEqualTo(email);
    assertThat(changed.createdAt()).isEqualTo(user.createdAt());
    assertThat(changed.updatedAt()).isAfterOrEqualTo(user.updatedAt());
    assertThat(await(database().findUserByEmail(user.email()))).isEmpty();
    assertThat(await(database().updateUserDisplayName(user.id(), "")).displayName()).isNull();
  }

  @Test
  void takesOverNoEmailOfAnother() {
    User one = newUser();
    User other = newUser();
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().updateUserEmail(one.id(), other.email()));
    assertThat(await(database().updateUserEmail(one.id(), one.email())).email())
        .isEqualTo(one.email());
  }

  @Test
  void failsForAUserThatThereIsNot() {
    UUID nobody = UUID.randomUUID();
    assertFails(ErrorCode.NOT_FOUND, database().updateUserEmail(nobody, newEmail()));
    assertFails(ErrorCode.NOT_FOUND, database().updateUserStatus(nobody, UserStatus.ACTIVE));
    assertFails(ErrorCode.NOT_FOUND,
        database().updateUserStatus(nobody, UserStatus.ACTIVE, UUID.randomUUID()));
    assertFails(ErrorCode.NOT_FOUND, database().updateUserTier(nobody, UserTier.STARTER));
    assertFails(ErrorCode.NOT_FOUND, database().updateUserRole(nobody, UserRole.USER));
    assertFails(ErrorCode.NOT_FOUND, database().updateUserDisplayName(nobody, "x"));
    assertFails(ErrorCode.NOT_FOUND,
        database().updatePassword(nobody, SecretCanary.secret("password")));
    assertThat(await(database().recordUserActivity(nobody, Instant.now()))).isFalse();
    assertThat(await(database().deleteUser(nobody))).isFalse();
  }

  @Test
  void refusesADisplayNameThatIsTooLong() {
    assertFails(ErrorCode.INVALID_ARGUMENT, database().updateUserDisplayName(newUser().id(),
        "x".repeat(User.MAX_DISPLAY_NAME + 1)));
  }

  @Test
  void recordsTheLatestActivity() {
    User user = newUser();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    assertThat(await(database().recordUserActivity(user.id(), now))).isTrue();
    assertThat(await(database().recordUserActivity(user.id(), now.minusSeconds(60)))).isTrue();
    User active = await(database().findUser(user.id())).orElseThrow();
    assertThat(active.lastActiveAt()).isEqualTo(now);
    assertThat(active.updatedAt()).isEqualTo(user.updatedAt());
  }

  @Test
  void countsAndListsTheUsersMeant() {
    try (DatabaseProvider own = bed().open(bed().options())) {
      await(own.initialize());
      for (int i = 0; i < 7; i++) {
        User user = await(own.createUser(NewUser.withoutPassword(newEmail())
            .withTier(i % 2 == 0 ? UserTier.STARTER : UserTier.ENTERPRISE)));
        if (i < 3) {
          await(own.updateUserStatus(user.id(), UserStatus.ACTIVE));
        }
      }
      UserFilter active = UserFilter.all().withStatus(UserStatus.ACTIVE);
      assertThat(await(own.countUsers())).isEqualTo(7);
      assertThat(await(own.countUsers(active))).isEqualTo(3);
      assertThat(await(own.countUsers(active.withTier(UserTier.STARTER)))).isEqualTo(2);
      assertThat(await(own.countUsers(active.withRole(UserRole.ADMIN)))).isZero();
      for (int size : new int[]{1, 2, 3, 7, 100}) {
        assertThat(walk(size, page -> own.listUsers(UserFilter.all(), page)))
            .doesNotHaveDuplicates().hasSize(7);
        assertThat(walk(size, page -> own.listUsers(active, page))).hasSize(3)
            .allMatch(user -> user.status() == UserStatus.ACTIVE);
      }
    }
  }

  @Test
  void refusesACursorOfAnotherListing() {
    newUser();
    newUser();
    String cursor = await(database().listUsers(UserFilter.all(), PageRequest.first(1)))
        .nextCursor().orElseThrow();
    assertFails(ErrorCode.INVALID_ARGUMENT, database().listUsers(
        UserFilter.all().withTier(UserTier.STARTER), PageRequest.first(1).after(cursor)));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().listUsers(UserFilter.all(), PageRequest.first(1).after("nonsense")));
  }

  @Test
  void deletesAUser() {
    User user = newUser();
    assertThat(await(database().deleteUser(user.id()))).isTrue();
    assertThat(await(database().findUser(user.id()))).isEmpty();
    assertThat(await(database().deleteUser(user.id()))).isFalse();
    assertThat(await(database().createUser(NewUser.withoutPassword(user.email()))).id())
        .isNotEqualTo(user.id());
  }
}
