package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccessPolicyTest {
  @Test
  void narrowsInEveryRespect() {
    AccessPolicy granted = AccessPolicy.of(AccessLevel.DDL).allowingTables(Set.of("a", "b", "c"))
        .denyingTables(Set.of("c"));
    AccessPolicy asked = AccessPolicy.of(AccessLevel.DML).allowingTables(Set.of("b", "c", "d"));
    AccessPolicy both = granted.narrowedBy(asked);
    assertThat(both).isEqualTo(asked.narrowedBy(granted));
    assertThat(both.level()).isEqualTo(AccessLevel.DML);
    assertThat(both.onlyTables()).contains(Set.of("b", "c"));
    assertThat(both.allowsTable("b")).isTrue();
    assertThat(Set.of("a", "c", "d")).noneMatch(both::allowsTable);
    assertThat(both.coversAllTables()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(AccessLevel.class)
  void neverWidens(AccessLevel level) {
    AccessPolicy policy = AccessPolicy.of(level);
    assertThat(policy.narrowedBy(AccessPolicy.unrestricted())).isEqualTo(policy);
    assertThat(policy.narrowedBy(AccessPolicy.readOnly())).isEqualTo(AccessPolicy.readOnly());
    assertThat(AccessLevel.ADMIN.allows(level)).isTrue();
    assertThat(AccessLevel.READ_ONLY.allows(level)).isEqualTo(level == AccessLevel.READ_ONLY);
  }

  @Test
  void allowsNothingWhereTheListsDoNotMeet() {
    AccessPolicy policy = AccessPolicy.readOnly().allowingTables(Set.of("a"))
        .narrowedBy(AccessPolicy.readOnly().allowingTables(Set.of("b")));
    assertThat(policy.onlyTables()).contains(Set.of());
    assertThat(policy.allowsTable("a")).isFalse();
  }

  @Test
  void hidesTheTablesOfPlinthAndOfTheBackendUnlessTheyAreNamed() {
    AccessPolicy policy = AccessPolicy.readOnly().hidingSystemTablesBut(Set.of("plinth_usage"));
    assertThat(Set.of("plinth_users", "PLINTH_USERS", "main.plinth_users", "sqlite_schema",
        "pg_class", "pg_catalog.x", "information_schema.tables", "mysql.user", "system.views",
        "pragma_table_info")).noneMatch(policy::allowsTable);
    assertThat(Set.of("plinth_usage", "notes", "plinth", "main.notes", "mysql"))
        .allMatch(policy::allowsTable);
    assertThat(policy.coversAllTables()).isFalse();
    assertThat(policy.narrowedBy(AccessPolicy.unrestricted()).allowsTable("plinth_users"))
        .isFalse();
    assertThat(AccessPolicy.unrestricted().narrowedBy(policy).openSystemTables())
        .isEqualTo(Set.of("plinth_usage"));
  }

  @Test
  void deniesANameInAnyCase() {
    AccessPolicy policy = AccessPolicy.unrestricted().denyingTables(Set.of("Salaries"));
    assertThat(Set.of("salaries", "SALARIES", "hr.salaries")).noneMatch(policy::allowsTable);
    assertThat(AccessPolicy.unrestricted().allowingTables(Set.of("notes")).allowsTable("Notes"))
        .isFalse();
  }

  @Test
  void keepsWhatEitherBlocks() {
    assertThat(AccessPolicy.of(AccessLevel.DDL).blockingStatements(Set.of("drop"))
        .narrowedBy(AccessPolicy.of(AccessLevel.DDL).blockingStatements(Set.of("TRUNCATE")))
        .blockedStatements()).containsExactlyInAnyOrder("DROP", "TRUNCATE");
  }
}
