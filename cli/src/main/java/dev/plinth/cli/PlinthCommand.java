package dev.plinth.cli;

import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code plinth} command: it holds the subcommands and says what they are. */
@Command(name = "plinth", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    subcommands = {QuickstartCommand.class, PingCommand.class, ServeCommand.class,
        ValidateCommand.class, BenchCommand.class, KeyCommand.class, VaultCommand.class},
    description = "One asynchronous database API for Java, on the command line.",
    footer = {"", "Standard output carries results alone; an error is one line CODE: message on "
        + "standard error.", "Exit codes: 0 done, 1 failed, 2 wrong command line.", "",
        "Begin with: plinth quickstart"})
public final class PlinthCommand implements Runnable {
  private final References references;
  private final Prompt prompt;

  @Spec
  private CommandSpec spec;

  private PlinthCommand(Map<String, String> environment, Prompt prompt) {
    this.references = new References(environment);
    this.prompt = prompt;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv(), System.in).execute(arguments));
  }

  static CommandLine commandLine(Map<String, String> environment, InputStream in) {
    return new CommandLine(new PlinthCommand(environment, new Prompt(in)))
        .setParameterExceptionHandler(Failures::misuse)
        .setExecutionExceptionHandler(Failures::failure);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  References references() {
    return references;
  }

  Prompt prompt() {
    return prompt;
  }

  /** The version stands in the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[]{"plinth " + text()};
    }

    static String text() {
      String version = PlinthCommand.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
