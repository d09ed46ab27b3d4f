package dev.plinth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** API keys of the HTTP server. */
@Command(name = "key", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    subcommands = {KeyCreateCommand.class, KeyListCommand.class, KeyRevokeCommand.class},
    description = "Makes, lists and ends the API keys that clients of plinth serve send over HTTP.",
    footer = {"", "They are in the database that --keys names; by default in a file of their own, "
        + "keys.db in ~/.plinth (or PLINTH_HOME)."})
final class KeyCommand implements Runnable {
  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  References references() {
    return plinth.references();
  }
}
