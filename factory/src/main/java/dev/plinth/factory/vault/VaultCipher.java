package dev.plinth.factory.vault;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM over the content of a vault file; the header is authenticated too. */
record VaultCipher(VaultKey key) {
  private static final int TAG_BITS = 128;

  byte[] seal(VaultHeader.Derivation derivation, byte[] content) {
    VaultHeader header = VaultHeader.of(derivation);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, header).doFinal(content);
      return ByteBuffer.allocate(VaultHeader.LENGTH + sealed.length).put(header.bytes()).put(sealed)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the vault could not be encrypted", impossible);
    }
  }

  byte[] open(byte[] file) {
    var buffer = ByteBuffer.wrap(file);
    VaultHeader header = VaultHeader.read(buffer);
    try {
      return cipher(Cipher.DECRYPT_MODE, header).doFinal(file, buffer.position(),
          buffer.remaining());
    } catch (GeneralSecurityException cut) {
      throw altered();
    }
  }

  private Cipher cipher(int mode, VaultHeader header) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.derive(header.derivation()),
        new GCMParameterSpec(TAG_BITS, header.nonce()));
    cipher.updateAAD(header.bytes());
    return cipher;
  }

  private static DatabaseException altered() {
    return new DatabaseException(ErrorCode.DECRYPTION_FAILED,
        "the vault file cannot be decrypted: the key or passphrase is another one, or the file was "
            + "altered");
  }
}
