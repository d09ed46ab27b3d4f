package dev.plinth.factory;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** With what new files and folders are created that their owner alone may read; nothing where the system has no such permissions. */
public final class OwnerAlone {
  /** Whether the system has them. */
  public static final boolean IS_KNOWN =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private OwnerAlone() {}

  /** For a file. */
  public static FileAttribute<?>[] file() {
    return attributes("rw-------");
  }

  /** For a folder. */
  public static FileAttribute<?>[] folder() {
    return attributes("rwx------");
  }

  private static FileAttribute<?>[] attributes(String permissions) {
    return IS_KNOWN
        ? new FileAttribute<?>[]{
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
        : new FileAttribute<?>[0];
  }
}
