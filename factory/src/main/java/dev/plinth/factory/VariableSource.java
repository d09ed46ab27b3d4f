package dev.plinth.factory;

import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials in variables. With the prefix {@code APP_} the credential {@code orders} is {@code
 * APP_ORDERS}, or else {@code APP_ORDERS_URL}, {@code APP_ORDERS_USER} and {@code APP_ORDERS_PASSWORD}. The
 * prefix keeps other variables out of reach.
 */
record VariableSource(Map<String, String> environment, String prefix) implements CredentialSource {
  private static final Map<String, String> FIELDS =
      Map.of("_URL", "url", "_USER", "user", "_PASSWORD", "password");

  @Override
  public Optional<Credential> find(String credentialName) {
    String name =
        prefix + credentialName.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    Optional<String> whole = variable(name);
    if (whole.isPresent()) {
      return whole.map(Credential::parse);
    }
    var fields = new LinkedHashMap<String, String>();
    FIELDS.forEach((suffix, field) -> variable(name + suffix)
        .ifPresent(value -> fields.put(field, value)));
    return fields.isEmpty() ? Optional.empty() : Optional.of(Credential.ofFields(fields));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  @Override
  public String toString() {
    return "VariableSource[" + prefix + "]";
  }
}
