package dev.plinth.hashicorp;

import dev.plinth.credentials.CredentialSource;
import dev.plinth.credentials.CredentialSourceFactory;
import java.util.Map;

/**
 * Credentials in the key-value engine, version 2, of HashiCorp Vault. The settings:
 *
 * <ul>
 * <li>{@code address}: for example {@code https://vault.example.com:8200}; {@code http} to this machine
 * alone, unless {@code plaintext} is {@code true}
 * <li>{@code token}: {@code env:NAME} (default {@code env:VAULT_TOKEN}) or {@code file:PATH}, read for every
 * request, so that an agent may renew it
 * <li>{@code mount} (default {@code secret}), {@code prefix} before every name, {@code namespace}
 * <li>{@code timeoutMs} of a request (default 10,000)
 * </ul>
 *
 * <p>A secret has the fields {@code url}, or {@code type}, {@code host}, {@code port}, {@code database}; and
 * {@code user} or {@code username}, {@code password}.
 */
public final class HashicorpCredentials implements CredentialSourceFactory {
  /** Made by the service loader. */
  public HashicorpCredentials() {}

  @Override
  public String type() {
    return "hashicorp";
  }

  @Override
  public CredentialSource open(Map<String, String> settings, Map<String, String> environment) {
    return new KeyValueSource(VaultSettings.of(settings), Token.of(settings, environment));
  }
}
