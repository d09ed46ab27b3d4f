package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.ApiKeyTable.ACTIVE;
import static dev.plinth.support.platform.ApiKeyTable.CREATED_AT;
import static dev.plinth.support.platform.ApiKeyTable.DESCRIPTION;
import static dev.plinth.support.platform.ApiKeyTable.EXPIRES_AT;
import static dev.plinth.support.platform.ApiKeyTable.ID;
import static dev.plinth.support.platform.ApiKeyTable.KEY_HASH;
import static dev.plinth.support.platform.ApiKeyTable.KEY_NAME;
import static dev.plinth.support.platform.ApiKeyTable.LAST_USED_AT;
import static dev.plinth.support.platform.ApiKeyTable.LIMITS;
import static dev.plinth.support.platform.ApiKeyTable.PREFIX;
import static dev.plinth.support.platform.ApiKeyTable.REPLACED_BY;
import static dev.plinth.support.platform.ApiKeyTable.TIER;
import static dev.plinth.support.platform.ApiKeyTable.USER_ID;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.ApiKeyTier;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys as records of their table. */
final class ApiKeyRows {
  private ApiKeyRows() {}

  static Row created(ApiKey key, String hash) {
    return Row.of(ID, key.id(), USER_ID, key.userId(), KEY_NAME, key.name(),
        DESCRIPTION, key.description(), PREFIX, key.prefix(), KEY_HASH, hash, TIER, key.tier(),
        LIMITS, RuleTexts.json(key.limits()), ACTIVE, key.active(), EXPIRES_AT, key.expiresAt(),
        LAST_USED_AT, key.lastUsedAt(), REPLACED_BY, key.replacedBy(),
        CREATED_AT, key.createdAt());
  }

  static ApiKey read(Row row) {
    return new ApiKey(row.uuid(ID), row.uuid(USER_ID), row.string(KEY_NAME),
        StoredValues.text(row, DESCRIPTION), row.string(PREFIX),
        StoredValues.constant(row, TIER, ApiKeyTier.class),
        RuleTexts.rules(row.json(LIMITS)), row.booleanValue(ACTIVE),
        StoredValues.instant(row, EXPIRES_AT), StoredValues.instant(row, LAST_USED_AT),
        StoredValues.uuid(row, REPLACED_BY), row.instant(CREATED_AT));
  }

  static Filter withId(UUID id) {
    return field(ID).eq(id);
  }

  /** A key that was not rotated. */
  static Filter unrotated(UUID id) {
    return withId(id).and(field(REPLACED_BY).isNull());
  }

  static Filter expiringAt(@Nullable Instant moment) {
    return moment == null ? field(EXPIRES_AT).isNull() : field(EXPIRES_AT).eq(moment);
  }
}
