package dev.plinth.factory;

import dev.plinth.credentials.CredentialSource;
import dev.plinth.factory.vault.VaultFile;
import dev.plinth.factory.vault.VaultKey;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Encrypted vault files {@code NAME.vault} of a folder, each a vault by its name. */
final class VaultFolder {
  static final String SUFFIX = ".vault";

  private final @Nullable Path folder;
  private final Supplier<VaultKey> key;
  private final ConcurrentMap<String, CredentialSource> known = new ConcurrentHashMap<>();

  /**
   * A folder that need not be there.
   *
   * @param key asked once a vault is used
   */
  VaultFolder(@Nullable Path folder, Supplier<VaultKey> key) {
    this.folder = folder;
    this.key = key;
  }

  Set<String> names() {
    var names = new TreeSet<String>();
    if (folder != null && Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
        files.forEach(file -> names.add(name(file)));
      } catch (IOException | DirectoryIteratorException unreadable) {
        return names;
      }
    }
    return names;
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  Optional<CredentialSource> source(String vault) {
    return Optional.ofNullable(folder).map(place -> place.resolve(vault + SUFFIX))
        .filter(Files::isRegularFile).map(file -> known.computeIfAbsent(vault,
            name -> new VaultFile(file, key.get())));
  }
}
