package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.UserTable.APPROVED_AT;
import static dev.plinth.support.platform.UserTable.APPROVED_BY;
import static dev.plinth.support.platform.UserTable.CREATED_AT;
import static dev.plinth.support.platform.UserTable.DISPLAY_NAME;
import static dev.plinth.support.platform.UserTable.EMAIL;
import static dev.plinth.support.platform.UserTable.ID;
import static dev.plinth.support.platform.UserTable.LAST_ACTIVE_AT;
import static dev.plinth.support.platform.UserTable.PASSWORD_HASH;
import static dev.plinth.support.platform.UserTable.ROLE;
import static dev.plinth.support.platform.UserTable.STATUS;
import static dev.plinth.support.platform.UserTable.TIER;
import static dev.plinth.support.platform.UserTable.UPDATED_AT;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.User;
import dev.plinth.platform.UserFilter;
import dev.plinth.platform.UserRole;
import dev.plinth.platform.UserStatus;
import dev.plinth.platform.UserTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Users as records of their table. */
final class UserRows {
  private UserRows() {}

  static Row created(UUID id, NewUser user, @Nullable String passwordHash, Instant now) {
    return Row.of(ID, id, EMAIL, user.email(), DISPLAY_NAME, user.displayName(),
        PASSWORD_HASH, passwordHash, STATUS, UserStatus.PENDING, TIER, user.tier(),
        ROLE, user.role(), APPROVED_BY, null, APPROVED_AT, null,
        CREATED_AT, now, UPDATED_AT, now, LAST_ACTIVE_AT, null);
  }

  static User read(Row row) {
    return new User(row.uuid(ID), row.string(EMAIL), StoredValues.text(row, DISPLAY_NAME),
        !row.isNull(PASSWORD_HASH),
        StoredValues.constant(row, STATUS, UserStatus.class),
        StoredValues.constant(row, TIER, UserTier.class),
        StoredValues.constant(row, ROLE, UserRole.class),
        StoredValues.uuid(row, APPROVED_BY), StoredValues.instant(row, APPROVED_AT),
        row.instant(CREATED_AT), row.instant(UPDATED_AT),
        StoredValues.instant(row, LAST_ACTIVE_AT));
  }

  static Filter withId(UUID id) {
    return field(ID).eq(id);
  }

  static Filter matching(UserFilter filter) {
    List<Filter> all = new ArrayList<>();
    require(all, STATUS, filter.status());
    require(all, TIER, filter.tier());
    require(all, ROLE, filter.role());
    return all.isEmpty() ? Filter.all() : new Filter.And(all);
  }

  private static void require(List<Filter> all, String column, @Nullable Enum<?> wanted) {
    if (wanted != null) {
      all.add(field(column).eq(wanted));
    }
  }
}
