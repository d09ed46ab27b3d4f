package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.stores.OAuthTokenRows.withKey;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenInfo;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.support.platform.OAuthTokenTable;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What the calls of the OAuth token store do. */
final class OAuthTokenWork {
  static final Listing<OAuthTokenInfo> OF_USER = Listing.by(
      Query.from(OAuthTokenTable.NAME).select(listed()).orderBy(OAuthTokenTable.TENANT)
          .orderBy(OAuthTokenTable.PROVIDER),
      OAuthTokenRows::info, String.class, String.class);

  static final Listing<OAuthTokenInfo> BY_EXPIRY = Listing.by(
      Query.from(OAuthTokenTable.NAME).select(listed()).orderBy(OAuthTokenTable.EXPIRES_AT)
          .orderBy(OAuthTokenTable.USER_ID).orderBy(OAuthTokenTable.TENANT)
          .orderBy(OAuthTokenTable.PROVIDER),
      OAuthTokenRows::info, Instant.class, UUID.class, String.class, String.class);

  private static final int ATTEMPTS = 3;

  private final StoreContext context;
  private final TokenVault vault;
  private final OAuthTokenKey key;

  OAuthTokenWork(StoreContext context, OAuthTokenKey key) {
    this.context = context;
    this.vault = new TokenVault(context);
    this.key = key;
  }

  TableWork<OAuthToken> store(NewOAuthToken token) {
    SealedToken sealed = vault.seal(key, token);
    return tokens -> new OAuthToken(OAuthTokenRows.info(put(tokens, token, sealed)),
        token.accessToken(), token.refreshToken());
  }

  /** Only a delete and another store, each at its moment, make a second attempt needed. */
  private Row put(TableSession tokens, NewOAuthToken token, SealedToken sealed) {
    Owners.require(context, tokens, key.userId());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instant now = context.now();
      Optional<Row> updated =
          tokens.updateReturning(withKey(key), OAuthTokenRows.stored(token, sealed, now));
      if (updated.isPresent()) {
        return updated.get();
      }
      Row row = OAuthTokenRows.created(key, token, sealed, now);
      if (tokens.insertIfAbsent(row)) {
        return row;
      }
    }
    throw Contention.of(OAuthTokenTable.NAME);
  }

  TableWork<Optional<OAuthToken>> find() {
    return tokens -> tokens.findOne(withKey(key))
        .map(row -> vault.open(OAuthTokenRows.info(row), OAuthTokenRows.sealed(row)));
  }

  TableWork<OAuthToken> refresh(long expectedVersion, NewOAuthToken token) {
    SealedToken sealed = vault.seal(key, token);
    return tokens -> {
      Row row = tokens
          .updateReturning(withKey(key).and(field(OAuthTokenTable.VERSION).eq(expectedVersion)),
              OAuthTokenRows.refreshed(token, sealed, context.now()))
          .orElseThrow(() -> notRefreshed(tokens));
      return new OAuthToken(OAuthTokenRows.info(row), token.accessToken(),
          token.refreshToken() == null
              ? vault.openRefreshToken(key, OAuthTokenRows.sealed(row).refreshToken())
              : token.refreshToken());
    };
  }

  private DatabaseException notRefreshed(TableSession tokens) {
    return tokens.exists(withKey(key))
        ? new DatabaseException(ErrorCode.CONFLICT,
            "the OAuth token is in another version than expected: somebody else has refreshed it; "
                + "find it again and use theirs")
        : unknown();
  }

  TableWork<OAuthTokenInfo> updateLastSync(Instant at) {
    Update update = Update.of(OAuthTokenTable.LAST_SYNC_AT, StoreArguments.moment("at", at));
    return tokens -> tokens.updateReturning(withKey(key), update).map(OAuthTokenRows::info)
        .orElseThrow(OAuthTokenWork::unknown);
  }

  private static DatabaseException unknown() {
    return new DatabaseException(ErrorCode.NOT_FOUND,
        "there is no OAuth token of this user, tenant and provider");
  }

  /** All but the access token, which a listing has no use for. */
  private static String[] listed() {
    return new String[]{OAuthTokenTable.USER_ID, OAuthTokenTable.TENANT, OAuthTokenTable.PROVIDER,
        OAuthTokenTable.REFRESH_TOKEN, OAuthTokenTable.TOKEN_TYPE, OAuthTokenTable.SCOPE,
        OAuthTokenTable.VERSION, OAuthTokenTable.EXPIRES_AT, OAuthTokenTable.LAST_SYNC_AT,
        OAuthTokenTable.CREATED_AT, OAuthTokenTable.UPDATED_AT};
  }
}
