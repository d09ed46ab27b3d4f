package dev.plinth.support.crypto;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Where an encrypted value belongs. It is authenticated together with the value and not stored with it,
 * so that ciphertext copied into another column or record does not decrypt.
 *
 * <p>It is the portable identity: names and ids that are the same on every backend, never a row number,
 * so that ciphertext may move from one database to another.
 *
 * @param identity what tells the record from others of its table, such as tenant, user and provider,
 *   always in the same order; an empty string where one is absent
 */
public record CipherContext(String table, String column, List<String> identity) {

  /** Fails with {@link ErrorCode#INVALID_ARGUMENT} if table or column is empty. */
  public CipherContext {
    named("table", table);
    named("column", column);
    identity = List.copyOf(identity);
  }

  /** The place of a column in the record with this identity. */
  public static CipherContext of(String table, String column, String... identity) {
    return new CipherContext(table, column, List.of(identity));
  }

  /**
   * The additional authenticated data: table, column and parts, each as its length in UTF-8 (four bytes,
   * big endian) and its bytes. Two contexts never share an encoding; joined by a separator they could.
   */
  byte[] authenticatedData() {
    var encoded = new ByteArrayOutputStream(128);
    append(encoded, table);
    append(encoded, column);
    identity.forEach(part -> append(encoded, part));
    return encoded.toByteArray();
  }

  /** The column, for messages: the identity is a value and stays out of them. */
  String place() {
    return table + "." + column;
  }

  /** The column alone, for the same reason. */
  @Override
  public String toString() {
    return "CipherContext[" + place() + "]";
  }

  private static void append(ByteArrayOutputStream encoded, String part) {
    byte[] bytes = Utf8.encode("the cipher context", part);
    encoded.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    encoded.writeBytes(bytes);
  }

  private static void named(String what, String name) {
    if (Objects.requireNonNull(name, what).isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          what + " of a cipher context must not be empty");
    }
  }
}
