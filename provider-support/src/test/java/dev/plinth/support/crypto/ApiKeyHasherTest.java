package dev.plinth.support.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyHasherTest {
  private final ApiKeyHasher hasher = new ApiKeyHasher();
  private final GeneratedApiKey key = hasher.generate();

  @Test
  void makesKeysOfTheDocumentedShape() {
    assertThat(key.text()).matches("plk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}").hasSize(66);
    assertThat(key.text()).startsWith(key.lookup() + "_");
    assertThat(hasher.parse(key.text())).contains(key.lookup());
  }

  @Test
  void makesAnotherKeyEachTime() {
    Set<String> texts = new HashSet<>();
    Set<String> lookups = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      GeneratedApiKey made = hasher.generate();
      texts.add(made.text());
      lookups.add(made.lookup());
    }
    assertThat(texts).hasSize(10_000);
    assertThat(lookups).hasSize(10_000);
  }

  @Test
  void tellsEveryTypoOfOneCharacterWithoutTheDatabase() {
    String text = key.text();
    for (int i = 0; i < text.length(); i++) {
      for (char other : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"
          .toCharArray()) {
        if (other != text.charAt(i)) {
          assertThat(hasher.parse(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plk_", "plk__", "Bearer x", "\0",
      "plk_000000000000_0000000000000000000000000000000000000000000000000"})
  void parsesNothingThatIsNoKey(String text) {
    assertThat(hasher.parse(text)).isEmpty();
    assertThat(hasher.parse(key.text() + text + " ")).isEmpty();
  }

  @Test
  void verifiesTheKeyAndNoOther() {
    assertThat(hasher.verify(key.text(), key.hash())).isTrue();
    assertThat(hasher.verify(hasher.generate().text(), key.hash())).isFalse();
    assertThat(hasher.verify(key.text() + "x", key.hash())).isFalse();
    assertThat(hasher.verify("", key.hash())).isFalse();
  }

  @Test
  void storesASaltedSha256() throws Exception {
    String[] parts = key.hash().split("\\$", -1);
    assertThat(parts).hasSize(3);
    assertThat(key.hash()).hasSize(73).startsWith("sha256$").doesNotContain(key.text());
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(Base64.getUrlDecoder().decode(parts[1]));
    byte[] digest = sha256.digest(key.text().getBytes(StandardCharsets.UTF_8));
    assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(digest);
  }

  @Test
  void saltsEachHash() {
    String second = hasher.hash(key.text());
    assertThat(second).isNotEqualTo(key.hash());
    assertThat(hasher.verify(key.text(), second)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256$",
      "md5$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "sha256$AAAAAAAAAAAAAAAAAAAAAA$AAAA", "$$$"})
  void matchesNoMalformedHash(String hash) {
    assertThat(hasher.verify(key.text(), hash)).isFalse();
  }

  @Test
  void matchesNoUnknownKey() {
    assertThat(hasher.verifyUnknown(key.text())).isFalse();
  }

  @Test
  void showsNeitherKeyNorHash() {
    assertThat(key.toString()).contains(key.lookup()).doesNotContain(key.text().substring(17),
        key.hash());
  }
}
