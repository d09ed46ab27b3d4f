package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.platform.ApiKeyTable;
import dev.plinth.support.platform.OAuthTokenTable;
import dev.plinth.support.platform.UserTable;
import java.util.UUID;

/** What foreign keys to the users do, for backends without them. */
final class Owners {
  private Owners() {}

  /** Fails where there is no such user, unless the backend does so by itself. */
  static void require(StoreContext context, TableSession session, UUID userId) {
    if (!context.foreignKeys()
        && !session.on(UserTable.NAME).exists(UserRows.withId(userId))) {
      throw new DatabaseException(ErrorCode.FOREIGN_KEY_VIOLATION,
          "there is no user with this id; create the user first");
    }
  }

  /** Deletes a user and what is theirs; the user first, so that nothing is added meanwhile. */
  static boolean delete(TableSession users, UUID id) {
    boolean deleted = users.delete(UserRows.withId(id)) > 0;
    users.on(OAuthTokenTable.NAME).delete(field(OAuthTokenTable.USER_ID).eq(id));
    users.on(ApiKeyTable.NAME).delete(field(ApiKeyTable.USER_ID).eq(id));
    return deleted;
  }
}
