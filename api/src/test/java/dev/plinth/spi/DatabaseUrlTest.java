package dev.plinth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
  @Test
  void takesAServerUrlApart() {
    DatabaseUrl url = DatabaseUrl
        .parse("postgresql://ada:lovelace@db.example.com:5433/app?sslmode=require&x=a+b%2B");
    assertThat(url).isEqualTo(new DatabaseUrl("postgresql", "ada", "lovelace",
        List.of(new HostPort("db.example.com", 5433)), "app",
        Map.of("sslmode", "require", "x", "a b+")));
    assertThat(url.parameter("sslmode")).contains("require");
    assertThat(url.parameter("absent")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      value = {"mysql://u:p@h/db|mysql", "MySQL://u:p@h/db|mysql", "jdbc:mysql://u:p@h/db|mysql",
          "mysql+aiomysql://u:p@h/db|mysql", "jdbc:postgresql://h/db|postgresql",
          "postgresql+psycopg2://h/db|postgresql", "mongodb+srv://u:p@h/db|mongodb+srv",
          "mongodb://h/db|mongodb", "my-sql+mysql-connector://h/db|my-sql"})
  void readsTheSchemeWithoutDriver(String url, String scheme) {
    assertThat(DatabaseUrl.parse(url).scheme()).isEqualTo(scheme);
  }

  @Test
  void passesOverSpaceAroundTheUrl() {
    assertThat(DatabaseUrl.parse("  tidb://h/db\n")).isEqualTo(DatabaseUrl.parse("tidb://h/db"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"ada:lovelace@|ada|lovelace", "ada@|ada|''", "''|''|''",
      ":lovelace@|''|lovelace", "ada:p@ss@|ada|p@ss", "ada:p:s:s@|ada|p:s:s",
      "ada:p/s/s@|ada|p/s/s",
      "ada:p?ss@|ada|p?ss", "ada:p%40%3A%2F%25%3F@|ada|p@:/%?", "a%40b:p+q@|a@b|p+q",
      "ada:p%C3%A9@|ada|pé", "ada:pé#&;=@|ada|pé#&;=", "ada:@@@|ada|@@", "ada:p@h/x@|ada|p@h/x"})
  void readsCredentials(String credentials, String user, String password) {
    DatabaseUrl url = DatabaseUrl.parse("mysql://" + credentials + "host:3306/db?q=a@b/c?d");
    assertThat(url.user()).isEqualTo(user);
    assertThat(url.password()).isEqualTo(password);
    assertThat(url.hosts()).containsExactly(new HostPort("host", 3306));
    assertThat(url.database()).isEqualTo("db");
    assertThat(url.parameters()).isEqualTo(Map.of("q", "a@b/c?d"));
  }

  @Test
  void readsCredentialsThatAreParameters() {
    DatabaseUrl url =
        DatabaseUrl.parse("jdbc:postgresql://h/db?user=ada&password=p%40ss&sslmode=require");
    assertThat(url.user()).isEqualTo("ada");
    assertThat(url.password()).isEqualTo("p@ss");
    assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "require"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|',
      value = {"h|h|0", "h:1|h|1", "h:65535|h|65535", "127.0.0.1:5432|127.0.0.1|5432",
          "[::1]|::1|0",
          "[2001:db8::1]:5432|2001:db8::1|5432", "[fe80::1%25eth0]:1|fe80::1%eth0|1",
          "my_host-1.x|my_host-1.x|0"})
  void readsAServer(String server, String host, int port) {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://u:p@" + server + "/db");
    assertThat(url.hosts()).containsExactly(new HostPort(host, port));
    assertThat(DatabaseUrl.parse("postgresql://" + server).hosts()).isEqualTo(url.hosts());
    assertThat(url.host().portOr(7)).isEqualTo(port == 0 ? 7 : port);
  }

  @Test
  void readsSeveralServers() {
    DatabaseUrl url = DatabaseUrl.parse("mongodb://u:p@a:27017,[::1]:27018,c/db?replicaSet=rs0");
    assertThat(url.hosts()).containsExactly(new HostPort("a", 27017), new HostPort("::1", 27018),
        new HostPort("c", 0));
    assertThat(url).hasToString("mongodb://***@a:27017,[::1]:27018,c/db?replicaSet=rs0");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"sqlite:./x.db|./x.db", "sqlite:x.db|x.db",
      "sqlite:/a/x.db|/a/x.db", "sqlite://x.db|x.db", "sqlite://a/x.db|a/x.db",
      "sqlite:///a/x.db|/a/x.db", "sqlite:////a/x.db|/a/x.db", "sqlite:///./x.db|./x.db",
      "sqlite:///../x.db|../x.db", "sqlite:///C:/x.db|C:/x.db", "sqlite:C:\\x.db|C:\\x.db",
      "sqlite::memory:|:memory:", "sqlite::memory:name|:memory:name", "sqlite:///:memory:|:memory:",
      "jdbc:sqlite:/a/x.db|/a/x.db", "jdbc:sqlite::memory:|:memory:",
      "sqlite+aiosqlite:///./x.db|./x.db", "sqlite+aiosqlite:///x.db|x.db",
      "sqlite+aiosqlite:////a/x.db|/a/x.db", "sqlite+aiosqlite://|:memory:",
      "sqlite+aiosqlite:///:memory:|:memory:", "sqlite+pysqlite:x.db|x.db",
      "sqlite:a+b%20c%3F.db|a+b c?.db", "SQLite:./x.db?mode=ro|./x.db", "sqlite:a@b.db|a@b.db"})
  void readsAFile(String url, String path) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    assertThat(parsed.scheme()).isEqualTo("sqlite");
    assertThat(parsed.database()).isEqualTo(path);
    assertThat(parsed.hosts()).isEmpty();
    assertThat(parsed.user() + parsed.password()).isEmpty();
  }

  @Test
  void saysThatAFileHasNoHost() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> DatabaseUrl.parse("sqlite:x.db").host())
        .withMessageContaining("names no host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "/a/x.db", "app.db", "://h/db", "1sql://h/db", "sqlite:",
      "sqlite://", "sqlite:?mode=ro", "postgresql://", "postgresql://u:p@",
      "postgresql://u:p@:5432/db",
      "postgresql://h:0/db", "postgresql://h:65536/db", "postgresql://h:123456/db",
      "postgresql://h:x/db", "postgresql://h h/db", "postgresql://h:1:2/db", "postgresql://a,,b/db",
      "postgresql://[::1/db", "postgresql://::1/db", "postgresql://u:p%@h/db",
      "postgresql://u:p%2@h/db", "postgresql://u:p%zz@h/db", "postgresql://u:p%C3@h/db",
      "postgresql://u:p%00@h/db", "postgresql://u:p\ud800@h/db", "sqlite:a%00.db",
      "postgresql:/u:p@h/db", "u:p@h/db", "postgresql://h/db?a=1&a=2", "postgresql://u@h/db?user=v",
      "postgresql://u:p@h/db?password=q"})
  void refusesWhatItCannotRead(String url) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> DatabaseUrl.parse(url))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .withNoCause();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"mysql://ada:s@h:1/db|mysql://***@h:1/db",
      "mysql://:s@h/db|mysql://***@h/db", "mysql://h|mysql://h/", "sqlite:./x.db|sqlite:./x.db",
      "sqlite:./x.db?mode=ro&key=s|sqlite:./x.db?mode=ro&***",
      "mysql://h/db?ssl=s%20t|mysql://h/db?***",
      "h2:mem:x;password=s|h2:mem:x;password=***", "mysql://ada@h/a=b|mysql://***@h/a=***"})
  void showsItselfWithoutSecrets(String url, String shown) {
    assertThat(DatabaseUrl.parse(url)).hasToString(shown);
  }
}
