package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials in files, as container platforms mount their secrets: a file for each credential, or a folder
 * for each with a file for each of its fields. They are read anew for every connection.
 */
record FolderSource(Path folder) implements CredentialSource {
  private static final int MOST_BYTES = 65_536;
  private static final List<String> FIELDS = List.of("url", "type", "host", "server", "port",
      "database", "dbname", "user", "username", "password", "expiresAt");

  @Override
  public Optional<Credential> find(String credentialName) {
    Path file = folder.resolve(credentialName).normalize();
    if (!file.startsWith(folder.normalize())) {
      return Optional.empty();
    }
    try {
      if (Files.isRegularFile(file)) {
        return Optional.of(Credential.parse(text(file)));
      }
      Map<String, String> fields = fields(file);
      return fields.isEmpty() ? Optional.empty() : Optional.of(Credential.ofFields(fields));
    } catch (IOException unreadable) {
      throw new DatabaseException(
          unreadable instanceof AccessDeniedException
              ? ErrorCode.ACCESS_DENIED
              : ErrorCode.CONNECTION_FAILED,
          "a file of the folder of credentials cannot be read: "
              + unreadable.getClass().getSimpleName());
    }
  }

  private static Map<String, String> fields(Path credential) throws IOException {
    var fields = new LinkedHashMap<String, String>();
    for (String field : FIELDS) {
      Path file = credential.resolve(field);
      if (Files.isRegularFile(file)) {
        fields.put(field, text(file).strip());
      }
    }
    return fields;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }
}
