package dev.plinth.support.platform;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.PlatformColumns.requiredText;
import static dev.plinth.support.platform.PlatformColumns.text;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;

/** The table of users. */
public final class UserTable {
  /** Its name. */
  public static final String NAME = "plinth_users";

  /** Primary key. */
  public static final String ID = "id";
  /** As {@link dev.plinth.platform.EmailAddress} normalises it; unique. */
  public static final String EMAIL = "email";
  /** Null where none was given. */
  public static final String DISPLAY_NAME = "display_name";
  /** A bcrypt hash; null for a user who is authenticated elsewhere. */
  public static final String PASSWORD_HASH = "password_hash";
  /** A constant of {@link dev.plinth.platform.UserStatus}. */
  public static final String STATUS = "status";
  /** A constant of {@link dev.plinth.platform.UserTier}. */
  public static final String TIER = "tier";
  /** A constant of {@link dev.plinth.platform.UserRole}. */
  public static final String ROLE = "role";
  /** No reference: it stays when the user who approved is deleted. */
  public static final String APPROVED_BY = "approved_by";
  /** Null exactly when {@link #APPROVED_BY} is. */
  public static final String APPROVED_AT = "approved_at";
  /** When the user was created. */
  public static final String CREATED_AT = "created_at";
  /** When anything but the activity last changed. */
  public static final String UPDATED_AT = "updated_at";
  /** The latest recorded activity. */
  public static final String LAST_ACTIVE_AT = "last_active_at";

  private static final TableDefinition TABLE = TableDefinition.named(NAME)
      .column(ID, PortableType.UUID)
      .column(requiredText(EMAIL, 254))
      .column(text(DISPLAY_NAME, 200))
      .column(text(PASSWORD_HASH, 200))
      .column(requiredText(STATUS, 20))
      .column(requiredText(TIER, 20))
      .column(requiredText(ROLE, 20))
      .column(APPROVED_BY, PortableType.UUID)
      .column(APPROVED_AT, PortableType.INSTANT)
      .requiredColumn(CREATED_AT, PortableType.INSTANT)
      .requiredColumn(UPDATED_AT, PortableType.INSTANT)
      .column(LAST_ACTIVE_AT, PortableType.INSTANT)
      .primaryKey(ID)
      .uniqueKey(EMAIL)
      .check("plinth_users_status", field(STATUS).in("PENDING", "ACTIVE", "SUSPENDED"))
      .check("plinth_users_tier", field(TIER).in("STARTER", "PROFESSIONAL", "ENTERPRISE"))
      .check("plinth_users_role", field(ROLE).in("USER", "ADMIN", "SUPER_ADMIN"));

  static final PlatformVersion VERSION_1 = PlatformVersion.of(1, "users", TABLE,
      IndexDefinition.on(NAME, "plinth_users_by_creation", CREATED_AT, ID),
      IndexDefinition.on(NAME, "plinth_users_by_status", STATUS, CREATED_AT, ID),
      IndexDefinition.on(NAME, "plinth_users_by_tier", TIER, CREATED_AT, ID),
      IndexDefinition.on(NAME, "plinth_users_by_role", ROLE, CREATED_AT, ID));

  private UserTable() {}
}
