package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import dev.plinth.Limits;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.ApiKeyVerification;
import dev.plinth.platform.ApiKeyVerification.Expired;
import dev.plinth.platform.ApiKeyVerification.Inactive;
import dev.plinth.platform.ApiKeyVerification.Unknown;
import dev.plinth.platform.ApiKeyVerification.Valid;
import dev.plinth.support.crypto.ApiKeyHasher;
import dev.plinth.support.platform.ApiKeyTable;
import java.util.List;
import java.util.Optional;

/** Verifies the value that a client sent. */
final class ApiKeyCheck implements TableWork<ApiKeyVerification> {
  private static final Limits LIMITS = Limits.defaults();

  private final ApiKeyHasher hasher = ApiKeyWork.HASHER;
  private final StoreContext context;
  private final String value;
  private final Optional<String> prefix;

  ApiKeyCheck(StoreContext context, String value) {
    this.context = context;
    this.value = value;
    this.prefix = hasher.parse(value);
  }

  /** What has not the shape of a key is known to be none without asking the database. */
  @Override
  public ApiKeyVerification run(TableSession keys) {
    return prefix.flatMap(known -> match(candidates(keys, known))).map(ApiKeyRows::read)
        .map(this::judged).orElseGet(Unknown::new);
  }

  private static List<Row> candidates(TableSession keys, String prefix) {
    Query query =
        Query.from(ApiKeyTable.NAME).where(field(ApiKeyTable.PREFIX).eq(prefix));
    return keys.find(query, LIMITS).rows();
  }

  private Optional<Row> match(List<Row> candidates) {
    if (candidates.isEmpty()) {
      hasher.verifyUnknown(value);
    }
    return candidates.stream()
        .filter(row -> hasher.verify(value, row.string(ApiKeyTable.KEY_HASH))).findFirst();
  }

  private ApiKeyVerification judged(ApiKey key) {
    if (!key.active()) {
      return new Inactive(key);
    }
    return key.expiredAt(context.exactNow()) ? new Expired(key) : new Valid(key);
  }
}
