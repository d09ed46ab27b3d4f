package dev.plinth.support.stores;

import static dev.plinth.support.stores.StoreFailures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.User;
import dev.plinth.platform.UserFilter;
import dev.plinth.platform.UserRole;
import dev.plinth.platform.UserStatus;
import dev.plinth.support.platform.ApiKeyTable;
import dev.plinth.support.platform.OAuthTokenTable;
import dev.plinth.support.platform.UserTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UserStoreTest {
  private static final String EMAIL = "alice@example.com";
  private static final String PASSWORD = "correct horse";

  private final FakeStores stores = FakeStores.create();

  @Test
  void createsPendingUsersOncePerEmail() {
    User user = alice(stores);
    assertThat(user.status()).isEqualTo(UserStatus.PENDING);
    assertThat(user.createdAt()).isEqualTo(FakeStores.START.truncatedTo(ChronoUnit.MILLIS));
    assertThat(stores.findUserByEmail(" ALICE@Example.com").join()).contains(user);
    assertThat(stores.findUser(user.id()).join()).contains(user);
    fails(ErrorCode.UNIQUE_VIOLATION, stores.createUser(NewUser.of("Alice@example.com", PASSWORD)));
  }

  @Test
  void verifiesPasswords() {
    User user = alice(stores);
    stores.createUser(NewUser.withoutPassword("bob@example.com")).join();
    assertThat(stores.verifyPassword("ALICE@example.com", PASSWORD).join()).contains(user);
    assertThat(stores.verifyPassword(EMAIL, "wrong horse").join()).isEmpty();
    assertThat(stores.verifyPassword("bob@example.com", PASSWORD).join()).isEmpty();
    assertThat(stores.verifyPassword("carol@example.com", PASSWORD).join()).isEmpty();
    assertThat(stores.verifyPassword("no email", PASSWORD).join()).isEmpty();
    assertThat(stores.verifyPassword(EMAIL, "").join()).isEmpty();
  }

  @Test
  void replacesAHashThatIsWeakerThanThoseMadeNow() {
    User user = alice(stores);
    String weak = hash();
    FakeStores stronger = stores.withCost(5);
    assertThat(stronger.verifyPassword(EMAIL, "wrong horse").join()).isEmpty();
    assertThat(hash()).isEqualTo(weak);
    assertThat(stronger.verifyPassword(EMAIL, PASSWORD).join()).contains(user);
    assertThat(hash()).startsWith("$2b$05$");
    assertThat(stores.verifyPassword(EMAIL, PASSWORD).join()).contains(user);
    assertThat(hash()).startsWith("$2b$05$");
  }

  @Test
  void answersAlsoWhereTheBetterHashCannotBeStored() {
    User user = alice(stores);
    String weak = hash();
    stores.database.before(primitive -> {
      if (primitive.equals("update")) {
        throw new dev.plinth.DatabaseException(ErrorCode.LOCK_TIMEOUT, "busy");
      }
    });
    assertThat(stores.withCost(5).verifyPassword(EMAIL, PASSWORD).join()).contains(user);
    assertThat(hash()).isEqualTo(weak);
  }

  @Test
  void updatesOneThingAtATime() {
    User user = alice(stores);
    UUID admin = UUID.randomUUID();
    stores.now = FakeStores.START.plusSeconds(1);
    Instant later = stores.now.truncatedTo(ChronoUnit.MILLIS);
    User approved = stores.updateUserStatus(user.id(), UserStatus.ACTIVE, admin).join();
    assertThat(approved).isEqualTo(user.toBuilder().status(UserStatus.ACTIVE)
        .approved(admin, later).updatedAt(later).build());
    assertThat(stores.updateUserStatus(user.id(), UserStatus.SUSPENDED).join().approvedBy())
        .isNull();
    assertThat(stores.updateUserRole(user.id(), UserRole.ADMIN).join().role())
        .isEqualTo(UserRole.ADMIN);
    assertThat(stores.updateUserDisplayName(user.id(), "Alice").join().displayName())
        .isEqualTo("Alice");
    assertThat(stores.updateUserDisplayName(user.id(), "").join().displayName()).isNull();
    stores.updatePassword(user.id(), "another horse").join();
    assertThat(stores.verifyPassword(EMAIL, "another horse").join()).isPresent();
    assertThat(stores.countUsers(UserFilter.all().withRole(UserRole.USER)).join()).isZero();
    fails(ErrorCode.NOT_FOUND, stores.updateUserRole(admin, UserRole.ADMIN));
    fails(ErrorCode.INVALID_ARGUMENT, stores.updatePassword(user.id(), "short"));
    fails(ErrorCode.INVALID_ARGUMENT, stores.updateUserDisplayName(user.id(), "a".repeat(201)));
  }

  @Test
  void keepsTheLatestActivity() {
    UUID id = alice(stores).id();
    Instant noon = Instant.parse("2024-02-29T12:00:00.0009Z");
    assertThat(stores.recordUserActivity(id, noon).join()).isTrue();
    assertThat(stores.recordUserActivity(id, noon.minusSeconds(1)).join()).isTrue();
    assertThat(stores.findUser(id).join().orElseThrow().lastActiveAt())
        .isEqualTo("2024-02-29T12:00:00Z");
    assertThat(stores.recordUserActivity(UUID.randomUUID(), noon).join()).isFalse();
    fails(ErrorCode.INVALID_ARGUMENT, stores.recordUserActivity(id, Instant.MAX));
    fails(ErrorCode.INVALID_ARGUMENT, stores.recordUserActivity(id, Instant.EPOCH.minusNanos(1)));
  }

  @Test
  void asksForInitializeWhereATableIsMissing() {
    stores.database.drop(UserTable.NAME);
    assertThat(fails(ErrorCode.SCHEMA_MISMATCH, stores.findUser(UUID.randomUUID())))
        .hasMessageContaining("plinth_users").hasMessageContaining("initialize()");
  }

  @Test
  void holdsReferencesItselfWhereTheBackendCannot() {
    UUID id = alice(stores).id();
    FakeStores without = stores.without(Capability.FOREIGN_KEYS);
    var key = OAuthTokenKey.of(id, "github");
    stores.storeOAuthToken(key, NewOAuthToken.of("secret")).join();
    without.createApiKey(NewApiKey.of(id, "laptop", ApiKeyTier.STARTER)).join();
    assertThat(without.deleteUser(id).join()).isTrue();
    assertThat(without.deleteUser(id).join()).isFalse();
    assertThat(stores.database.table(OAuthTokenTable.NAME).snapshot()).isEmpty();
    assertThat(stores.database.table(ApiKeyTable.NAME).snapshot()).isEmpty();
    fails(ErrorCode.FOREIGN_KEY_VIOLATION,
        without.createApiKey(NewApiKey.of(id, "laptop", ApiKeyTier.STARTER)));
  }

  private static User alice(FakeStores stores) {
    return stores.createUser(NewUser.of(EMAIL, PASSWORD)).join();
  }

  private String hash() {
    return stores.database.table(UserTable.NAME).snapshot().getFirst()
        .string(UserTable.PASSWORD_HASH);
  }
}
