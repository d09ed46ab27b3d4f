package dev.plinth.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.credentials.Credentials;
import dev.plinth.factory.Databases;
import dev.plinth.spi.DatabaseUrl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the URL and the options ask of the driver. */
final class MongoSettingsTest {
  @Test
  void confirmsByAMajorityUnlessTheUrlSaysOtherwise() {
    assertThat(client("mongodb://h/d").getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
    assertThat(client("mongodb://h/d?w=1").getWriteConcern().getWObject()).isEqualTo(1);
    assertThat(settings("mongodb://h/d").weakened()).isEmpty();
    assertThat(settings("mongodb://h/d?w=1&readPreference=secondary").weakened()).contains("w=1")
        .contains("secondary");
    assertThat(client("mongodb://h/d").getReadPreference()).isEqualTo(ReadPreference.primary());
  }

  @Test
  void passesHostsCredentialsAndParametersOn() {
    MongoClientSettings client = client(
        "mongodb://us%40er:p%2Fw@h1:1,[::1]:2/d?replicaSet=rs0&tls=true&AUTHSOURCE=admin");
    assertThat(client.getClusterSettings().getHosts()).hasSize(2);
    assertThat(client.getClusterSettings().getRequiredReplicaSetName()).isEqualTo("rs0");
    assertThat(client.getSslSettings().isEnabled()).isTrue();
    assertThat(client.getCredential()).isNotNull();
    assertThat(client.getCredential().getUserName()).isEqualTo("us@er");
    assertThat(client.getCredential().getSource()).isEqualTo("admin");
  }

  @Test
  void setsThePool() {
    Options options = Options.defaults().withPool(Options.defaults().pool().withMaxSize(7)
        .withMinIdle(2).withIdleTimeout(Duration.ofMinutes(3))
        .withConnectTimeout(Duration.ofSeconds(4)));
    var pool = MongoSettings.of(DatabaseUrl.parse("mongodb://h/d"), options)
        .client(Credentials.of(DatabaseUrl.parse("mongodb://h/d"), options).current(),
            new PoolWatch())
        .getConnectionPoolSettings();
    assertThat(pool.getMaxSize()).isGreaterThanOrEqualTo(7);
    assertThat(pool.getMinSize()).isEqualTo(2);
    assertThat(pool.getMaxConnectionIdleTime(java.util.concurrent.TimeUnit.MINUTES)).isEqualTo(3);
  }

  @Test
  void tellsTheSameDatabaseByItsServersInAnyOrder() {
    assertThat(settings("mongodb://b,a:27017/d").identity())
        .isEqualTo(settings("mongodb://A,B:27017/d").identity())
        .isNotEqualTo(settings("mongodb://a/d").identity());
    assertThat(settings("mongodb://h").database()).isEqualTo("test");
  }

  @Test
  void explainsWhatTheDnsDoesNotTell() {
    Options hasty = Options.defaults()
        .withPool(Options.defaults().pool().withConnectTimeout(Duration.ofSeconds(1)));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(Databases.open("mongodb+srv://cluster.invalid/d", hasty)))
        .withMessageContaining("mongodb://host1")
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mongodb://h/d?nonsense=1", "mongodb://h/d?w=0",
      "mongodb://h/d?readPreference=nobody", "mongodb://h/d?tlsCAFile=/no/such/file",
      "mongodb://h1,h2/d?directConnection=true"})
  void refusesWhatMongoDbDoesNotKnow(String url) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> client(url))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  private static MongoSettings settings(String url) {
    return MongoSettings.of(DatabaseUrl.parse(url), Options.defaults());
  }

  private static MongoClientSettings client(String text) {
    DatabaseUrl url = DatabaseUrl.parse(text);
    return settings(text).client(Credentials.of(url, Options.defaults()).current(),
        new PoolWatch());
  }
}
