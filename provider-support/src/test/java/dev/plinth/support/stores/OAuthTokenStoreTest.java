package dev.plinth.support.stores;

import static dev.plinth.support.stores.StoreFailures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.EncryptionKeys;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenInfo;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.PageRequest;
import dev.plinth.support.platform.OAuthTokenTable;
import dev.plinth.support.platform.PlatformTables;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class OAuthTokenStoreTest {
  private static final OAuthTokenKey GITHUB = OAuthTokenKey.of(new UUID(0, 1), "github");
  private static final NewOAuthToken TOKEN = NewOAuthToken.of("access").withRefreshToken("refresh")
      .withScope("repo").withExpiresAt(FakeStores.START.plusSeconds(60));

  private final FakeStores stores = FakeStores.create();

  @Test
  void replacesAsAWholeAndCountsVersions() {
    OAuthToken first = stores.storeOAuthToken(GITHUB, TOKEN).join();
    assertThat(first.version()).isEqualTo(1);
    stores.updateOAuthLastSync(GITHUB, FakeStores.START).join();
    stores.now = FakeStores.START.plusSeconds(1);
    OAuthToken second = stores.storeOAuthToken(GITHUB, NewOAuthToken.of("other")).join();
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.refreshToken()).isNull();
    assertThat(second.info().scope()).isNull();
    assertThat(second.info().lastSyncAt()).isNotNull();
    assertThat(second.info().createdAt()).isEqualTo(first.info().createdAt());
    assertThat(stores.findOAuthToken(GITHUB).join()).contains(second);
  }

  @Test
  void storesNothingInClear() {
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    Row row = table().snapshot().getFirst();
    assertThat(row.string(OAuthTokenTable.ACCESS_TOKEN)).startsWith("v1:").doesNotContain("access");
    assertThat(row.string(OAuthTokenTable.REFRESH_TOKEN)).doesNotContain("refresh");
  }

  @Test
  void letsOneOfTwoRefreshesWin() {
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    OAuthToken refreshed =
        stores.refreshOAuthToken(GITHUB, 1, NewOAuthToken.of("next")).join();
    assertThat(refreshed.version()).isEqualTo(2);
    assertThat(refreshed.refreshToken()).isEqualTo("refresh");
    assertThat(refreshed.info().scope()).isEqualTo("repo");
    assertThat(refreshed.info().expiresAt()).isNull();
    fails(ErrorCode.CONFLICT, stores.refreshOAuthToken(GITHUB, 1, TOKEN));
    assertThat(stores.findOAuthToken(GITHUB).join()).contains(refreshed);
    fails(ErrorCode.NOT_FOUND,
        stores.refreshOAuthToken(OAuthTokenKey.of(GITHUB.userId(), "gitlab"), 1, TOKEN));
  }

  @Test
  void readsTokensOfOlderKeys() {
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    EncryptionKeys rotated = EncryptionKeys.of("k2", FakeStores.key(2));
    FakeStores newer = stores.withKeys(rotated.withOlder("k1", FakeStores.key(1)));
    assertThat(newer.findOAuthToken(GITHUB).join().orElseThrow().accessToken())
        .isEqualTo("access");
    newer.refreshOAuthToken(GITHUB, 1, NewOAuthToken.of("next")).join();
    assertThat(table().snapshot().getFirst().string(OAuthTokenTable.ACCESS_TOKEN))
        .startsWith("v1:k2:");
  }

  @Test
  void changesNothingWhereTheRefreshTokenThatStaysDoesNotDecrypt() {
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    List<Row> before = table().snapshot();
    FakeStores other = stores.withKeys(EncryptionKeys.of(FakeStores.key(9)));
    fails(ErrorCode.DECRYPTION_FAILED,
        other.refreshOAuthToken(GITHUB, 1, NewOAuthToken.of("next")));
    assertThat(table().snapshot()).isEqualTo(before);
  }

  @Test
  void bindsCiphertextToItsKeyAndColumn() {
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    Row row = table().snapshot().getFirst();
    var copied = new OAuthTokenKey(GITHUB.userId(), "other", "github");
    table().insert(new PlatformTables().table(OAuthTokenTable.NAME),
        row.with(OAuthTokenTable.TENANT, "other"));
    fails(ErrorCode.DECRYPTION_FAILED, stores.findOAuthToken(copied));
    table().restore(List.of(
        row.with(OAuthTokenTable.ACCESS_TOKEN, row.string(OAuthTokenTable.REFRESH_TOKEN))));
    fails(ErrorCode.DECRYPTION_FAILED, stores.findOAuthToken(GITHUB));
  }

  @Test
  void saysHowToSetAKeyWhereThereIsNone() {
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    FakeStores keyless = stores.withKeys(null);
    assertThat(fails(ErrorCode.INVALID_ARGUMENT, keyless.storeOAuthToken(GITHUB, TOKEN)))
        .hasMessageContaining("Options.encryptionKey");
    fails(ErrorCode.INVALID_ARGUMENT, keyless.refreshOAuthToken(GITHUB, 1, TOKEN));
    fails(ErrorCode.DECRYPTION_FAILED, keyless.findOAuthToken(GITHUB));
    assertThat(keyless.listOAuthTokens(GITHUB.userId(), PageRequest.first()).join().items())
        .hasSize(1);
  }

  @Test
  void listsTheEarliestToExpireFirst() {
    var slack = OAuthTokenKey.of(GITHUB.userId(), "slack");
    var forever = OAuthTokenKey.of(GITHUB.userId(), "forever");
    stores.storeOAuthToken(GITHUB, TOKEN).join();
    stores.storeOAuthToken(slack, TOKEN.withExpiresAt(FakeStores.START)).join();
    stores.storeOAuthToken(forever, NewOAuthToken.of("access")).join();
    Instant before = FakeStores.START.plusSeconds(60);
    var first = stores.listExpiringOAuthTokens(before, PageRequest.first(1)).join();
    var second = stores.listExpiringOAuthTokens(before,
        PageRequest.first(1).after(first.nextCursor().orElseThrow())).join();
    assertThat(first.items()).extracting(OAuthTokenInfo::key).containsExactly(slack);
    assertThat(second.items()).extracting(OAuthTokenInfo::key).containsExactly(GITHUB);
    assertThat(second.hasNext()).isFalse();
    assertThat(stores.deleteOAuthToken(slack).join()).isTrue();
    assertThat(stores.deleteOAuthTokens(GITHUB.userId()).join()).isEqualTo(2);
  }

  private FakeTable table() {
    return stores.database.table(OAuthTokenTable.NAME);
  }
}
