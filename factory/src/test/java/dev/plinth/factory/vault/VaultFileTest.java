package dev.plinth.factory.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class VaultFileTest {
  private static final VaultKey KEY = VaultKey.of(EncryptionKeys.of(new byte[32]));

  @TempDir
  private Path folder;

  @Test
  void keepsCredentialsWithTheirVersions() {
    VaultFile vault = vault(KEY);
    assertThat(vault.list()).isEmpty();
    assertThat(vault.find("orders")).isEmpty();
    assertThat(vault.set("orders", "postgresql://ada:one@db/shop").version()).isEqualTo(1);
    assertThat(vault.set("orders", " postgresql://ada:two@db/shop\n").version()).isEqualTo(2);
    vault.set("team/app", "{\"user\":\"bob\",\"password\":\"x\"}");
    assertThat(vault.find("orders").orElseThrow().password()).isEqualTo("two");
    assertThat(vault.find("team/app"))
        .contains(Credential.of("bob", "x").withVersion("1"));
    assertThat(vault.list()).extracting(VaultEntry::name).containsExactly("orders", "team/app");
    assertThat(vault.remove("orders")).isTrue();
    assertThat(vault.remove("orders")).isFalse();
    assertThat(vault(KEY).list()).extracting(VaultEntry::name).containsExactly("team/app");
  }

  @Test
  void showsNothingToWhomHasTheFile() throws IOException {
    vault(KEY).set("orders", "canary-secret");
    String bytes = Files.readString(path(), StandardCharsets.ISO_8859_1);
    assertThat(bytes).startsWith("PLVAULT\1").doesNotContain("canary", "orders");
    assertThat(vault(KEY).toString() + KEY + VaultKey.ofPassphrase("canary-phrase"))
        .doesNotContain("canary");
  }

  @Test
  void belongsToItsOwnerAlone() throws IOException {
    vault(KEY).set("orders", "x");
    vault(KEY).set("orders", "y");
    try (var files = Files.list(path().getParent())) {
      assertThat(files).hasSize(2).allSatisfy(
          file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .isEqualTo("rw-------"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path().getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void replacesTheFileBehindALink() throws IOException {
    Path real = folder.resolve("real.vault");
    Files.createDirectories(path().getParent());
    new VaultFile(real, KEY).set("orders", "x");
    Files.createSymbolicLink(path(), real);
    vault(KEY).set("orders", "y");
    assertThat(path()).isSymbolicLink();
    assertThat(new VaultFile(real, KEY).find("orders").orElseThrow().password()).isEqualTo("y");
  }

  @Test
  void opensWithTheRightKeyAlone() {
    vault(KEY).set("orders", "x");
    byte[] other = new byte[32];
    other[31] = 1;
    assertFails(ErrorCode.DECRYPTION_FAILED, vault(VaultKey.of(EncryptionKeys.of(other))));
    assertFails(ErrorCode.DECRYPTION_FAILED, vault(phrase("correct horse")));
  }

  @Test
  void opensWithAPassphrase() {
    vault(phrase("correct horse")).set("orders", "x");
    assertThat(vault(phrase("correct horse")).find("orders")).isPresent();
    assertFails(ErrorCode.DECRYPTION_FAILED, vault(phrase("wrong horse")));
    assertFails(ErrorCode.DECRYPTION_FAILED, vault(KEY));
    VaultKey both = KEY.orPassphrase("correct horse");
    assertThat(vault(both).find("orders")).isPresent();
    vault(both).set("orders", "y");
    assertThat(vault(phrase("correct horse")).find("orders").orElseThrow().password())
        .isEqualTo("y");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> VaultKey.ofPassphrase("short"))
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
  }

  @Test
  void noticesEveryAlteredByte() throws IOException {
    vault(KEY).set("orders", "x");
    byte[] bytes = Files.readAllBytes(path());
    for (int at = 0; at < bytes.length; at++) {
      byte[] altered = bytes.clone();
      altered[at] ^= 1;
      Files.write(path(), altered);
      assertThatExceptionOfType(DatabaseException.class).as("byte %d", at)
          .isThrownBy(() -> vault(KEY).find("orders"))
          .satisfies(failure -> assertThat(failure.code()).isIn(ErrorCode.DECRYPTION_FAILED,
              ErrorCode.SCHEMA_MISMATCH));
    }
    for (int length : List.of(0, 5, 40, VaultHeader.LENGTH, bytes.length - 1)) {
      Files.write(path(), Arrays.copyOf(bytes, length));
      assertFails(ErrorCode.DECRYPTION_FAILED, vault(KEY));
    }
    bytes[7] = 2;
    Files.write(path(), bytes);
    assertFails(ErrorCode.SCHEMA_MISMATCH, vault(KEY));
  }

  @Test
  void takesANewNonceForEveryWriting() throws IOException {
    vault(KEY).set("orders", "x");
    byte[] first = Files.readAllBytes(path());
    vault(KEY).set("orders", "x");
    byte[] second = Files.readAllBytes(path());
    int nonce = VaultHeader.LENGTH - 12;
    assertThat(Arrays.copyOfRange(second, 0, nonce)).isEqualTo(Arrays.copyOfRange(first, 0, nonce));
    assertThat(Arrays.copyOfRange(second, nonce, VaultHeader.LENGTH))
        .isNotEqualTo(Arrays.copyOfRange(first, nonce, VaultHeader.LENGTH));
  }

  @Test
  void refusesNamesAndTextsThatCannotBe() {
    for (String name : List.of("", "../x", "a//b", "a b", "/a", "a".repeat(200))) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> vault(KEY).set(name, "x"))
          .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
    }
    for (String text : List.of("", " ", "{canary", "x".repeat(70_000))) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> vault(KEY).set("orders", text)).withMessageNotContaining("canary")
          .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
    }
    assertThat(path()).doesNotExist();
  }

  @Test
  void losesNothingToWritersAtOnce() throws InterruptedException {
    List<Thread> writers = IntStream.range(0, 16).mapToObj(writer -> Thread.ofPlatform()
        .start(() -> IntStream.range(0, 10)
            .forEach(i -> vault(KEY).set("w" + writer + "-" + i, "x"))))
        .toList();
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(vault(KEY).list()).hasSize(160);
  }

  @Test
  void losesNothingToOtherProcesses() throws Exception {
    List<Process> writers = List.of(writer("a"), writer("b"), writer("c"));
    for (Process writer : writers) {
      assertThat(writer.waitFor(50, TimeUnit.SECONDS)).isTrue();
      assertThat(writer.exitValue()).isZero();
    }
    assertThat(vault(KEY).list()).hasSize(3 * Writer.ENTRIES);
  }

  private Process writer(String name) throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), Writer.class.getName(), path().toString(),
        name).inheritIO().start();
  }

  /** A process that writes. */
  static final class Writer {
    static final int ENTRIES = 25;

    private Writer() {}

    public static void main(String[] arguments) {
      var vault = new VaultFile(Path.of(arguments[0]), KEY);
      for (int i = 0; i < ENTRIES; i++) {
        vault.set(arguments[1] + i, "secret");
      }
    }
  }

  private static void assertFails(ErrorCode code, VaultFile vault) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> vault.find("orders"))
        .returns(code, DatabaseException::code);
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> vault.set("orders", "x"))
        .returns(code, DatabaseException::code);
  }

  /** With few iterations: the tests measure nothing. */
  private static VaultKey phrase(String text) {
    return VaultKey.ofPassphrase(text, 1000);
  }

  private VaultFile vault(VaultKey key) {
    return new VaultFile(path(), key);
  }

  private Path path() {
    return folder.resolve("own/main.vault");
  }
}
