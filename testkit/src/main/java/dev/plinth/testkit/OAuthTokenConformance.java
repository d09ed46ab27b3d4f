package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenInfo;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Encrypted OAuth tokens of users. */
abstract class OAuthTokenConformance extends PlatformConformance {
  private static final String TABLE = "plinth_oauth_tokens";

  OAuthTokenConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void givesATokenBackAsItWasStored() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    Instant expiry = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
    NewOAuthToken token = token().withScope("repo user").withExpiresAt(expiry)
        .withTokenType("MAC");
    OAuthToken stored = await(database().storeOAuthToken(key, token));
    assertThat(stored.key()).isEqualTo(key);
    assertThat(stored.version()).isEqualTo(1);
    assertThat(stored.accessToken()).isEqualTo(token.accessToken());
    assertThat(stored.refreshToken()).isEqualTo(token.refreshToken());
    assertThat(stored.info().scope()).isEqualTo("repo user");
    assertThat(stored.info().tokenType()).isEqualTo("MAC");
    assertThat(stored.info().expiresAt()).isEqualTo(expiry);
    assertThat(stored.info().lastSyncAt()).isNull();
    assertThat(await(database().findOAuthToken(key))).contains(stored);
    assertThat(await(database().findOAuthToken(OAuthTokenKey.of(key.userId(), "gitlab"))))
        .isEmpty();
    assertThat(await(database().findOAuthToken(
        new OAuthTokenKey(key.userId(), "other", "github")))).isEmpty();
  }

  @Test
  void replacesAStoredTokenAsAWhole() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    OAuthToken first = await(database().storeOAuthToken(key, token().withScope("repo")));
    await(database().updateOAuthLastSync(key, Instant.now()));
    NewOAuthToken plain = NewOAuthToken.of(SecretCanary.secret("access"));
    OAuthToken second = await(database().storeOAuthToken(key, plain));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.accessToken()).isEqualTo(plain.accessToken());
    assertThat(second.refreshToken()).isNull();
    assertThat(second.info().scope()).isNull();
    assertThat(second.info().createdAt()).isEqualTo(first.info().createdAt());
    assertThat(second.info().lastSyncAt()).isNotNull();
    assertThat(await(database().findOAuthToken(key))).contains(second);
  }

  @Test
  void keepsTheLongestTokens() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    NewOAuthToken token = NewOAuthToken.of("ü".repeat(16_384)).withRefreshToken("x");
    await(database().storeOAuthToken(key, token));
    OAuthToken found = await(database().findOAuthToken(key)).orElseThrow();
    assertThat(found.accessToken()).isEqualTo(token.accessToken());
    assertThat(found.refreshToken()).isEqualTo("x");
  }

  @Test
  void refusesATokenOfNobody() {
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION, database()
        .storeOAuthToken(OAuthTokenKey.of(UUID.randomUUID(), "github"), token()));
  }

  @Test
  void storesNoTokenInClear() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    await(database().storeOAuthToken(key, token()));
    stored(database(), key).toMap().forEach(
        (column, value) -> SecretCanary.assertClean("the column " + column, String.valueOf(value)));
  }

  @Test
  void decryptsNoTokenCopiedOntoAnother() {
    OAuthTokenKey one = OAuthTokenKey.of(newUser().id(), "github");
    List<OAuthTokenKey> others = List.of(OAuthTokenKey.of(newUser().id(), "github"),
        OAuthTokenKey.of(one.userId(), "gitlab"),
        new OAuthTokenKey(one.userId(), "other", "github"));
    await(database().storeOAuthToken(one, token()));
    Row stored = stored(database(), one);
    for (OAuthTokenKey other : others) {
      await(database().storeOAuthToken(other, token()));
      await(database().update(TABLE, means(other),
          Update.of("access_token", stored.string("access_token"))
              .set("refresh_token", stored.string("refresh_token"))));
      assertFails(ErrorCode.DECRYPTION_FAILED, database().findOAuthToken(other));
    }
    assertThat(await(database().findOAuthToken(one))).isPresent();
  }

  @Test
  void decryptsNoTokenThatWasAlteredOrSwapped() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    await(database().storeOAuthToken(key, token()));
    Row stored = stored(database(), key);
    await(database().update(TABLE, means(key),
        Update.of("access_token", stored.string("refresh_token"))));
    assertFails(ErrorCode.DECRYPTION_FAILED, database().findOAuthToken(key));
    String text = stored.string("access_token");
    char last = text.charAt(text.length() - 3);
    String altered = text.substring(0, text.length() - 3) + (last == 'A' ? 'B' : 'A')
        + text.substring(text.length() - 2);
    await(database().update(TABLE, means(key), Update.of("access_token", altered)));
    assertFails(ErrorCode.DECRYPTION_FAILED, database().findOAuthToken(key));
    assertThat(walk(10, page -> database().listOAuthTokens(key.userId(), page))).hasSize(1);
  }

  @Test
  void needsAKeyToStoreAndToFind() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    await(database().storeOAuthToken(key, token()));
    Row user = await(database().findOne(Query.from("plinth_users")
        .where(field("id").eq(key.userId())))).orElseThrow();
    Row row = stored(database(), key);
    try (DatabaseProvider keyless = bed().open(dev.plinth.Options.defaults());
        DatabaseProvider other =
            bed().open(bed().options().encryptionKey(SecretCanary.key()))) {
      await(keyless.initialize());
      await(other.initialize());
      for (DatabaseProvider database : List.of(keyless, other)) {
        await(database.insert("plinth_users", user));
        await(database.insert(TABLE, row));
        assertFails(ErrorCode.DECRYPTION_FAILED, database.findOAuthToken(key));
        assertThat(walk(5, page -> database.listOAuthTokens(key.userId(), page))).hasSize(1);
      }
      assertThat(assertFails(ErrorCode.INVALID_ARGUMENT, keyless.storeOAuthToken(key, token())))
          .hasMessageContaining("encryption");
      assertFails(ErrorCode.INVALID_ARGUMENT, keyless.refreshOAuthToken(key, 1, token()));
    }
  }

  @Test
  void letsOneOfManyRefresh() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    await(database().storeOAuthToken(key, token()));
    List<CompletableFuture<OAuthToken>> calls = IntStream.range(0, 16)
        .mapToObj(i -> database().refreshOAuthToken(key, 1, token())).toList();
    List<CompletableFuture<OAuthToken>> won =
        calls.stream().filter(call -> failureOf(call) == null).toList();
    assertThat(won).hasSize(1);
    calls.stream().filter(CompletableFuture::isCompletedExceptionally)
        .forEach(call -> assertFails(ErrorCode.CONFLICT, call));
    assertThat(await(database().findOAuthToken(key))).contains(await(won.get(0)));
    assertThat(await(won.get(0)).version()).isEqualTo(2);
  }

  @Test
  void keepsWhatARefreshDoesNotBring() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    NewOAuthToken first = token().withScope("repo");
    await(database().storeOAuthToken(key, first));
    NewOAuthToken next = NewOAuthToken.of(SecretCanary.secret("next"));
    OAuthToken refreshed = await(database().refreshOAuthToken(key, 1, next));
    assertThat(refreshed.accessToken()).isEqualTo(next.accessToken());
    assertThat(refreshed.refreshToken()).isEqualTo(first.refreshToken());
    assertThat(refreshed.info().scope()).isEqualTo("repo");
    assertFails(ErrorCode.CONFLICT, database().refreshOAuthToken(key, 1, next));
    assertFails(ErrorCode.NOT_FOUND,
        database().refreshOAuthToken(OAuthTokenKey.of(key.userId(), "gitlab"), 1, next));
    assertThat(await(database().findOAuthToken(key))).contains(refreshed);
  }

  @Test
  void listsTheTokensOfAUserInOrder() {
    User user = newUser();
    for (String tenant : List.of("b", "a", "B")) {
      for (String provider : List.of("z", "y")) {
        await(database().storeOAuthToken(new OAuthTokenKey(user.id(), tenant, provider), token()));
      }
    }
    await(database().storeOAuthToken(OAuthTokenKey.of(newUser().id(), "x"), token()));
    for (int size : new int[]{1, 2, 6}) {
      assertThat(walk(size, page -> database().listOAuthTokens(user.id(), page)))
          .extracting(info -> info.key().tenant() + info.key().provider())
          .containsExactly("By", "Bz", "ay", "az", "by", "bz");
    }
  }

  @Test
  void listsWhatExpiresTheEarliestFirst() {
    try (DatabaseProvider own = bed().open(bed().options())) {
      await(own.initialize());
      User user = await(own.createUser(dev.plinth.platform.NewUser.withoutPassword(newEmail())));
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      long[] offsets = {300, -60, 60, 600};
      for (int i = 0; i < offsets.length; i++) {
        await(own.storeOAuthToken(OAuthTokenKey.of(user.id(), "p" + i),
            token().withExpiresAt(now.plusSeconds(offsets[i]))));
      }
      await(own.storeOAuthToken(OAuthTokenKey.of(user.id(), "never"), token()));
      for (int size : new int[]{1, 2, 5}) {
        assertThat(walk(size, page -> own.listExpiringOAuthTokens(now.plusSeconds(600), page)))
            .extracting(info -> info.key().provider()).containsExactly("p1", "p2", "p0");
      }
    }
  }

  @Test
  void recordsTheLastSync() {
    OAuthTokenKey key = OAuthTokenKey.of(newUser().id(), "github");
    await(database().storeOAuthToken(key, token()));
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    OAuthTokenInfo synced = await(database().updateOAuthLastSync(key, at.plusSeconds(60)));
    assertThat(synced.lastSyncAt()).isEqualTo(at.plusSeconds(60));
    assertThat(synced.version()).isEqualTo(1);
    assertThat(await(database().updateOAuthLastSync(key, at)).lastSyncAt()).isEqualTo(at);
    assertFails(ErrorCode.NOT_FOUND,
        database().updateOAuthLastSync(OAuthTokenKey.of(key.userId(), "gitlab"), at));
  }

  @Test
  void deletesTokensAloneAndWithTheirUser() {
    User user = newUser();
    List<OAuthTokenKey> keys = IntStream.range(0, 4)
        .mapToObj(i -> new OAuthTokenKey(user.id(), "t" + i, "github")).toList();
    keys.forEach(key -> await(database().storeOAuthToken(key, token())));
    assertThat(await(database().deleteOAuthToken(keys.get(0)))).isTrue();
    assertThat(await(database().deleteOAuthToken(keys.get(0)))).isFalse();
    assertThat(await(database().deleteOAuthTokens(user.id()))).isEqualTo(3);
    await(database().storeOAuthToken(keys.get(1), token()));
    await(database().deleteUser(user.id()));
    assertThat(await(database().findOAuthToken(keys.get(1)))).isEqualTo(Optional.empty());
    assertThat(await(database().count(TABLE, field("user_id").eq(user.id())))).isZero();
  }

  private static NewOAuthToken token() {
    return NewOAuthToken.of(SecretCanary.secret("access"))
        .withRefreshToken(SecretCanary.secret("refresh"));
  }

  private static Filter means(OAuthTokenKey key) {
    return Filter.and(field("user_id").eq(key.userId()), field("tenant").eq(key.tenant()),
        field("provider").eq(key.provider()));
  }

  private static Row stored(DatabaseProvider database, OAuthTokenKey key) {
    return await(database.findOne(Query.from(TABLE).where(means(key)))).orElseThrow();
  }
}
