package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;

/**
 * Names of fields that come from callers. A name is never an operator: what begins with {@code $} is
 * refused wherever MongoDB would look for one.
 */
final class FieldNames {
  private FieldNames() {}

  /** A field of a record. A dot in it would make a field that no path reaches. */
  static String field(String name) {
    if (name.indexOf('.') >= 0) {
      throw invalid(name, "holds a dot, which is for paths; write a document instead");
    }
    return path(name);
  }

  /** A field, or a path into documents and arrays such as {@code address.city} or {@code tags.0}. */
  static String path(String name) {
    for (String part : name.split("\\.", -1)) {
      if (part.isEmpty()) {
        throw invalid(name, "has an empty part");
      }
      if (part.charAt(0) == '$') {
        throw invalid(name, "begins with $, which is for operators");
      }
    }
    return stored(name);
  }

  /** A name inside a document that is stored as it is. */
  static String stored(String name) {
    if (name.indexOf('\0') >= 0) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the name of a field contains U+0000, which MongoDB cannot store");
    }
    return name;
  }

  /** The field in which a path begins. */
  static String root(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static DatabaseException invalid(String name, String reason) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT,
        "the name of the field " + name.replace("\0", "") + " " + reason);
  }
}
