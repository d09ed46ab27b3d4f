package dev.plinth.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody finds who has the files and not the key. */
final class SecretsAtRestTest {
  private static final String PASSWORD = "canary-password-4711";
  private static final String TOKEN = "canary-access-token-0815";
  private static final String REFRESH = "canary-refresh-token-0816";
  private static final String EMAIL = "canary-4712@example.com";

  @TempDir
  Path folder;

  @Test
  void noSecretStandsInTheFilesInClear() throws IOException {
    Path file = folder.resolve("app.db");
    try (DatabaseProvider database = open(file)) {
      User user = Sqlite.await(database.createUser(NewUser.of(EMAIL, PASSWORD)));
      Sqlite.await(database.storeOAuthToken(OAuthTokenKey.of(user.id(), "strava"), token()));
      String key = Sqlite.await(
          database.createApiKey(NewApiKey.of(user.id(), "laptop", ApiKeyTier.STARTER))).value();
      // The write-ahead log still holds everything: the database is open.
      assertThat(filesWith(EMAIL)).as("the search itself").isNotEmpty();
      for (String secret : List.of(PASSWORD, TOKEN, REFRESH, key, key.substring(17))) {
        assertThat(filesWith(secret)).isEmpty();
      }
    }
    assertThat(filesWith(EMAIL)).isNotEmpty();
    assertThat(filesWith(TOKEN)).isEmpty();
  }

  @Test
  void aTokenCopiedOntoAnotherUserDoesNotDecrypt() throws SQLException {
    Path file = folder.resolve("app.db");
    try (DatabaseProvider database = open(file)) {
      User alice = Sqlite.await(database.createUser(NewUser.withoutPassword("alice@example.com")));
      User mallory =
          Sqlite.await(database.createUser(NewUser.withoutPassword("mallory@example.com")));
      OAuthTokenKey own = OAuthTokenKey.of(alice.id(), "strava");
      OAuthTokenKey stolen = OAuthTokenKey.of(mallory.id(), "strava");
      Sqlite.await(database.storeOAuthToken(own, token()));
      Sqlite.await(database.storeOAuthToken(stolen, NewOAuthToken.of("of mallory")));
      try (Connection other = Sqlite.connect(file)) {
        Sqlite.execute(other, "update plinth_oauth_tokens set (access_token, refresh_token) = "
            + "(select access_token, refresh_token from plinth_oauth_tokens where user_id = '"
            + alice.id() + "') where user_id = '" + mallory.id() + "'");
      }
      assertThatThrownBy(() -> Sqlite.await(database.findOAuthToken(stolen)))
          .isInstanceOfSatisfying(DatabaseException.class, failure -> assertThat(failure.code())
              .isEqualTo(ErrorCode.DECRYPTION_FAILED));
      assertThat(Sqlite.await(database.findOAuthToken(own)).orElseThrow().accessToken())
          .isEqualTo(TOKEN);
    }
  }

  private static NewOAuthToken token() {
    return NewOAuthToken.of(TOKEN).withRefreshToken(REFRESH);
  }

  private static DatabaseProvider open(Path file) {
    DatabaseProvider database = Sqlite.open(file,
        Options.defaults().encryptionKey(new byte[32]).toBuilder().passwordCost(4).build());
    Sqlite.await(database.initialize());
    return database;
  }

  private List<String> filesWith(String secret) throws IOException {
    byte[] wanted = secret.getBytes(StandardCharsets.UTF_8);
    var found = new ArrayList<String>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (contains(Files.readAllBytes(file), wanted)) {
          found.add(file.getFileName().toString());
        }
      }
    }
    return found;
  }

  private static boolean contains(byte[] bytes, byte[] wanted) {
    // As ISO 8859-1 every byte is one character, so that a search of texts is one of bytes.
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }
}
