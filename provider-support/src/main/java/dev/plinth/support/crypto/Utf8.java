package dev.plinth.support.crypto;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text to bytes without loss. {@code String.getBytes} turns every unpaired surrogate into the same question mark. */
final class Utf8 {
  private Utf8() {}

  static byte[] encode(String argument, String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException unpaired) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          argument + " has an unpaired surrogate; pass valid Unicode text");
    }
  }
}
