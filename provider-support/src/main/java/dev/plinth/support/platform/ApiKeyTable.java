package dev.plinth.support.platform;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.PlatformColumns.requiredText;
import static dev.plinth.support.platform.PlatformColumns.text;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;

/** The table of API keys. */
public final class ApiKeyTable {
  /** Its name. */
  public static final String NAME = "plinth_api_keys";

  /** Primary key. */
  public static final String ID = "id";
  /** The owner; the key goes with them. */
  public static final String USER_ID = "user_id";
  /** What the owner calls it. */
  public static final String KEY_NAME = "name";
  /** Null where none was given. */
  public static final String DESCRIPTION = "description";
  /** The beginning of the value, by which it is found; not unique. */
  public static final String PREFIX = "prefix";
  /** A salted hash of the value. */
  public static final String KEY_HASH = "key_hash";
  /** A constant of {@link dev.plinth.platform.ApiKeyTier}. */
  public static final String TIER = "tier";
  /** The rules that apply, as a list of objects. */
  public static final String LIMITS = "limits";
  /** False once deactivated. */
  public static final String ACTIVE = "active";
  /** Null for never. */
  public static final String EXPIRES_AT = "expires_at";
  /** The latest recorded use. */
  public static final String LAST_USED_AT = "last_used_at";
  /** No reference: it stays when that key is deleted, since a key rotated once stays rotated. */
  public static final String REPLACED_BY = "replaced_by";
  /** When the key was made. */
  public static final String CREATED_AT = "created_at";

  private static final TableDefinition TABLE = TableDefinition.named(NAME)
      .column(ID, PortableType.UUID)
      .requiredColumn(USER_ID, PortableType.UUID)
      .column(requiredText(KEY_NAME, 200))
      .column(text(DESCRIPTION, 1_000))
      .column(requiredText(PREFIX, 64))
      .column(requiredText(KEY_HASH, 200))
      .column(requiredText(TIER, 20))
      .requiredColumn(LIMITS, PortableType.JSON)
      .requiredColumn(ACTIVE, PortableType.BOOLEAN)
      .column(EXPIRES_AT, PortableType.INSTANT)
      .column(LAST_USED_AT, PortableType.INSTANT)
      .column(REPLACED_BY, PortableType.UUID)
      .requiredColumn(CREATED_AT, PortableType.INSTANT)
      .primaryKey(ID)
      .foreignKey(USER_ID, UserTable.NAME, UserTable.ID, OnDelete.CASCADE)
      .check("plinth_api_keys_tier",
          field(TIER).in("TRIAL", "STARTER", "PROFESSIONAL", "ENTERPRISE"));

  static final PlatformVersion VERSION_3 = PlatformVersion.of(3, "API keys", TABLE,
      IndexDefinition.on(NAME, "plinth_api_keys_by_user", USER_ID, CREATED_AT, ID),
      IndexDefinition.on(NAME, "plinth_api_keys_by_prefix", PREFIX, CREATED_AT, ID),
      IndexDefinition.on(NAME, "plinth_api_keys_by_expiry", EXPIRES_AT));

  private ApiKeyTable() {}
}
