package dev.plinth.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.event.ConnectionPoolListener;
import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.credentials.Credential;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.UuidRepresentation;

/** What the URL and the options ask of the driver. */
final class MongoSettings {
  static final String DRIVER_VERSION = com.mongodb.internal.build.MongoDriverVersion.VERSION;
  static final int DEFAULT_PORT = 27_017;

  /** So soon a server is looked for again after its connection was cut; the driver alone lets calls wait for 500 ms. */
  private static final int LOOK_AGAIN_MILLIS = 100;
  private static final String SRV = "mongodb+srv";
  private static final String CA_FILE = "tlsCAFile";
  private static final String KEY_FILE = "tlsCertificateKeyFile";
  private static final Set<String> OWN = Set.of(CA_FILE, KEY_FILE);
  /** Parameters of MongoDB's URLs that are passed on; the pool is set by the options. */
  private static final Set<String> PASSED = Set.of("replicaSet", "directConnection", "loadBalanced",
      "tls", "ssl", "tlsInsecure", "tlsAllowInvalidHostnames", "authSource", "authMechanism",
      "authMechanismProperties", "gssapiServiceName", "readPreference", "readPreferenceTags",
      "maxStalenessSeconds", "readConcernLevel", "w", "journal", "retryWrites", "retryReads",
      "serverSelectionTimeoutMS", "localThresholdMS", "heartbeatFrequencyMS", "connectTimeoutMS",
      "socketTimeoutMS", "compressors", "zlibCompressionLevel", "appName", "srvServiceName",
      "srvMaxHosts", "serverMonitoringMode", "proxyHost", "proxyPort", "proxyUsername",
      "proxyPassword");

  private final DatabaseUrl url;
  private final PoolOptions pool;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private MongoSettings(DatabaseUrl url, Options options) {
    this.url = url;
    this.pool = options.pool();
    url.parameters().forEach((name, value) -> parameters.put(known(name), value));
    options.properties().forEach((name, value) -> parameters.putIfAbsent(known(name), value));
    refuseUnconfirmed();
  }

  /** Reads them. Fails with {@link ErrorCode#INVALID_ARGUMENT}. Resolves no name yet. */
  static MongoSettings of(DatabaseUrl url, Options options) {
    var unused = url.host();
    return new MongoSettings(url, options);
  }

  /** The name as MongoDB writes it, whatever its case. */
  private static String known(String name) {
    return all().stream().filter(name::equalsIgnoreCase).findFirst()
        .orElseThrow(() -> invalid("there is no parameter or property of MongoDB named "
            + name.replaceAll("[^A-Za-z0-9_.-]", "?") + "; there are " + String.join(", ", all())));
  }

  private static Set<String> all() {
    var all = new TreeSet<>(PASSED);
    all.addAll(OWN);
    return all;
  }

  private void refuseUnconfirmed() {
    if (parameters.getOrDefault("w", "").equals("0")) {
      throw invalid("w=0 would leave every write unanswered; leave it out for majority");
    }
  }

  /** The database, {@code test} as everywhere with MongoDB where the URL names none. */
  String database() {
    return url.database().isEmpty() ? "test" : url.database();
  }

  int maxSize() {
    return pool.maxSize();
  }

  String readPreference() {
    return parameters.getOrDefault("readPreference", "primary");
  }

  String writeConcern() {
    return parameters.getOrDefault("w", "majority");
  }

  /** What the URL gives away of the contract; empty for nothing. */
  String weakened() {
    var weakened = new ArrayList<String>();
    if (!readPreference().equals("primary")) {
      weakened.add("readPreference=" + readPreference()
          + ": a read may not see a write that was confirmed before");
    }
    if (!writeConcern().equals("majority")) {
      weakened.add("w=" + writeConcern() + ": a confirmed write may be rolled back by a failover");
    }
    return String.join("; ", weakened);
  }

