package dev.plinth.support.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.UserRole;
import dev.plinth.platform.UserStatus;
import dev.plinth.platform.UserTier;
import dev.plinth.schema.CheckDefinition;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PlatformSchemaTest {
  /** What InnoDB takes, with four bytes a character. */
  private static final int MAX_KEY_BYTES = 3_072;
  /** What PostgreSQL takes. */
  private static final int MAX_NAME = 63;

  @Test
  void numbersItsVersionsWithoutGap() {
    assertThat(PlatformSchema.versions()).extracting(PlatformVersion::number)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, PlatformSchema.latest()).boxed().toList());
  }

  @Test
  void namesThingsOnceAndSoThatEveryBackendTakesIt() {
    var names = new ArrayList<String>();
    for (TableDefinition table : PlatformSchema.tables()) {
      names.add(table.name());
      PlatformSchema.indexes(table.name()).forEach(index -> names.add(index.name()));
      table.checks().forEach(check -> names.add(check.name()));
    }
    assertThat(names).doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("plinth_") && name.length() <= MAX_NAME);
  }

  @Test
  void keepsKeysWithinWhatMySqlTakes() {
    for (TableDefinition table : PlatformSchema.tables()) {
      keys(table).forEach(key -> assertThat(key.stream()
          .mapToInt(column -> bytes(column(table, column))).sum())
          .as("%s %s", table.name(), key).isLessThanOrEqualTo(MAX_KEY_BYTES));
    }
  }

  @Test
  void refersToColumnsOfTheSameTypeInEarlierTables() {
    var earlier = new ArrayList<TableDefinition>();
    for (TableDefinition table : PlatformSchema.tables()) {
      for (ForeignKeyDefinition key : table.foreignKeys()) {
        TableDefinition target = earlier.stream()
            .filter(known -> known.name().equals(key.table())).findFirst().orElseThrow();
        assertThat(key.targetColumns()).isEqualTo(target.primaryKey());
        assertThat(column(table, key.columns().getFirst()).type())
            .isEqualTo(column(target, key.targetColumns().getFirst()).type());
      }
      earlier.add(table);
    }
  }

  /** The definitions hold literals, since a released version never changes; a new constant needs a new version. */
  @Test
  void allowsEveryConstant() {
    assertAllowed(UserTable.NAME, UserTable.STATUS, UserStatus.values());
    assertAllowed(UserTable.NAME, UserTable.TIER, UserTier.values());
    assertAllowed(UserTable.NAME, UserTable.ROLE, UserRole.values());
    assertAllowed(ApiKeyTable.NAME, ApiKeyTable.TIER, ApiKeyTier.values());
  }

  @Test
  void describesItsTablesToEngines() {
    var table = new PlatformTables().table(OAuthTokenTable.NAME);
    assertThat(table.primaryKey()).containsExactly("user_id", "tenant", "provider");
    var scope = table.column(OAuthTokenTable.SCOPE);
    assertThat(scope).isNotNull();
    assertThat(scope.type()).isEqualTo(PortableType.TEXT);
    assertThat(scope.nullable()).isTrue();
    assertThat(table.description().column(OAuthTokenTable.USER_ID).orElseThrow().nullable())
        .isFalse();
    assertThat(new PlatformTables().table(UserTable.NAME).description().indexes())
        .anyMatch(index -> index.unique() && !index.primary()
            && index.columns().equals(List.of(Order.ascending(UserTable.EMAIL))));
  }

  private static void assertAllowed(String table, String column, Enum<?>... constants) {
    var allowed = definition(table).checks().stream().map(CheckDefinition::condition)
        .filter(condition -> condition instanceof Filter.Membership membership
            && membership.field().equals(column))
        .map(condition -> ((Filter.Membership) condition).values()).findFirst().orElseThrow();
    assertThat(allowed)
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(constants).map(Enum::name).toList());
  }

  private static List<List<String>> keys(TableDefinition table) {
    var keys = new ArrayList<>(table.uniqueKeys());
    keys.add(table.primaryKey());
    for (IndexDefinition index : PlatformSchema.indexes(table.name())) {
      keys.add(index.columns().stream().map(Order::field).toList());
    }
    return keys;
  }

  private static int bytes(ColumnDefinition column) {
    return switch (column.type()) {
      case TEXT -> column.maxLength() == 0 ? MAX_KEY_BYTES + 1 : 4 * column.maxLength();
      case UUID -> 36;
      default -> 8;
    };
  }

  private static ColumnDefinition column(TableDefinition table, String name) {
    return table.columns().stream().filter(column -> column.name().equals(name)).findFirst()
        .orElseThrow();
  }

  private static TableDefinition definition(String name) {
    return PlatformSchema.tables().stream().filter(table -> table.name().equals(name)).findFirst()
        .orElseThrow();
  }
}
