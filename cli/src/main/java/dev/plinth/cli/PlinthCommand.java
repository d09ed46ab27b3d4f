package dev.plinth.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code plinth} command: it holds the subcommands and says what they are. */
@Command(name = "plinth", mixinStandardHelpOptions = true,
    description = "One asynchronous database API for Java, on the command line.")
public final class PlinthCommand implements Runnable {
  @Spec
  private CommandSpec spec;

  private PlinthCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PlinthCommand()).execute(arguments));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
