package dev.plinth.mongo;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates in PEM files, which the Java driver does not read by itself. */
final class TlsFiles {
  private static final Pattern KEY = Pattern.compile(
      "-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private TlsFiles() {}

  /**
   * A context of TLS.
   *
   * @param authorities the file with the authorities that are trusted; null for those of the JDK
   * @param key the file with the client's certificate and its key (PKCS#8); null for none
   */
  static SSLContext context(@Nullable String authorities, @Nullable String key) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(key == null ? null : keys(Path.of(key)).getKeyManagers(),
          authorities == null ? null : trust(Path.of(authorities)).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "tlsCAFile and tlsCertificateKeyFile must name readable PEM files: certificates, and a key "
              + "between BEGIN PRIVATE KEY and END PRIVATE KEY (PKCS#8, not encrypted)",
          BackendFailure.of(unreadable));
    }
  }

  private static TrustManagerFactory trust(Path file)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("authority" + number++, certificate);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    return trust;
  }

  private static KeyManagerFactory keys(Path file) throws GeneralSecurityException, IOException {
    char[] password = new char[0];
    KeyStore store = empty();
    store.setKeyEntry("client", privateKey(file), password,
        certificates(file).toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return keys;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    String text = KEY.matcher(Files.readString(file)).replaceAll("");
    try (InputStream in =
        new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    Matcher key = KEY.matcher(Files.readString(file));
    if (!key.find()) {
      throw new GeneralSecurityException("no key");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
    GeneralSecurityException last = new GeneralSecurityException("no algorithm");
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException other) {
        last = other;
      }
    }
    throw last;
  }
}
