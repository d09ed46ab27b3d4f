package dev.plinth.factory;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which artifact opens which scheme: for messages alone, discovery does not ask it. */
final class Artifacts {
  private static final String GROUP = "dev.plinth:plinth-provider-";
  private static final Map<String, String> BY_SCHEME =
      Map.of("sqlite", "sqlite", "postgresql", "postgres", "postgres", "postgres", "mysql", "mysql",
          "mariadb", "mysql", "tidb", "mysql", "mongodb", "mongo", "mongodb+srv", "mongo");

  private Artifacts() {}

  static Optional<String> of(String scheme) {
    return Optional.ofNullable(BY_SCHEME.get(scheme)).map(GROUP::concat);
  }

  /** For example {@code dev.plinth:plinth-provider-sqlite (sqlite)}, all of them. */
  static String all() {
    return BY_SCHEME.values().stream().distinct().sorted()
        .map(name -> GROUP + name + " (" + schemes(name) + ")").collect(Collectors.joining(", "));
  }

  private static String schemes(String name) {
    var schemes = new TreeSet<String>();
    BY_SCHEME.forEach((scheme, artifact) -> {
      if (artifact.equals(name)) {
        schemes.add(scheme);
      }
    });
    return String.join(", ", schemes);
  }
}
