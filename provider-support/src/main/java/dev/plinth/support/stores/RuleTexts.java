package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitWindow;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Rules of rate limits as JSON: a list of objects with name, length, unit and limit. */
final class RuleTexts {
  private RuleTexts() {}

  static Json json(List<RateLimitRule> rules) {
    return Json.of(rules.stream().map(RuleTexts::tree).toList());
  }

  static List<RateLimitRule> rules(Json json) {
    try {
      if (json.value() instanceof List<?> rules) {
        return rules.stream().map(RuleTexts::rule).toList();
      }
    } catch (IllegalArgumentException | DatabaseException unknown) {
      throw foreign();
    }
    throw foreign();
  }

  private static Map<String, Object> tree(RateLimitRule rule) {
    return Map.of("name", rule.name(), "length", rule.window().length(), "unit",
        rule.window().unit().name(), "limit", rule.limit());
  }

  private static RateLimitRule rule(Object tree) {
    if (tree instanceof Map<?, ?> rule && rule.get("name") instanceof String name
        && rule.get("length") instanceof Long length && rule.get("unit") instanceof String unit
        && rule.get("limit") instanceof Long limit) {
      var window = new RateLimitWindow(Math.toIntExact(length), ChronoUnit.valueOf(unit));
      return new RateLimitRule(name, window, limit);
    }
    throw foreign();
  }

  private static DatabaseException foreign() {
    return new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
        "the stored limits of an API key are not as this version of the library writes them; "
            + "set them again with updateApiKeyLimits");
  }
}
