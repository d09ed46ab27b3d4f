package dev.plinth.cli;

/** The command line says something that cannot be carried out. Its message goes to the user as it is. */
final class Misuse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Misuse(String message) {
    super(message);
  }
}
