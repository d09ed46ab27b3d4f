package dev.plinth.hashicorp;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import dev.plinth.data.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads a credential by one request. Redirects are not followed: the token is for this server alone. */
final class KeyValueSource implements CredentialSource {
  private static final int MOST_BYTES = 1 << 20;

  private final VaultSettings settings;
  private final Token token;
  private final HttpClient client;

  KeyValueSource(VaultSettings settings, Token token) {
    this.settings = settings;
    this.token = token;
    this.client = HttpClient.newBuilder().connectTimeout(settings.timeout())
        .followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
  }

  @Override
  public Optional<Credential> find(String credentialName) {
    if (!VaultSettings.isPath(credentialName)) {
      return Optional.empty();
    }
    var body = new BoundedBody(MOST_BYTES);
    HttpResponse<Void> response =
        send(request(credentialName), BodyHandlers.ofByteArrayConsumer(body));
    return answer(response.statusCode(), body.bytes());
  }

  private HttpRequest request(String name) {
    HttpRequest.Builder request = HttpRequest.newBuilder(settings.credential(name)).GET()
        .timeout(settings.timeout()).header("X-Vault-Token", token.value())
        .header("X-Vault-Request", "true");
    if (!settings.namespace().isEmpty()) {
      request.header("X-Vault-Namespace", settings.namespace());
    }
    return request.build();
  }

  /** The timeout of a request ends with the first byte of its answer; this one covers all of it. */
  private HttpResponse<Void> send(HttpRequest request, BodyHandler<Void> body) {
    CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, body);
    try {
      return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw late();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof HttpTimeoutException
          ? late()
          : unreachable(failed.getCause());
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new DatabaseException(ErrorCode.CANCELLED,
          "waiting for HashiCorp Vault was interrupted");
    }
  }

  private DatabaseException late() {
    return new DatabaseException(ErrorCode.TIMEOUT,
        "HashiCorp Vault did not answer within " + settings.timeout().toMillis() + " ms");
  }

  private static Optional<Credential> answer(int status, byte[] body) {
    return switch (status) {
      case 200 -> Optional.of(credential(body));
      case 404 -> Optional.empty();
      case 403 -> throw new DatabaseException(ErrorCode.ACCESS_DENIED,
          "HashiCorp Vault refuses: the token is unknown or has expired, or its policy does not allow "
              + "to read this credential");
      case 429, 500, 502, 503, 504 -> throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          "HashiCorp Vault is sealed, not initialised or overloaded: it answers with status "
              + status);
      default -> throw new DatabaseException(ErrorCode.QUERY_FAILED,
          "HashiCorp Vault answers with the unexpected status " + status
              + ": look at address, mount and namespace");
    };
  }

  private static Credential credential(byte[] body) {
    Map<?, ?> outer = members(members(json(body)).get("data"));
    var fields = new LinkedHashMap<String, String>();
    members(outer.get("data")).forEach((name, value) -> {
      if (value instanceof String || value instanceof Number) {
        fields.put(String.valueOf(name), String.valueOf(value));
      }
    });
    Object version = members(outer.get("metadata")).get("version");
    return Credential.ofFields(fields).withVersion(version == null ? "" : String.valueOf(version));
  }

  private static @Nullable Object json(byte[] body) {
    try {
      return Json.parse(new String(body, StandardCharsets.UTF_8)).value();
    } catch (DatabaseException malformed) {
      return null;
    }
  }

  private static Map<?, ?> members(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return members;
    }
    throw new DatabaseException(ErrorCode.QUERY_FAILED,
        "the answer is not that of a key-value engine of version 2: look at address and mount");
  }

  private static DatabaseException unreachable(@Nullable Throwable failure) {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED, "HashiCorp Vault cannot be reached: "
        + (failure == null ? "no answer" : failure.getClass().getSimpleName()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  @Override
  public String toString() {
    return "KeyValueSource";
  }
}
