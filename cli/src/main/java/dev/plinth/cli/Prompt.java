package dev.plinth.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Where secrets are entered: on a terminal without showing them, else on standard input. */
record Prompt(InputStream in) {
  private static final int MOST_BYTES = 65_536;

  /** Whether somebody sits there who can be asked. */
  @SuppressWarnings("ReferenceEquality")
  boolean asks() {
    return in == System.in && Terminal.isInteractive();
  }

  /** Asks on the terminal. */
  String ask(String question) {
    @SuppressWarnings("SystemConsoleNull")
    Console console = System.console();
    char[] answer = console == null ? null : console.readPassword("%s", question);
    if (answer == null || answer.length == 0) {
      throw new Misuse("nothing was entered");
    }
    return new String(answer);
  }

  /** Asks on the terminal, twice; without one, all of standard input. */
  String secret(String question) {
    if (!asks()) {
      return all();
    }
    String secret = ask(question);
    if (!secret.equals(ask("The same again: "))) {
      throw new Misuse("the two entries differ");
    }
    return secret;
  }

  private String all() {
    try {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw new Misuse("standard input holds no secret");
      }
      if (bytes.length > MOST_BYTES) {
        throw new Misuse("the secret is longer than " + MOST_BYTES + " bytes");
      }
      return text;
    } catch (IOException unreadable) {
      throw new Misuse("standard input cannot be read");
    }
  }
}
