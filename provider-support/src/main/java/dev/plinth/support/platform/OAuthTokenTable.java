package dev.plinth.support.platform;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.PlatformColumns.requiredText;
import static dev.plinth.support.platform.PlatformColumns.text;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;

/** The table of OAuth tokens: one per user, tenant and provider, which are its primary key. */
public final class OAuthTokenTable {
  /** Its name. */
  public static final String NAME = "plinth_oauth_tokens";

  /** The user; goes with them. */
  public static final String USER_ID = "user_id";
  /** The tenant. */
  public static final String TENANT = "tenant";
  /** The service that issued the token. */
  public static final String PROVIDER = "provider";
  /** Encrypted; unbounded, since the envelope of the longest token has more than 65,535 characters. */
  public static final String ACCESS_TOKEN = "access_token";
  /** Encrypted; null where the provider sent none. */
  public static final String REFRESH_TOKEN = "refresh_token";
  /** Usually {@code Bearer}. */
  public static final String TOKEN_TYPE = "token_type";
  /** Null where the provider sent none. */
  public static final String SCOPE = "scope";
  /** Counts stores and refreshes. */
  public static final String VERSION = "version";
  /** Null where the access token does not expire. */
  public static final String EXPIRES_AT = "expires_at";
  /** When data was last fetched with the token. */
  public static final String LAST_SYNC_AT = "last_sync_at";
  /** When a token was first stored. */
  public static final String CREATED_AT = "created_at";
  /** When the token was last stored or refreshed. */
  public static final String UPDATED_AT = "updated_at";

  private static final TableDefinition TABLE = TableDefinition.named(NAME)
      .column(USER_ID, PortableType.UUID)
      .column(requiredText(TENANT, 100))
      .column(requiredText(PROVIDER, 100))
      .requiredColumn(ACCESS_TOKEN, PortableType.TEXT)
      .column(REFRESH_TOKEN, PortableType.TEXT)
      .column(requiredText(TOKEN_TYPE, 50))
      .column(text(SCOPE, 4_000))
      .requiredColumn(VERSION, PortableType.LONG)
      .column(EXPIRES_AT, PortableType.INSTANT)
      .column(LAST_SYNC_AT, PortableType.INSTANT)
      .requiredColumn(CREATED_AT, PortableType.INSTANT)
      .requiredColumn(UPDATED_AT, PortableType.INSTANT)
      .primaryKey(USER_ID, TENANT, PROVIDER)
      .foreignKey(USER_ID, UserTable.NAME, UserTable.ID, OnDelete.CASCADE)
      .check("plinth_oauth_tokens_version", field(VERSION).gte(1));

  static final PlatformVersion VERSION_2 = PlatformVersion.of(2, "OAuth tokens", TABLE,
      IndexDefinition.on(NAME, "plinth_oauth_tokens_by_expiry", EXPIRES_AT, USER_ID, TENANT,
          PROVIDER));

  private OAuthTokenTable() {}
}
