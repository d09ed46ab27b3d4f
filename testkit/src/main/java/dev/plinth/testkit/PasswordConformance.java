package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.User;
import dev.plinth.platform.UserStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The passwords of users. */
abstract class PasswordConformance extends PlatformConformance {
  PasswordConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void findsTheUserWhosePasswordItIs() {
    String password = SecretCanary.secret("password");
    User user = await(database().createUser(NewUser.of(newEmail(), password)));
    assertThat(user.hasPassword()).isTrue();
    assertThat(verify(user.email(), password)).contains(user);
    assertThat(verify(user.email().toUpperCase(Locale.ROOT), password)).contains(user);
    await(database().updateUserStatus(user.id(), UserStatus.SUSPENDED));
    assertThat(verify(user.email(), password)).map(User::id).contains(user.id());
  }

  @Test
  void findsNobodyOtherwise() {
    String password = SecretCanary.secret("password");
    User user = await(database().createUser(NewUser.of(newEmail(), password)));
    assertThat(verify(user.email(), password + "x")).isEmpty();
    assertThat(verify(user.email(), password.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(verify(user.email(), "")).isEmpty();
    assertThat(verify(newEmail(), password)).isEmpty();
    assertThat(verify("no email", password)).isEmpty();
    assertThat(verify(newUser().email(), password)).isEmpty();
  }

  @Test
  void cutsNoPassword() {
    String start = SecretCanary.secret("password").repeat(3);
    User user = await(database().createUser(NewUser.of(newEmail(), start + "a")));
    assertThat(verify(user.email(), start + "a")).isPresent();
    assertThat(verify(user.email(), start + "b")).isEmpty();
    assertThat(verify(user.email(), start)).isEmpty();
    String longest = "ü".repeat(NewUser.MAX_PASSWORD);
    await(database().updatePassword(user.id(), longest));
    assertThat(verify(user.email(), longest)).isPresent();
    assertThat(verify(user.email(), longest.substring(1))).isEmpty();
  }

  @Test
  void setsAnotherPassword() {
    String old = SecretCanary.secret("old");
    String fresh = SecretCanary.secret("new");
    User user = await(database().createUser(NewUser.of(newEmail(), old)));
    await(database().updatePassword(user.id(), fresh));
    assertThat(verify(user.email(), old)).isEmpty();
    assertThat(verify(user.email(), fresh)).isPresent();
    User without = newUser();
    assertThat(await(database().updatePassword(without.id(), fresh)).hasPassword()).isTrue();
    assertThat(verify(without.email(), fresh)).isPresent();
  }

  @Test
  void refusesAPasswordOutOfRange() {
    User user = newUser();
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updatePassword(user.id(), "x".repeat(NewUser.MIN_PASSWORD - 1)));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updatePassword(user.id(), "x".repeat(NewUser.MAX_PASSWORD + 1)));
    assertThat(await(database().findUser(user.id())).orElseThrow().hasPassword()).isFalse();
  }

  @Test
  void storesNoPasswordInClear() {
    String password = SecretCanary.secret("stored");
    User user = await(database().createUser(NewUser.of(newEmail(), password)));
    Row stored = stored(database(), user);
    stored.toMap().forEach(
        (column, value) -> SecretCanary.assertClean("the column " + column, String.valueOf(value)));
    assertThat(String.valueOf(stored.toMap())).contains("$2");
  }

  @Test
  void storesTheSamePasswordNeverTheSameWay() {
    String password = SecretCanary.secret("twice");
    User one = await(database().createUser(NewUser.of(newEmail(), password)));
    User other = await(database().createUser(NewUser.of(newEmail(), password)));
    assertThat(hash(one)).isNotEqualTo(hash(other));
  }

  @Test
  void replacesAHashThatIsWeakerThanThoseMadeNow() {
    String password = SecretCanary.secret("password");
    User user = await(database().createUser(NewUser.of(newEmail(), password)));
    Row weak = stored(database(), user);
    try (DatabaseProvider own =
        bed().open(bed().options().toBuilder().passwordCost(5).build())) {
      await(own.initialize());
      await(own.insert("plinth_users", weak));
      assertThat(await(own.verifyPassword(user.email(), password + "x"))).isEmpty();
      assertThat(stored(own, user)).isEqualTo(weak);
      assertThat(await(own.verifyPassword(user.email(), password))).contains(user);
      String strong = stored(own, user).string("password_hash");
      assertThat(strong).isNotEqualTo(weak.string("password_hash"));
      assertThat(await(own.verifyPassword(user.email(), password))).isPresent();
      assertThat(stored(own, user).string("password_hash")).isEqualTo(strong);
    }
  }

  @Test
  void serveManyAtOnce() {
    String password = SecretCanary.secret("password");
    User user = await(database().createUser(NewUser.of(newEmail(), password)));
    List<CompletableFuture<Optional<User>>> calls = IntStream.range(0, 40)
        .mapToObj(i -> database().verifyPassword(user.email(), i % 2 == 0 ? password : "wrong one"))
        .toList();
    for (int i = 0; i < calls.size(); i++) {
      assertThat(await(calls.get(i)).isPresent()).isEqualTo(i % 2 == 0);
    }
  }

  private String hash(User user) {
    return stored(database(), user).string("password_hash");
  }

  private static Row stored(DatabaseProvider database, User user) {
    return await(database.findOne(Query.from("plinth_users")
        .where(dev.plinth.data.Filter.field("id").eq(user.id())))).orElseThrow();
  }

  private Optional<User> verify(String email, String password) {
    return await(database().verifyPassword(email, password));
  }
}