  /** For the driver. An {@code mongodb+srv} URL asks the DNS, so this blocks. */
  MongoClientSettings client(Credential credential, ConnectionPoolListener listener) {
    try {
      var settings = MongoClientSettings.builder();
      var builder = settings.applyConnectionString(new ConnectionString(text(credential)))
          .applicationName(parameters.getOrDefault("appName", "plinth"))
          .uuidRepresentation(UuidRepresentation.STANDARD)
          .applyToServerSettings(server -> server
              .minHeartbeatFrequency(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS))
          .applyToConnectionPoolSettings(connections -> connections
              .maxSize(pool.maxSize() + 2).minSize(pool.minIdle())
              .maxConnectionIdleTime(pool.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .maxConnectionLifeTime(pool.maxLifetime().toMillis(), TimeUnit.MILLISECONDS)
              .maxWaitTime(pool.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .addConnectionPoolListener(listener));
      if (!parameters.containsKey("w")) {
        builder.writeConcern(WriteConcern.MAJORITY);
      }
      if (!parameters.containsKey("connectTimeoutMS")) {
        builder.applyToSocketSettings(socket -> socket
            .connectTimeout(pool.connectTimeout().toMillis(), TimeUnit.MILLISECONDS));
      }
      if (!parameters.containsKey("serverSelectionTimeoutMS")) {
        builder.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(
            pool.connectTimeout().toMillis(), TimeUnit.MILLISECONDS));
      }
      if (parameters.containsKey(CA_FILE) || parameters.containsKey(KEY_FILE)) {
        builder.applyToSslSettings(tls -> tls.enabled(true).context(
            TlsFiles.context(parameters.get(CA_FILE), parameters.get(KEY_FILE))));
      }
      return settings.build();
    } catch (MongoConfigurationException unresolved) {
      throw unresolved(unresolved);
    } catch (MongoException failure) {
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          "the driver cannot connect by this URL", BackendFailure.of(failure));
    } catch (IllegalArgumentException malformed) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a parameter of the MongoDB URL has a value that MongoDB does not know, or contradicts "
              + "another one",
          BackendFailure.of(malformed));
    }
  }

  /** A failure to connect, with what is likely where the DNS is asked for the servers. */
  DatabaseException explained(DatabaseException failure) {
    return url.scheme().equals(SRV) && failure.code() == ErrorCode.CONNECTION_FAILED
        ? unresolved(failure)
        : failure;
  }

  private static DatabaseException unresolved(RuntimeException failure) {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED,
        "no server was reached, or the DNS does not tell the servers behind this mongodb+srv URL: it needs the records "
            + "_mongodb._tcp.HOST (SRV) and HOST (TXT). Where there is no such DNS, name the servers: "
            + "mongodb://host1:27017,host2:27017/database?replicaSet=NAME&tls=true",
        BackendFailure.of(failure));
  }

  /** The URL as MongoDB's own drivers read it. */
  private String text(Credential credential) {
    String servers = credential.location().orElse(url).hosts().stream().map(MongoSettings::server)
        .collect(Collectors.joining(","));
    List<String> query = new ArrayList<>();
    parameters.forEach((name, value) -> {
      if (!OWN.contains(name)) {
        query.add(name + "=" + encoded(value));
      }
    });
    return url.scheme() + "://" + written(credential) + servers + "/" + encoded(database())
        + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }

  private static String written(Credential credential) {
    if (credential.user().isEmpty()) {
      return "";
    }
    return encoded(credential.user())
        + (credential.password().isEmpty() ? "" : ":" + encoded(credential.password())) + "@";
  }

  private static String server(HostPort server) {
    String host = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
    return server.port() == 0 ? host : host + ":" + server.port();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What tells two databases apart: the servers in whatever order, the database and the user. */
  String identity() {
    int port = url.scheme().equals(SRV) ? 0 : DEFAULT_PORT;
    String servers = url.hosts().stream()
        .map(server -> server.host().toLowerCase(Locale.ROOT) + ":" + server.portOr(port)).sorted()
        .collect(Collectors.joining(","));
    return url.scheme() + "://" + url.user() + "@" + servers + "/" + database();
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
