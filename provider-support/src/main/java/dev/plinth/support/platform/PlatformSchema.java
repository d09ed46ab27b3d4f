package dev.plinth.support.platform;

import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.TableDefinition;
import java.util.List;
import java.util.stream.Stream;

/**
 * The platform schema as the list of its versions. A backend renders each step in its own types.
 *
 * <p>A version that was released never changes: databases hold a checksum of it. What comes later is
 * appended.
 */
public final class PlatformSchema {
  /** The table in which a backend records the versions it has applied. */
  public static final String HISTORY = "plinth_schema_history";

  private static final List<PlatformVersion> VERSIONS =
      List.of(UserTable.VERSION_1, OAuthTokenTable.VERSION_2, ApiKeyTable.VERSION_3,
          RateLimitTable.VERSION_4);

  private PlatformSchema() {}

  /** All versions, the first one first. */
  public static List<PlatformVersion> versions() {
    return VERSIONS;
  }

  /** The number of the newest version. */
  public static int latest() {
    return VERSIONS.getLast().number();
  }

  /** The tables that there are after the newest version. */
  public static List<TableDefinition> tables() {
    return steps(PlatformStep.CreateTable.class).map(PlatformStep.CreateTable::table).toList();
  }

  /** The indexes that a table has after the newest version, those of its keys aside. */
  public static List<IndexDefinition> indexes(String table) {
    return steps(PlatformStep.CreateIndex.class).map(PlatformStep.CreateIndex::index)
        .filter(index -> index.table().equals(table)).toList();
  }

  private static <S extends PlatformStep> Stream<S> steps(Class<S> kind) {
    return VERSIONS.stream().flatMap(version -> version.steps().stream())
        .filter(kind::isInstance).map(kind::cast);
  }
}
