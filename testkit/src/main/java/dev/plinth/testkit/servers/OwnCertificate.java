package dev.plinth.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** A certificate that a server makes for itself, for one host, and its key; made by the JDK's keytool. */
public final class OwnCertificate {
  private static final String ALIAS = "server";
  private static final char[] PASSWORD = "c4n4ry-store".toCharArray();

  private final X509Certificate certificate;
  private final PrivateKey key;

  private OwnCertificate(X509Certificate certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * One for a host, as keytool names alternatives: {@code ip:127.0.0.1}, {@code dns:db.example.com}.
   *
   * @param directory for its files
   */
  public static OwnCertificate of(String host, Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = Files.createTempDirectory(directory, "keys").resolve("keys.p12");
    Process keytool = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
        "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=plinth", "-ext", "san=" + host,
        "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD)))
        .redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed: " + said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return new OwnCertificate((X509Certificate) store.getCertificate(ALIAS),
        (PrivateKey) store.getKey(ALIAS, PASSWORD));
  }

  /** The certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Its key. */
  public PrivateKey key() {
    return key;
  }

  /** The certificate as a PEM file has it. */
  public String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  /** The key as a PEM file has it (PKCS#8). */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content)
        + "\n-----END " + kind + "-----\n";
  }
}
