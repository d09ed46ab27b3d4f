package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenInfo;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.support.crypto.CipherContext;
import dev.plinth.support.crypto.TokenCipher;
import dev.plinth.support.platform.OAuthTokenTable;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts tokens, each bound to its column and to tenant, user and provider. */
final class TokenVault {
  private static final String NO_KEY = "no encryption key is configured; open the database with "
      + "Options.encryptionKey, a key of 32 bytes: openssl rand -base64 32";

  private final StoreContext context;

  TokenVault(StoreContext context) {
    this.context = context;
  }

  SealedToken seal(OAuthTokenKey key, NewOAuthToken token) {
    TokenCipher cipher = cipher(ErrorCode.INVALID_ARGUMENT);
    String refreshToken = token.refreshToken();
    return new SealedToken(
        cipher.encrypt(token.accessToken(), place(OAuthTokenTable.ACCESS_TOKEN, key)),
        refreshToken == null
            ? null
            : cipher.encrypt(refreshToken, place(OAuthTokenTable.REFRESH_TOKEN, key)));
  }

  OAuthToken open(OAuthTokenInfo info, SealedToken sealed) {
    OAuthTokenKey key = info.key();
    String accessToken = cipher(ErrorCode.DECRYPTION_FAILED).decrypt(sealed.accessToken(),
        place(OAuthTokenTable.ACCESS_TOKEN, key));
    return new OAuthToken(info, accessToken, openRefreshToken(key, sealed.refreshToken()));
  }

  @Nullable
  String openRefreshToken(OAuthTokenKey key, @Nullable String sealed) {
    return sealed == null
        ? null
        : cipher(ErrorCode.DECRYPTION_FAILED).decrypt(sealed,
            place(OAuthTokenTable.REFRESH_TOKEN, key));
  }

  private TokenCipher cipher(ErrorCode without) {
    return context.cipher().orElseThrow(() -> new DatabaseException(without, NO_KEY));
  }

  private static CipherContext place(String column, OAuthTokenKey key) {
    return CipherContext.of(OAuthTokenTable.NAME, column, key.tenant(), key.userId().toString(),
        key.provider());
  }
}
