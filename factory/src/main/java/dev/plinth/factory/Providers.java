package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers on the class path, and what is wrong with those that could not be loaded. */
final class Providers {
  private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
  /** An iterator that fails without getting on must end. */
  private static final int MOST_FAILURES = 100;

  /** One who opens often need not read the same warning as often. */
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private final List<DatabaseProviderFactory> factories = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private Providers() {}

  /** Looks with a class loader, then with that of this class. What cannot be loaded is logged once. */
  static Providers find(@Nullable ClassLoader first) {
    var providers = new Providers();
    Stream.of(first, Providers.class.getClassLoader()).filter(Objects::nonNull).distinct()
        .forEach(providers::load);
    return providers;
  }

  private void load(ClassLoader loader) {
    Iterator<DatabaseProviderFactory> found =
        ServiceLoader.load(DatabaseProviderFactory.class, loader).iterator();
    while (failures.size() < MOST_FAILURES) {
      try {
        if (!found.hasNext()) {
          return;
        }
        add(found.next());
      } catch (ServiceConfigurationError | LinkageError broken) {
        failed(broken);
      }
    }
  }

  private void add(DatabaseProviderFactory factory) {
    if (factories.stream().noneMatch(known -> known.getClass().equals(factory.getClass()))) {
      factories.add(factory);
    }
  }

  private void failed(Error broken) {
    String message = String.valueOf(broken.getMessage());
    if (!failures.contains(message)) {
      failures.add(message);
    }
    if (LOGGED.add(message)) {
      LOG.warn("A database provider could not be loaded: {}", message);
    }
  }

  List<Backend> backends() {
    return factories.stream().map(factory -> new Backend(factory.backend(), factory.schemes()))
        .distinct().sorted(Comparator.comparing(Backend::name)).toList();
  }

  /** The first provider that opens the scheme of a URL. */
  DatabaseProviderFactory forUrl(DatabaseUrl url) {
    return factories.stream().filter(factory -> factory.schemes().contains(url.scheme()))
        .findFirst().orElseThrow(() -> unknown(url));
  }

  private DatabaseException unknown(DatabaseUrl url) {
    String advice = Artifacts.of(url.scheme())
        .map(artifact -> "no provider for " + url.scheme() + " is on the class path: add "
            + artifact)
        .orElseGet(() -> "no provider on the class path opens " + shown(url)
            + "; there are the artifacts " + Artifacts.all());
    var schemes = new TreeSet<String>();
    factories.forEach(factory -> schemes.addAll(factory.schemes()));
    String found = schemes.isEmpty() ? "none" : String.join(", ", schemes);
    String broken = failures.isEmpty() ? "" : "; not loaded: " + String.join("; ", failures);
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT,
        advice + "; schemes found: " + found + broken);
  }

  /** What stands before the colon of a text without host may be anything, also a secret. */
  private static String shown(DatabaseUrl url) {
    return url.hosts().isEmpty() ? "the scheme of this URL" : url.scheme() + " URLs";
  }
}
