package dev.plinth.factory;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.Limits;
import dev.plinth.Options;
import dev.plinth.OptionsBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One connection of a configuration. */
record ConnectionSettingsReader(Settings settings, Path folder, Options base) {
  private static final int MOST_TIMEOUT = 24 * 60 * 60 * 1000;
  private static final Set<String> PARTS =
      Set.of("type", "host", "server", "port", "database", "user", "username");
  private static final Set<String> MEMBERS = Set.of("id", "description", "url", "credential",
      "parameters", "access", "tables", "deniedTables", "maxRows", "maxBytes", "timeoutMs",
      "poolSize", "lazy", "type", "host", "server", "port", "database", "user", "username");

  ConnectionDefinition definition() {
    String id = settings.text("id").orElseThrow(() -> settings.wrong("needs an id"));
    ConnectionDefinition checked =
        ConnectionDefinition.of(id, Target.of("sqlite::memory:"), Options.defaults());
    return new ConnectionSettingsReader(settings.named("the connection " + checked.id()), folder,
        base).checked(id);
  }

  private ConnectionDefinition checked(String id) {
    if (settings.members().containsKey("password")) {
      throw settings.wrong("holds a password: write credential instead, with env:NAME or "
          + "vault:NAME/CREDENTIAL");
    }
    settings.only(MEMBERS);
    try {
      return new ConnectionDefinition(id, settings.text("description").orElse(""), target(),
          options());
    } catch (DatabaseException refused) {
      String message = String.valueOf(refused.getMessage());
      throw message.startsWith(settings.where())
          ? refused
          : new DatabaseException(refused.code(), settings.where() + ": " + message);
    }
  }

  private Target target() {
    Optional<String> url = settings.text("url");
    Target place = url.isPresent() ? ofUrl(url.get()) : ofParts();
    if (place.holdsPassword()) {
      throw settings
          .wrong("has a password in its url: write env:NAME or vault:NAME/CREDENTIAL as url, "
              + "or take the password out and name it as credential");
    }
    return settings.text("credential").map(place::withCredential).orElse(place);
  }

  private Target ofUrl(String url) {
    Target place = Target.of(inFolder(url));
    for (String part : PARTS) {
      if (!part.equals("type") && settings.members().containsKey(part)) {
        throw settings.wrong("says where the database is twice: by url and by " + part);
      }
    }
    return settings.text("type").map(place::ofType).orElse(place);
  }

  /** A relative path of a SQLite file starts from the folder of the configuration. */
  private String inFolder(String url) {
    String marker = "sqlite:./";
    return url.startsWith(marker)
        ? "sqlite:" + folder.resolve(url.substring(marker.length())).normalize().toString()
            .replace("%", "%25").replace("?", "%3F")
        : url;
  }

  private Target ofParts() {
    var parts = new LinkedHashMap<String, String>();
    Map<String, String> texts = new Settings(settings.where(), known()).texts(text -> text);
    parts.putAll(texts);
    settings.objectTexts("parameters")
        .forEach((name, value) -> parts.put("parameters." + name, value));
    if (!parts.containsKey("type")) {
      throw settings.wrong("needs a url, or a type with host and database");
    }
    return Target.of(ConnectionSettings.of(parts));
  }

  private Map<String, Object> known() {
    var known = new LinkedHashMap<>(settings.members());
    known.keySet().retainAll(PARTS);
    return known;
  }

  private Options options() {
    OptionsBuilder options = base.toBuilder().access(access());
    settings.smallNumber("timeoutMs", MOST_TIMEOUT)
        .ifPresent(millis -> options.timeout(Duration.ofMillis(millis)));
    settings.smallNumber("poolSize", 1_000)
        .ifPresent(size -> options.pool(base.pool().withMaxSize(size)));
    settings.flag("lazy").ifPresent(options::lazy);
    return options.limits(limits()).build();
  }

  private Limits limits() {
    Limits limits = base.limits();
    return new Limits(
        settings.smallNumber("maxRows", 10_000_000).orElse(limits.maxRows()),
        settings.number("maxBytes", Long.MAX_VALUE).orElse(limits.maxBytes()));
  }

  private AccessPolicy access() {
    AccessPolicy policy = AccessPolicy.of(settings.text("access").map(this::level)
        .orElse(AccessLevel.READ_ONLY));
    policy = settings.names("tables").map(policy::allowingTables).orElse(policy);
    return settings.names("deniedTables").map(policy::denyingTables).orElse(policy);
  }

  private AccessLevel level(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "read-only" -> AccessLevel.READ_ONLY;
      case "dml" -> AccessLevel.DML;
      case "ddl" -> AccessLevel.DDL;
      case "admin" -> AccessLevel.ADMIN;
      default -> throw settings.wrong("needs read-only, dml, ddl or admin as access");
    };
  }
}
