package dev.plinth.mysql;

import dev.plinth.spi.DatabaseUrl;
import dev.plinth.testkit.servers.TestUrls;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authority behind the certificate of a MySQL server, as an administrator would hand it out in files. */
final class ServerAuthority {
  static final String PASSWORD = "c4n4ry-store";

  private static final int PATIENCE_MILLIS = 30_000;
  private static final int SSL_REQUEST_LENGTH = 32;
  /** Protocol 4.1, TLS, authentication by plugins. */
  private static final int CAPABILITIES = 0x200 | 0x800 | 0x8000 | 0x80000;

  private final Certificate certificate;

  private ServerAuthority(Certificate certificate) {
    this.certificate = certificate;
  }

  /** Takes it from the beginning of a conversation. */
  static ServerAuthority of(String url) throws IOException, GeneralSecurityException {
    try (var socket = new Socket(DatabaseUrl.parse(url).host().host(), TestUrls.port(url))) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var in = new DataInputStream(socket.getInputStream());
      int length = Integer.reverseBytes(in.readInt()) & 0xffffff;
      in.readNBytes(length);
      socket.getOutputStream().write(ByteBuffer.allocate(4 + SSL_REQUEST_LENGTH)
          .order(ByteOrder.LITTLE_ENDIAN).putInt(SSL_REQUEST_LENGTH | 1 << 24).putInt(CAPABILITIES)
          .putInt(1 << 24).put((byte) 45).array());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[]{new Anybody()}, null);
      try (
          var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "", 0, false)) {
        secured.startHandshake();
        Certificate[] chain = secured.getSession().getPeerCertificates();
        return new ServerAuthority(chain[chain.length - 1]);
      }
    }
  }

  Path pem(Path directory) throws IOException, GeneralSecurityException {
    String text = "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
    return Files.writeString(directory.resolve("authority.pem"), text);
  }

  Path store(Path directory) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", certificate);
    Path file = directory.resolve("authority.p12");
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

    @Override
    public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
