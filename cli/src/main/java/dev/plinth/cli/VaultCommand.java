package dev.plinth.cli;

import dev.plinth.factory.vault.VaultFile;
import dev.plinth.factory.vault.VaultKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Encrypted vault files. */
@Command(name = "vault", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    subcommands = {VaultSetCommand.class, VaultListCommand.class, VaultRemoveCommand.class},
    description = "Keeps credentials in encrypted files, for URLs like vault:main/orders.",
    footer = {"", "The vault NAME is the file NAME.vault in ~/.plinth (or PLINTH_HOME). It is "
        + "encrypted with AES-256-GCM; the key is --key, else the variable ENCRYPTION_KEY (base64 of 32 "
        + "bytes), else a passphrase: the variable PLINTH_VAULT_PASSPHRASE, or asked for on a terminal."})
final class VaultCommand implements Runnable {
  static final String SUFFIX = ".vault";

  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The folder of the vault files. */
  Path folder() {
    return plinth.references().home();
  }

  Path path(String vault) {
    return folder().resolve(vault + SUFFIX);
  }

  /** A vault file, with the key that {@code --key} names or what there is instead. */
  VaultFile file(String vault, @Nullable String key) {
    return new VaultFile(path(vault), key(key));
  }

  Prompt prompt() {
    return plinth.prompt();
  }

  private VaultKey key(@Nullable String named) {
    References references = plinth.references();
    if (named != null) {
      return VaultKey.of(references.key(named));
    }
    return references.hasVaultKey() || !prompt().asks()
        ? references.vaultKey()
        : VaultKey.ofPassphrase(prompt().ask("Passphrase of the vault: "));
  }
}
