package dev.plinth.testkit;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * Everything that a provider must do. A backend's test is one short class:
 *
 * <pre>{@code
 * final class SqliteConformanceTest extends DatabaseConformance {
 *   @Override
 *   protected DatabaseProvider openEmpty(Options options) {
 *     return Databases.await(Databases.open("sqlite::memory:", options));
 *   }
 *
 *   @Override
 *   protected Set<Capability> capabilities() {
 *     return Set.of(Capability.SQL, ...);
 *   }
 * }
 * }</pre>
 *
 * <p>Every behaviour is expected of every backend. A test that {@link Requires} a capability which the
 * backend lacks runs all the same, and passes only with {@link dev.plinth.ErrorCode#UNSUPPORTED}.
 * Nothing is skipped. The run ends with a table of what ran on which server.
 */
@Timeout(120)
public abstract class DatabaseConformance extends ConformanceSuite {
  private @Nullable TestBed bed;

  /** For backends to extend. */
  protected DatabaseConformance() {}

  /**
   * Opens a provider with these options on a database of its own, in which there is nothing. The suite
   * closes it.
   */
  protected abstract DatabaseProvider openEmpty(Options options);

  /** What the backend can do; compared with what the provider declares. */
  @Override
  protected abstract Set<Capability> capabilities();

  /** The native statements of the suite in the backend's language; SQL unless overridden. */
  protected NativeTexts nativeTexts() {
    return new SqlTexts();
  }

  @BeforeAll
  final void openDatabase() {
    requireGapsAreTests();
    bed = new TestBed(this::openEmpty, capabilities(), nativeTexts());
  }

  @AfterAll
  final void closeDatabase() {
    if (bed != null) {
      bed.close();
    }
  }

  @Override
  final String serverName() {
    return opened().serverName();
  }

  private TestBed opened() {
    return Objects.requireNonNull(bed, "the database is not open");
  }

  private void requireGapsAreTests() {
    var unknown = new TreeSet<String>();
    serverGaps().forEach(gap -> unknown.add(gap.replaceFirst("\\[.*]$", "")));
    for (Class<?> role : DatabaseConformance.class.getDeclaredClasses()) {
      Arrays.stream(role.getSuperclass().getDeclaredMethods())
          .forEach(test -> unknown.remove(role.getSimpleName() + "." + test.getName()));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalStateException("serverGaps() lists tests that there are not: " + unknown);
    }
  }

  @Nested
  final class Capabilities extends CapabilityConformance {
    Capabilities() {
      super(opened());
    }
  }

  @Nested
  final class Inserts extends InsertConformance {
    Inserts() {
      super(opened());
    }
  }

  @Nested
  final class Constraints extends ConstraintConformance {
    Constraints() {
      super(opened());
    }
  }

  @Nested
  final class BulkInserts extends BulkInsertConformance {
    BulkInserts() {
      super(opened());
    }
  }

  @Nested
  final class Upserts extends UpsertConformance {
    Upserts() {
      super(opened());
    }
  }

  @Nested
  final class Filters extends FilterConformance {
    Filters() {
      super(opened());
    }
  }

  @Nested
  final class Orders extends OrderConformance {
    Orders() {
      super(opened());
    }
  }

  @Nested
  final class Pages extends PagingConformance {
    Pages() {
      super(opened());
    }
  }

  @Nested
  final class Truncation extends TruncationConformance {
    Truncation() {
      super(opened());
    }
  }

  @Nested
  final class Updates extends UpdateConformance {
    Updates() {
      super(opened());
    }
  }

  @Nested
  final class ListUpdates extends ListUpdateConformance {
    ListUpdates() {
      super(opened());
    }
  }

  @Nested
  final class Indexes extends IndexConformance {
    Indexes() {
      super(opened());
    }
  }

  @Nested
  final class Versions extends VersionConformance {
    Versions() {
      super(opened());
    }
  }

  @Nested
  final class Aggregates extends AggregateConformance {
    Aggregates() {
      super(opened());
    }
  }

  @Nested
  final class Trees extends TreeConformance {
    Trees() {
      super(opened());
    }
  }

  @Nested
  final class Values extends ValueConformance {
    Values() {
      super(opened());
    }
  }

  @Nested
  final class NativeStatements extends NativeConformance {
    NativeStatements() {
      super(opened());
    }
  }

  @Nested
  final class NativeRefusals extends NativeRefusalConformance {
    NativeRefusals() {
      super(opened());
    }
  }

  @Nested
  final class HostileTexts extends HostileStatementConformance {
    HostileTexts() {
      super(opened());
    }
  }

  @Nested
  final class Transactions extends TransactionConformance {
    Transactions() {
      super(opened());
    }
  }

  @Nested
  final class NestedTransactions extends NestedTransactionConformance {
    NestedTransactions() {
      super(opened());
    }
  }

  @Nested
  final class TransactionOptions extends TransactionOptionsConformance {
    TransactionOptions() {
      super(opened());
    }
  }

  @Nested
  final class TransactionLists extends TransactionListConformance {
    TransactionLists() {
      super(opened());
    }
  }

  @Nested
  final class Schemas extends SchemaConformance {
    Schemas() {
      super(opened());
    }
  }

  @Nested
  final class SchemaRefusals extends SchemaRefusalConformance {
    SchemaRefusals() {
      super(opened());
    }
  }

  @Nested
  final class HealthChecks extends HealthConformance {
    HealthChecks() {
      super(opened());
    }
  }

  @Nested
  final class Streams extends StreamConformance {
    Streams() {
      super(opened());
    }
  }

  @Nested
  final class BadInput extends BadInputConformance {
    BadInput() {
      super(opened());
    }
  }

  @Nested
  final class Contracts extends ContractConformance {
    Contracts() {
      super(opened());
    }
  }

  @Nested
  final class Closing extends CloseConformance {
    Closing() {
      super(opened());
    }
  }

  @Nested
  final class Views extends ViewConformance {
    Views() {
      super(opened());
    }
  }

  @Nested
  final class Futures extends FutureConformance {
    Futures() {
      super(opened());
    }
  }

  @Nested
  final class Deadlines extends DeadlineConformance {
    Deadlines() {
      super(opened());
    }
  }

  @Nested
  final class Listeners extends ListenerConformance {
    Listeners() {
      super(opened());
    }
  }

  @Nested
  final class Users extends UserConformance {
    Users() {
      super(opened());
    }
  }

  @Nested
  final class Passwords extends PasswordConformance {
    Passwords() {
      super(opened());
    }
  }

  @Nested
  final class OAuthTokens extends OAuthTokenConformance {
    OAuthTokens() {
      super(opened());
    }
  }

  @Nested
  final class ApiKeys extends ApiKeyConformance {
    ApiKeys() {
      super(opened());
    }
  }

  @Nested
  final class RateLimits extends RateLimitConformance {
    RateLimits() {
      super(opened());
    }
  }

  @Nested
  final class Concurrency extends ConcurrencyConformance {
    Concurrency() {
      super(opened());
    }
  }

  @Nested
  final class Secrets extends SecretConformance {
    Secrets() {
      super(opened());
    }
  }
}
