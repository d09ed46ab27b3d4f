package dev.plinth.jdbc.server;

import dev.plinth.ErrorCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a failure of a code means and what to do about it, where that is the same for every server. */
public final class ServerMessages {
  private ServerMessages() {}

  /** The message; empty for a code of which each server has its own to say. */
  public static Optional<String> of(ErrorCode code) {
    return Optional.ofNullable(message(code));
  }

  private static @Nullable String message(ErrorCode code) {
    return switch (code) {
      case UNIQUE_VIOLATION -> "a record with the same unique key exists";
      case FOREIGN_KEY_VIOLATION ->
          "a record that is referred to does not exist, or this one is still referred to";
      case NOT_NULL_VIOLATION -> "a required column has no value";
      case CHECK_VIOLATION -> "a check of the table refused the record";
      case VALUE_OUT_OF_RANGE -> "a value does not fit into its column or type";
      case DEADLOCK ->
          "the server ended this transaction because of a deadlock; nothing was applied";
      case SERIALIZATION_FAILED ->
          "another transaction changed what this one had read; nothing was applied";
      case LOCK_TIMEOUT -> "a lock was not obtained in time; try again";
      case CANCELLED -> "the statement was ended by a cancel or by a timeout of the server";
      case ACCESS_DENIED ->
          "the user may not do this, or the transaction or the server reads alone";
      case UNSUPPORTED -> "this server does not do this";
      case CONNECTION_FAILED ->
          "the connection to the server failed; look at host, port, network and TLS, and whether the "
              + "server runs";
      case TRANSACTION_FAILED ->
          "the transaction cannot go on after a failure of it; run it again as a whole";
      default -> null;
    };
  }
}
