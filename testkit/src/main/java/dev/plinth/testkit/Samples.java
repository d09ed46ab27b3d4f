package dev.plinth.testkit;

import dev.plinth.AccessPolicy;
import dev.plinth.Limits;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.Operation;
import dev.plinth.data.Query;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.health.HealthOptions;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.UserFilter;
import dev.plinth.platform.UserRole;
import dev.plinth.platform.UserStatus;
import dev.plinth.platform.UserTier;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** An argument for every parameter of every method, so that all of them can be called by reflection. */
final class Samples {
  private final String table;
  private final NativeTexts texts;

  /** Arguments about a table of notes. */
  Samples(String table, NativeTexts texts) {
    this.table = table;
    this.texts = texts;
  }

  /** Arguments of a method, in order. */
  Object[] of(Method method) {
    Parameter[] parameters = method.getParameters();
    var arguments = new Object[parameters.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = of(method, parameters[i]);
    }
    return arguments;
  }

  private Object of(Method method, Parameter parameter) {
    Class<?> type = parameter.getType();
    if (type == String.class) {
      return text(method, parameter);
    }
    if (type == List.class) {
      return list(method, parameter.getParameterizedType().getTypeName());
    }
    return type.getPackageName().startsWith("dev.plinth.platform") ? platform(type) : value(type);
  }

  private Object text(Method method, Parameter parameter) {
    return switch (method.getName()) {
      case "executeBatch" -> texts.insert(table);
      case "findUserByEmail", "updateUserEmail" -> email();
      case "verifyPassword" -> email();
      case "updatePassword" -> SecretCanary.secret("password");
      case "consumeRateLimit", "peekRateLimit", "grantRateLimit", "resetRateLimit" ->
          TestBed.newName("subject");
      case "updateVersioned" -> isFourth(parameter) ? "score" : table;
      case "dropTable" -> TestBed.newName("never_made");
      case "updateUserDisplayName", "verifyApiKey", "listApiKeysByPrefix" -> "sample";
      default -> table;
    };
  }

  private static boolean isFourth(Parameter parameter) {
    return parameter.getDeclaringExecutable().getParameters()[3].equals(parameter);
  }

  private Object list(Method method, String type) {
    if (type.contains("TargetedUpdate")) {
      return List.of(new TargetedUpdate(Filter.field("id").eq(-1), Update.of("title", "x")));
    }
    if (type.contains("Operation")) {
      return List.of(new Operation.Find(Query.from(table)));
    }
    if (type.contains("RateLimitRule")) {
      return List.of(RateLimitRule.hourly(10));
    }
    return method.getName().equals("executeBatch") ? List.of() : List.of(note());
  }

  private Object platform(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "NewUser" -> NewUser.withoutPassword(email());
      case "UserStatus" -> UserStatus.ACTIVE;
      case "UserTier" -> UserTier.STARTER;
      case "UserRole" -> UserRole.USER;
      case "UserFilter" -> UserFilter.all();
      case "PageRequest" -> PageRequest.first();
      case "OAuthTokenKey" -> OAuthTokenKey.of(UUID.randomUUID(), "sample");
      case "NewOAuthToken" -> NewOAuthToken.of(SecretCanary.secret("token"));
      case "NewApiKey" -> NewApiKey.builder(UUID.randomUUID(), "sample").build();
      case "ApiKeyTier" -> ApiKeyTier.STARTER;
      case "RateLimitRule" -> RateLimitRule.hourly(10);
      default -> throw new IllegalStateException("no sample of " + type.getName());
    };
  }

  private Object value(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "Row" -> note();
      case "Filter" -> Filter.field("id").eq(-1);
      case "Query" -> Query.from(table);
      case "Update" -> Update.of("title", "x");
      case "InsertOptions" -> InsertOptions.defaults();
      case "String[]" -> new String[0];
      case "Aggregation" -> Aggregation.from(table).count("n");
      case "TreeQuery" -> TreeQuery.of(table, "id", "score", 1);
      case "Statement" -> Statement.of(texts.titles(table));
      case "Class" -> String.class;
      case "RoutineCall" -> RoutineCall.of("sample");
      case "TransactionOptions" -> TransactionOptions.defaults();
      case "Function" ->
          (Function<Transaction, CompletableFuture<String>>) tx -> CompletableFuture
              .completedFuture("done");
      case "TableDefinition" -> TableDefinition.named(TestBed.newName("sample"))
          .column("id", PortableType.LONG).primaryKey("id");
      case "ColumnDefinition" -> ColumnDefinition.of(TestBed.newName("extra"), PortableType.LONG);
      case "IndexDefinition" -> IndexDefinition.on(table, TestBed.newName("sample"), "score");
      case "HealthOptions" -> HealthOptions.basic();
      case "Duration" -> Duration.ofDays(1);
      case "Limits" -> Limits.defaults();
      case "AccessPolicy" -> AccessPolicy.unrestricted();
      case "UUID" -> UUID.randomUUID();
      case "Instant" -> Instant.now();
      case "long" -> 1L;
      case "int" -> 1;
      case "Savepoint" -> new dev.plinth.Savepoint("sample");
      default -> throw new IllegalStateException("no sample of " + type.getName());
    };
  }

  private static Row note() {
    return RoleConformance.note(UUID.randomUUID().getMostSignificantBits(), "sample");
  }

  private static String email() {
    return TestBed.newName("sample") + "@example.com";
  }
}
