package dev.plinth.cli;

import static dev.plinth.data.Filter.field;
import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.RateLimitDecision;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.User;
import dev.plinth.schema.TableSummary;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The part of the tour about what an MCP server keeps: users, tokens, API keys, rate limits. */
final class PlatformSteps {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int LIMIT = 5;
  private static final int CALLS = 8;

  private final DatabaseProvider database;
  private final Steps steps;
  private final String email = "quickstart-" + random().substring(0, 8) + "@example.com";
  private final String password = random();
  private final String accessToken = "access-" + random();
  private final String refreshToken = "refresh-" + random();
  private final List<String> secrets =
      new ArrayList<>(List.of(password, accessToken, refreshToken));
  private Optional<UUID> userId = Optional.empty();

  PlatformSteps(DatabaseProvider database, Steps steps) {
    this.database = database;
    this.steps = steps;
  }

  void run() {
    steps.run("Create the platform tables", "database.initialize()", this::initialize);
    steps.run("Create a user and check the password",
        "database.createUser(NewUser.of(email, password))", this::createUser);
    steps.run("Store an encrypted OAuth token and read it back",
        "database.storeOAuthToken(OAuthTokenKey.of(userId, \"strava\"), NewOAuthToken.of(...))",
        this::storeToken);
    steps.run("Create an API key and verify what clients send",
        "database.createApiKey(NewApiKey.of(userId, \"laptop\", ApiKeyTier.STARTER))",
        this::createApiKey);
    steps.run("Hit a rate limit of " + LIMIT + " calls a minute",
        "database.consumeRateLimit(subject, List.of(RateLimitRule.burst(60, " + LIMIT + ")))",
        this::hitRateLimit);
  }

  /** Every secret that was stored. */
  List<String> secrets() {
    return secrets;
  }

  /** What is stored in clear, to show that a search finds what is there. */
  String email() {
    return email;
  }

  /** Deletes what this part made; the platform tables stay. */
  List<String> cleanUp() {
    var deleted = new ArrayList<String>();
    userId.ifPresent(id -> {
      await(database.deleteUser(id));
      await(database.resetRateLimit(subject(id)));
      deleted.add("the user with token, API key and rate limit");
    });
    return deleted;
  }

  private Map<String, Object> initialize() {
    await(database.initialize());
    return Map.of("platform tables", await(database.listTables()).stream().map(TableSummary::name)
        .filter(name -> name.startsWith("plinth_")).sorted().toList());
  }

  private Map<String, Object> createUser() {
    User user = await(database.createUser(NewUser.of(email, password)));
    userId = Optional.of(user.id());
    var results = new LinkedHashMap<String, Object>();
    results.put("user", user.id());
    results.put("status", user.status());
    results.put("right password",
        await(database.verifyPassword(email, password)).isPresent() ? "accepted" : "REFUSED");
    results.put("wrong password",
        await(database.verifyPassword(email, random())).isPresent() ? "ACCEPTED" : "refused");
    return results;
  }

  private Map<String, Object> storeToken() {
    OAuthTokenKey key = OAuthTokenKey.of(user(), "strava");
    await(database.storeOAuthToken(key, NewOAuthToken.of(accessToken)
        .withRefreshToken(refreshToken).withExpiresAt(Instant.now().plus(Duration.ofHours(6)))));
    Optional<OAuthToken> found = await(database.findOAuthToken(key));
    Optional<Row> row = await(database.findOne(
        Query.from("plinth_oauth_tokens").select("access_token")
            .where(field("user_id").eq(user()))));
    var results = new LinkedHashMap<String, Object>();
    results.put("read back",
        found.map(OAuthToken::accessToken).filter(accessToken::equals).isPresent()
            ? "the same token"
            : "ANOTHER TOKEN");
    results.put("stored as", row.map(stored -> beginning(stored.string("access_token")))
        .orElse("NOTHING"));
    return results;
  }

  private Map<String, Object> createApiKey() {
    CreatedApiKey created =
        await(database.createApiKey(NewApiKey.of(user(), "laptop", ApiKeyTier.STARTER)));
    secrets.add(created.value());
    String forged = created.value().substring(0, created.value().length() - 4) + "AAAA";
    var results = new LinkedHashMap<String, Object>();
    results.put("prefix, to find it by", created.key().prefix());
    results.put("the key itself", outcome(created.value()));
    results.put("a forged key", outcome(forged));
    await(database.deactivateApiKey(created.key().id()));
    results.put("once deactivated", outcome(created.value()));
    return results;
  }

  private Map<String, Object> hitRateLimit() {
    List<RateLimitRule> rules = List.of(RateLimitRule.burst(60, LIMIT));
    RateLimitDecision last = null;
    int granted = 0;
    for (int call = 0; call < CALLS; call++) {
      last = await(database.consumeRateLimit(subject(user()), rules));
      granted += last.allowed() ? 1 : 0;
    }
    var results = new LinkedHashMap<String, Object>();
    results.put("calls", CALLS);
    results.put("granted", granted);
    if (last != null) {
      results.put("retry after", last.retryAfter().toSeconds() + " s");
    }
    return results;
  }

  private String outcome(String value) {
    return await(database.verifyApiKey(value)).getClass().getSimpleName();
  }

  private UUID user() {
    return userId.orElseThrow();
  }

  private static String subject(UUID user) {
    return "quickstart:" + user;
  }

  private static String beginning(String text) {
    return text.substring(0, Math.min(48, text.length())) + "... (" + text.length()
        + " characters)";
  }

  private static String random() {
    var bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
