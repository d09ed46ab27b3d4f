package dev.plinth.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate that a server makes for itself, for one host, and its key; made by the JDK's keytool. */
final class OwnCertificate {
  private static final char[] PASSWORD = "c4n4ry-store".toCharArray();

  private final String certificate;
  private final String key;

  private OwnCertificate(String certificate, String key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** One for a host, as keytool names alternatives: {@code ip:127.0.0.1}, {@code dns:db.example.com}. */
  static OwnCertificate of(String host, Path directory) throws IOException, InterruptedException,
      GeneralSecurityException {
    Path file = Files.createTempDirectory(directory, "keys").resolve("keys.p12");
    Process keytool = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
        "-alias", "server", "-keyalg", "EC", "-dname", "CN=plinth", "-ext", "san=" + host,
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
    return new OwnCertificate(pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
        pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(content)
        + "\n-----END " + kind + "-----\n";
  }

  String certificate() {
    return certificate;
  }

  String key() {
    return key;
  }
}
