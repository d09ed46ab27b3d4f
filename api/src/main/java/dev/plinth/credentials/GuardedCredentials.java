package dev.plinth.credentials;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;

/** Lets no message of an application's own code through: it may quote a password. */
record GuardedCredentials(Credentials named, String user) implements Credentials {
  @Override
  public Credential current() {
    try {
      return named.current().orUser(user);
    } catch (DatabaseException known) {
      throw known;
    } catch (RuntimeException unexpected) {
      // Whatever the application throws: its type and stack are kept, its message is not.
      throw new DatabaseException(ErrorCode.AUTHENTICATION_FAILED,
          "the credentials of the options could not be read: " + unexpected.getClass().getName(),
          BackendFailure.of(unexpected));
    }
  }

  @Override
  public String toString() {
    return "Credentials";
  }
}
