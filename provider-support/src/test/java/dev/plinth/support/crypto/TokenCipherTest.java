package dev.plinth.support.crypto;

import static dev.plinth.ErrorCode.DECRYPTION_FAILED;
import static dev.plinth.ErrorCode.INVALID_ARGUMENT;
import static dev.plinth.support.crypto.Failures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.EncryptionKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenCipherTest {
  private static final String SECRET = "ya29.canary-access-token";
  private static final CipherContext CONTEXT =
      CipherContext.of("plinth_oauth_tokens", "access_token", "tenant-1", "user-1", "strava");

  private final TokenCipher cipher = new TokenCipher(EncryptionKeys.of("k1", key(1)));

  @ParameterizedTest
  @MethodSource("texts")
  void decryptsWhatItEncrypted(String text) {
    assertThat(cipher.decrypt(cipher.encrypt(text, CONTEXT), CONTEXT)).isEqualTo(text);
  }

  static List<String> texts() {
    return List.of("", "a", SECRET, "caf\u00e9 \u8336 \ud83c\udf75", "v1:k1:AAAA", "\0",
        "x".repeat(100_000));
  }

  /** The format is a contract: whoever has the key can read it with nothing but a JCA. */
  @Test
  void writesTheDocumentedEnvelope() throws Exception {
    String[] parts = cipher.encrypt(SECRET, CONTEXT).split(":", -1);
    assertThat(parts).hasSize(3).startsWith("v1", "k1");
    byte[] sealed = Base64.getUrlDecoder().decode(parts[2]);
    Cipher plain = Cipher.getInstance("AES/GCM/NoPadding");
    plain.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key(1), "AES"),
        new GCMParameterSpec(128, sealed, 0, 12));
    for (String part : List.of("plinth_oauth_tokens", "access_token", "tenant-1", "user-1",
        "strava")) {
      plain.updateAAD(ByteBuffer.allocate(4).putInt(part.length()).array());
      plain.updateAAD(part.getBytes(StandardCharsets.UTF_8));
    }
    byte[] content = plain.doFinal(sealed, 12, sealed.length - 12);
    assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo(SECRET);
  }

  @Test
  void hasTheDocumentedLength() {
    for (int length = 0; length < 50; length++) {
      int expected = 4 + "k1".length() + Math.ceilDiv(4 * (length + 28), 3);
      assertThat(cipher.encrypt("x".repeat(length), CONTEXT)).hasSize(expected);
    }
  }

  @Test
  void neverRepeatsANonce() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] sealed = Base64.getUrlDecoder()
          .decode(cipher.encrypt(SECRET, CONTEXT).substring("v1:k1:".length()));
      nonces.add(Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, 12)));
    }
    assertThat(nonces).hasSize(10_000);
  }

  /**
   * Every other character at every place. Lengths of all remainders by three: the last character of
   * base64 may hold bits that a lenient decoder drops, so that other texts decode to the same bytes.
   */
  @ParameterizedTest
  @ValueSource(strings = {"four", "fives", "sixsix"})
  void refusesAnEnvelopeWithAnyCharacterAltered(String text) {
    String envelope = cipher.encrypt(text, CONTEXT);
    for (int i = 0; i < envelope.length(); i++) {
      for (char other = 0; other < 128; other++) {
        if (other != envelope.charAt(i)) {
          String altered = envelope.substring(0, i) + other + envelope.substring(i + 1);
          fails(DECRYPTION_FAILED, () -> cipher.decrypt(altered, CONTEXT));
        }
      }
    }
  }

  @Test
  void refusesAnEnvelopeCutOrContinuedAnywhere() {
    String envelope = cipher.encrypt(SECRET, CONTEXT);
    for (int i = 0; i < envelope.length(); i++) {
      String cut = envelope.substring(0, i);
      String without = cut + envelope.substring(i + 1);
      fails(DECRYPTION_FAILED, () -> cipher.decrypt(cut, CONTEXT));
      fails(DECRYPTION_FAILED, () -> cipher.decrypt(without, CONTEXT));
    }
    for (String more : List.of("=", "==", "A", "AAAA", ":", " ", "\n")) {
      fails(DECRYPTION_FAILED, () -> cipher.decrypt(envelope + more, CONTEXT));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "::", "v1", "v1:", "v1:k1", "v1:k1:", "v1:k1:AAAA", "v2:k1:AAAA",
      "plain token",
      "v1:k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "v1:k1:\u00e4\u00f6"})
  void refusesWhatIsNoEnvelope(String text) {
    fails(DECRYPTION_FAILED, () -> cipher.decrypt(text, CONTEXT));
  }

  @ParameterizedTest
  @MethodSource("otherContexts")
  void refusesAnEnvelopeOfAnotherPlace(CipherContext other) {
    String envelope = cipher.encrypt(SECRET, CONTEXT);
    fails(DECRYPTION_FAILED, () -> cipher.decrypt(envelope, other));
  }

  static List<CipherContext> otherContexts() {
    String table = CONTEXT.table();
    return List.of(
        CipherContext.of(table, "access_token", "tenant-1", "user-2", "strava"),
        CipherContext.of(table, "access_token", "tenant-2", "user-1", "strava"),
        CipherContext.of(table, "access_token", "tenant-1", "user-1", "google"),
        CipherContext.of(table, "refresh_token", "tenant-1", "user-1", "strava"),
        CipherContext.of("plinth_secrets", "access_token", "tenant-1", "user-1", "strava"),
        CipherContext.of(table, "access_token", "user-1", "tenant-1", "strava"),
        CipherContext.of(table, "access_token", "tenant-1", "user-1"),
        CipherContext.of(table, "access_token", "tenant-1", "user-1", "strava", ""),
        CipherContext.of(table, "access_token", "tenant-1u", "ser-1", "strava"),
        CipherContext.of(table, "access_token"));
  }

  @Test
  void readsWithOlderKeysAndWritesWithTheActiveOne() {
    String old = cipher.encrypt(SECRET, CONTEXT);
    var rotated = new TokenCipher(EncryptionKeys.of("k2", key(2)).withOlder("k1", key(1)));
    assertThat(rotated.decrypt(old, CONTEXT)).isEqualTo(SECRET);
    assertThat(rotated.needsReencryption(old)).isTrue();

    String renewed = rotated.encrypt(rotated.decrypt(old, CONTEXT), CONTEXT);
    assertThat(renewed).startsWith("v1:k2:");
    assertThat(rotated.needsReencryption(renewed)).isFalse();
    assertThat(new TokenCipher(EncryptionKeys.of("k2", key(2))).decrypt(renewed, CONTEXT))
        .isEqualTo(SECRET);
    fails(DECRYPTION_FAILED, () -> cipher.decrypt(renewed, CONTEXT));
  }

  @Test
  void refusesAnotherKeyUnderTheSameId() {
    String envelope = cipher.encrypt(SECRET, CONTEXT);
    var other = new TokenCipher(EncryptionKeys.of("k1", key(2)));
    fails(DECRYPTION_FAILED, () -> other.decrypt(envelope, CONTEXT));
  }

  @Test
  void refusesToTellOfAMalformedEnvelopeWhetherItIsOld() {
    fails(DECRYPTION_FAILED, () -> cipher.needsReencryption(SECRET));
  }

  @Test
  void refusesTextThatWouldNotComeBackTheSame() {
    fails(INVALID_ARGUMENT, () -> cipher.encrypt("\ud800", CONTEXT));
    fails(INVALID_ARGUMENT, () -> cipher.encrypt(SECRET, CipherContext.of("t", "c", "\udc00")));
  }

  @Test
  void saysWhereAndWhatToDoButNoValue() {
    String envelope = cipher.encrypt(SECRET, CONTEXT);
    var other = new TokenCipher(EncryptionKeys.of("k2", key(2)));
    var wrong = new TokenCipher(EncryptionKeys.of("k1", key(2)));
    for (var failure : List.of(
        fails(DECRYPTION_FAILED, () -> cipher.decrypt(SECRET, CONTEXT)),
        fails(DECRYPTION_FAILED, () -> cipher.decrypt("v1:" + SECRET + ":AAAA", CONTEXT)),
        fails(DECRYPTION_FAILED, () -> other.decrypt(envelope, CONTEXT)),
        fails(DECRYPTION_FAILED, () -> wrong.decrypt(envelope, CONTEXT)))) {
      assertThat(failure).hasNoCause().hasMessageContaining("plinth_oauth_tokens.access_token");
      assertThat(failure.toString()).doesNotContain(SECRET, "user-1", "tenant-1",
          envelope.substring(6));
    }
    String texts = cipher + " " + CONTEXT + " " + Envelope.parse(envelope);
    assertThat(texts).doesNotContain("user-1", envelope.substring(6),
        Base64.getEncoder().encodeToString(key(1)));
  }

  @Test
  void servesManyThreads() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = IntStream.range(0, 2_000).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
        var context = CipherContext.of("t", "c", "user-" + i);
        return cipher.decrypt(cipher.encrypt("token-" + i, context), context).equals("token-" + i);
      }, threads)).toList();
      assertThat(done).allMatch(CompletableFuture::join);
    }
  }

  private static byte[] key(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) seed);
    return key;
  }
}
