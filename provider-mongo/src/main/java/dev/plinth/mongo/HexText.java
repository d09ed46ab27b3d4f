package dev.plinth.mongo;

import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Bytes in the order of their values: MongoDB puts shorter ones first. Their hexadecimal text sorts as they
 * should; a server before 8.0 cannot make it.
 */
final class HexText {
  private HexText() {}

  /** The text of bytes, null for null. */
  static BsonDocument of(BsonValue bytes) {
    return new BsonDocument("$convert", new BsonDocument("input", bytes)
        .append("to", new BsonString("string")).append("format", new BsonString("hex"))
        .append("onNull", BsonNull.VALUE));
  }
}
