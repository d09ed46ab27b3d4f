package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionsFileTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("ORDERS_URL", "fake://ada:x@h/d", "APP_MAIN", "y");

  @TempDir
  private Path folder;

  @Test
  void readsVaultsAndConnections() {
    ConnectionsFile file = parse("""
        {"vaults": {"app": {"type": "environment", "prefix": "APP_"}},
         "connections": [
           {"id": "orders", "description": "What was ordered", "url": "env:ORDERS_URL"},
           {"id": "stock", "type": "fake", "server": "h", "port": 7, "database": "d", "username": "ada",
            "credential": "vault:app/main", "access": "dml", "tables": ["a", "b"],
            "deniedTables": ["b"], "maxRows": 5, "maxBytes": 2048, "timeoutMs": 1500, "poolSize": 9,
            "lazy": true, "parameters": {"sslmode": "require"}},
           {"id": "file", "url": "sqlite:./app.db"}],
         "server": {"port": 8080}}""");
    assertThat(file.vaults().find("vault:app/main").password()).isEqualTo("y");
    assertThat(file.server()).containsEntry("port", 8080L);
    assertThat(file.connections()).extracting(ConnectionDefinition::id).containsExactly("orders",
        "stock", "file");
    ConnectionDefinition orders = file.connections().getFirst();
    assertThat(orders.description()).isEqualTo("What was ordered");
    assertThat(orders.options().access().level()).isEqualTo(AccessLevel.READ_ONLY);
    Options stock = file.connections().get(1).options();
    assertThat(stock.access().level()).isEqualTo(AccessLevel.DML);
    assertThat(stock.access().allowsTable("a")).isTrue();
    assertThat(stock.access().allowsTable("b")).isFalse();
    assertThat(stock.access().allowsTable("c")).isFalse();
    assertThat(stock.limits().maxRows()).isEqualTo(5);
    assertThat(stock.limits().maxBytes()).isEqualTo(2048);
    assertThat(stock.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(stock.pool().maxSize()).isEqualTo(9);
    assertThat(stock.lazy()).isTrue();
    assertThat(file.connections().get(1).target().redacted())
        .isEqualTo("fake://***@h:7/d?sslmode=require");
    assertThat(file.connections().get(2).target().redacted())
        .isEqualTo("sqlite:" + folder.resolve("app.db"));
  }

  @Test
  void readsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("plinth.json"), "{}");
    assertThat(read(file).connections()).isEmpty();
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> read(folder.resolve("absent.json")))
        .returns(ErrorCode.NOT_FOUND, DatabaseException::code);
    Files.write(file, new byte[]{(byte) 0xff, 0});
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> read(file))
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "[]|must be an object", "{\"conections\": []}|(conections); there are connections",
      "{\"connections\": {}}|needs a list as connections",
      "{\"connections\": [\"canary\"]}|each of connections must be an object",
      "{\"connections\": [{}]}|needs an id",
      "{\"connections\": [{\"id\": 1}]}|needs a text as id",
      "{\"connections\": [{\"id\": \"a\"}]}|the connection a needs a url",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://u:canary@h/d\"}]}|has a password in its url",
      "{\"connections\": [{\"id\": \"a\", \"type\": \"fake\", \"password\": \"canary\"}]}|holds a password",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"canary\"}]}|the connection a: this is not a database URL",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"host\": \"h\"}]}|twice: by url and by host",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"acess\": \"dml\"}]}|(acess); there are access",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"access\": \"canary\"}]}|needs read-only, dml, ddl or admin as access",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"maxRows\": 0}]}|from 1 to 10000000 as maxRows",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"maxRows\": \"9\"}]}|as maxRows",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"lazy\": 1}]}|true or false as lazy",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"tables\": \"x\"}]}|list of texts as tables",
      "{\"connections\": [{\"id\": \"a\", \"url\": \"fake://h/d\", \"credential\": \"canary\"}]}|a reference is env:NAME",
      "{\"vaults\": {\"v\": {\"type\": \"canary\"}}}|has a type that there is not",
      "{\"vaults\": []}|vaults of the configuration must be an object"})
  void saysWhatIsWrong(String json, String message) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> parse(json))
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code)
        .withMessageContaining(message).withMessageNotContaining("canary");
  }

  private ConnectionsFile parse(String json) {
    return ConnectionsFile.parse(json, folder, Vaults.builder(), ENVIRONMENT, Options.defaults());
  }

  private static ConnectionsFile read(Path file) {
    return ConnectionsFile.read(file, Vaults.builder(), ENVIRONMENT, Options.defaults());
  }
}
