package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static java.util.Objects.requireNonNull;

import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenInfo;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.OAuthTokenStore;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.support.platform.OAuthTokenTable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The OAuth tokens over an engine. */
public interface EngineOAuthTokenStore extends OAuthTokenStore, StoreHost {
  @Override
  default CompletableFuture<OAuthToken> storeOAuthToken(OAuthTokenKey key, NewOAuthToken token) {
    requireNonNull(key, "key");
    requireNonNull(token, "token");
    return tokenCalls().write("storeOAuthToken",
        () -> new OAuthTokenWork(stores(), key).store(token));
  }

  @Override
  default CompletableFuture<Optional<OAuthToken>> findOAuthToken(OAuthTokenKey key) {
    requireNonNull(key, "key");
    return tokenCalls().read("findOAuthToken", () -> new OAuthTokenWork(stores(), key).find());
  }

  @Override
  default CompletableFuture<Page<OAuthTokenInfo>> listOAuthTokens(UUID userId, PageRequest page) {
    requireNonNull(userId, "userId");
    requireNonNull(page, "page");
    return tokenCalls().read("listOAuthTokens",
        () -> OAuthTokenWork.OF_USER.page(field(OAuthTokenTable.USER_ID).eq(userId), page));
  }

  @Override
  default CompletableFuture<OAuthToken> refreshOAuthToken(OAuthTokenKey key, long expectedVersion,
      NewOAuthToken token) {
    requireNonNull(key, "key");
    requireNonNull(token, "token");
    // A unit: the refresh token that stays may turn out not to decrypt, when the rest is written.
    return tokenCalls().unit("refreshOAuthToken",
        () -> new OAuthTokenWork(stores(), key).refresh(expectedVersion, token));
  }

  @Override
  default CompletableFuture<Page<OAuthTokenInfo>> listExpiringOAuthTokens(Instant before,
      PageRequest page) {
    requireNonNull(before, "before");
    requireNonNull(page, "page");
    return tokenCalls().read("listExpiringOAuthTokens", () -> OAuthTokenWork.BY_EXPIRY.page(
        field(OAuthTokenTable.EXPIRES_AT).lt(StoreArguments.bound("before", before)), page));
  }

  @Override
  default CompletableFuture<OAuthTokenInfo> updateOAuthLastSync(OAuthTokenKey key, Instant at) {
    requireNonNull(key, "key");
    requireNonNull(at, "at");
    return tokenCalls().write("updateOAuthLastSync",
        () -> new OAuthTokenWork(stores(), key).updateLastSync(at));
  }

  @Override
  default CompletableFuture<Boolean> deleteOAuthToken(OAuthTokenKey key) {
    requireNonNull(key, "key");
    return tokenCalls().write("deleteOAuthToken",
        () -> tokens -> tokens.delete(OAuthTokenRows.withKey(key)) > 0);
  }

  @Override
  default CompletableFuture<Long> deleteOAuthTokens(UUID userId) {
    requireNonNull(userId, "userId");
    return tokenCalls().write("deleteOAuthTokens",
        () -> tokens -> tokens.delete(field(OAuthTokenTable.USER_ID).eq(userId)));
  }

  private StoreCalls tokenCalls() {
    return new StoreCalls(this, OAuthTokenTable.NAME);
  }
}
