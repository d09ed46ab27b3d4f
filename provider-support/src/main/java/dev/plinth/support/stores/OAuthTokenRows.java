package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.OAuthTokenTable.ACCESS_TOKEN;
import static dev.plinth.support.platform.OAuthTokenTable.CREATED_AT;
import static dev.plinth.support.platform.OAuthTokenTable.EXPIRES_AT;
import static dev.plinth.support.platform.OAuthTokenTable.LAST_SYNC_AT;
import static dev.plinth.support.platform.OAuthTokenTable.PROVIDER;
import static dev.plinth.support.platform.OAuthTokenTable.REFRESH_TOKEN;
import static dev.plinth.support.platform.OAuthTokenTable.SCOPE;
import static dev.plinth.support.platform.OAuthTokenTable.TENANT;
import static dev.plinth.support.platform.OAuthTokenTable.TOKEN_TYPE;
import static dev.plinth.support.platform.OAuthTokenTable.UPDATED_AT;
import static dev.plinth.support.platform.OAuthTokenTable.USER_ID;
import static dev.plinth.support.platform.OAuthTokenTable.VERSION;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.OAuthTokenInfo;
import dev.plinth.platform.OAuthTokenKey;
import java.time.Instant;

/** OAuth tokens as records of their table. */
final class OAuthTokenRows {
  private OAuthTokenRows() {}

  static Row created(OAuthTokenKey key, NewOAuthToken token, SealedToken sealed, Instant now) {
    return Row.of(USER_ID, key.userId(), TENANT, key.tenant(), PROVIDER, key.provider(),
        ACCESS_TOKEN, sealed.accessToken(), REFRESH_TOKEN, sealed.refreshToken(),
        TOKEN_TYPE, token.tokenType(), SCOPE, token.scope(), VERSION, 1L,
        EXPIRES_AT, token.expiresAt(), LAST_SYNC_AT, null, CREATED_AT, now, UPDATED_AT, now);
  }

  /** What a store changes of a token that exists: all that the provider says. */
  static Update stored(NewOAuthToken token, SealedToken sealed, Instant now) {
    return answered(token, sealed, now).set(REFRESH_TOKEN, sealed.refreshToken())
        .set(SCOPE, token.scope());
  }

  /** What a refresh changes: RFC 6749, section 6, lets the provider leave out what stays. */
  static Update refreshed(NewOAuthToken token, SealedToken sealed, Instant now) {
    Update update = answered(token, sealed, now);
    if (sealed.refreshToken() != null) {
      update = update.set(REFRESH_TOKEN, sealed.refreshToken());
    }
    return token.scope() == null ? update : update.set(SCOPE, token.scope());
  }

  static OAuthTokenInfo info(Row row) {
    var key = new OAuthTokenKey(row.uuid(USER_ID), row.string(TENANT), row.string(PROVIDER));
    return new OAuthTokenInfo(key, row.longValue(VERSION), row.string(TOKEN_TYPE),
        StoredValues.text(row, SCOPE), !row.isNull(REFRESH_TOKEN),
        StoredValues.instant(row, EXPIRES_AT), StoredValues.instant(row, LAST_SYNC_AT),
        row.instant(CREATED_AT), row.instant(UPDATED_AT));
  }

  static SealedToken sealed(Row row) {
    return new SealedToken(row.string(ACCESS_TOKEN), StoredValues.text(row, REFRESH_TOKEN));
  }

  static Filter withKey(OAuthTokenKey key) {
    return Filter.and(field(USER_ID).eq(key.userId()), field(TENANT).eq(key.tenant()),
        field(PROVIDER).eq(key.provider()));
  }

  private static Update answered(NewOAuthToken token, SealedToken sealed, Instant now) {
    return Update.of(ACCESS_TOKEN, sealed.accessToken()).set(TOKEN_TYPE, token.tokenType())
        .set(EXPIRES_AT, token.expiresAt()).set(UPDATED_AT, now).increment(VERSION, 1L);
  }
}
