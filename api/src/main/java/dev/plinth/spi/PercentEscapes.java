package dev.plinth.spi;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes percent escapes strictly: what is not UTF-8 is refused, not replaced. */
final class PercentEscapes {
  private PercentEscapes() {}

  static String decode(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(unescaped(encoded)).toString();
      if (decoded.indexOf('\0') < 0) {
        return decoded;
      }
    } catch (CharacterCodingException malformed) {
      // Its message says nothing that helps.
    }
    throw DatabaseUrlParser.invalid("the URL holds U+0000 or bytes that are not UTF-8");
  }

  private static ByteBuffer unescaped(ByteBuffer encoded) {
    var bytes = new ByteArrayOutputStream(encoded.remaining());
    while (encoded.hasRemaining()) {
      byte next = encoded.get();
      bytes.write(next == '%' ? hexadecimal(encoded) * 16 + hexadecimal(encoded) : next);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  private static int hexadecimal(ByteBuffer encoded) {
    int digit = encoded.hasRemaining() ? Character.digit(encoded.get(), 16) : -1;
    if (digit < 0) {
      throw DatabaseUrlParser.invalid("the URL has a percent sign that is not followed by two "
          + "hexadecimal digits; write %25 for a percent sign");
    }
    return digit;
  }
}
