package dev.plinth.cli;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Ends the command with one line {@code CODE: message} on standard error, and an exit code. */
final class Failures {
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private Failures() {}

  /** For a command that could not do what it should. */
  static int failure(Exception failure, CommandLine command, ParseResult parsed) {
    return switch (failure) {
      case Misuse misuse -> misused(command, String.valueOf(misuse.getMessage()));
      case DatabaseException known ->
          print(command, known.code(), String.valueOf(known.getMessage()), FAILED);
      default -> print(command, ErrorCode.QUERY_FAILED,
          "something unexpected happened: " + failure.getClass().getName(), FAILED);
    };
  }

  /** For a command line that cannot be read. What was written may be a URL: it is not repeated. */
  static int misuse(ParameterException refused, String[] arguments) {
    return misused(refused.getCommandLine(), switch (refused) {
      case MissingParameterException missing -> String.valueOf(missing.getMessage());
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      default -> invalid(refused.getArgSpec());
    });
  }

  private static int misused(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    return print(command, ErrorCode.INVALID_ARGUMENT, message + "; see " + name + " --help",
        MISUSED);
  }

  private static String unmatched(UnmatchedArgumentException unmatched) {
    String first = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
    return first.matches("--?[a-z][a-z-]*")
        ? "there is no option " + first
        : "there is an argument too many, or an unknown command";
  }

  private static String invalid(@Nullable ArgSpec argument) {
    return argument == null
        ? "the command line cannot be read"
        : "the value of " + argument.paramLabel() + " cannot be read, or is given twice";
  }

  private static int print(CommandLine command, ErrorCode code, String message, int exitCode) {
    command.getErr().println(code.code() + ": " + message.replaceAll("\\R\\s*", " "));
    command.getErr().flush();
    return exitCode;
  }
}
