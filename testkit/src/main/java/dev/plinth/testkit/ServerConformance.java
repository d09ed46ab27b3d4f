package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.credentials.Credential;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.factory.Databases;
import dev.plinth.health.PoolStatistics;
import dev.plinth.health.ServerInformation;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.UserFilter;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.testkit.servers.DeafServer;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TcpProxy;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestUrls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a provider must do where its server or the network between fails, on a real server. A backend's
 * test is one short class, like that of {@link DatabaseConformance}.
 */
@Timeout(180)
public abstract class ServerConformance extends ConformanceSuite {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration SECOND = Duration.ofSeconds(1);
  /** After which work goes on, and no caller waits longer. */
  private static final Duration BOUND = Duration.ofSeconds(5);
  /** After which a connection is no longer used that a pool under load may keep for some seconds. */
  private static final Duration LEFT_BY_BUSY_POOLS = Duration.ofSeconds(20);
  private static final Duration SLEEP = Duration.ofSeconds(60);

  private @Nullable String name;
  private @Nullable LogCapture log;

  /** For backends to extend. */
  protected ServerConformance() {}

  /** The server. Where it is embedded, the suite stops and kills it. */
  protected abstract TestServer server();

  /** What the suite asks of the server in its own language. */
  protected abstract ServerTexts serverTexts();

  /** Opens a provider. */
  protected DatabaseProvider open(String url, Options options) {
    return Databases.await(Databases.open(url, options));
  }

  /** The code with which a database that there is not is refused; null where naming one makes it. */
  protected @Nullable ErrorCode unknownDatabase() {
    return ErrorCode.NOT_FOUND;
  }

  @BeforeAll
  final void askTheServer() {
    log = LogCapture.open();
    try (DatabaseProvider database = open(server().freshDatabaseUrl(), options())) {
      ServerInformation information = await(database.serverInformation());
      name = information.product() + " " + information.version();
    }
  }

  @AfterAll
  final void searchTheLog() {
    if (log != null) {
      try (LogCapture captured = log) {
        captured.assertClean();
      }
    }
  }

  @Override
  final String serverName() {
    return Objects.requireNonNull(name, "the server was not asked");
  }

  /** Every way in which this server can go away and come back. */
  final List<Outage> outages() {
    return Outage.of(server());
  }

  @ParameterizedTest
  @MethodSource("outages")
  void losesNothingWhereTheServerGoesAwayAndComesBack(Outage outage) throws Exception {
    String url = server().freshDatabaseUrl();
    try (TcpProxy proxy = TcpProxy.before(url);
        DatabaseProvider database = open(proxy.through(url), options())) {
      try (Load load = Load.start(database, 16)) {
        load.awaitProgress();
        outage.begin(server(), proxy);
        load.awaitFailureOrWaiting();
        outage.end(server(), proxy);
        load.awaitEveryCaller(BOUND);
      }
    }
  }

  @Test
  void countsExactlyWhereConnectionsAreCut() throws Exception {
    String url = server().freshDatabaseUrl();
    try (TcpProxy proxy = TcpProxy.before(url);
        DatabaseProvider database = open(proxy.through(url), options())) {
      Increments increments = Increments.of(database);
      proxy.cutRandomly(new Random(1), 20_000);
      increments.run(32, 5_000);
      proxy.cutNoMore();
      increments.assertExact();
      assertThat(proxy.cuts()).as("connections cut").isGreaterThan(10);
    }
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void endsASleepingStatementAtItsDeadline() {
    try (DatabaseProvider database = alone(server().freshDatabaseUrl())) {
      String mark = newMark();
      long before = System.nanoTime();
      assertFails(ErrorCode.TIMEOUT,
          database.withTimeout(SHORT).query(serverTexts().sleep(SLEEP, mark)));
      assertThat(since(before)).isBetween(SHORT, SECOND);
      assertGone(mark, database);
    }
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void endsASleepingStatementThatIsCancelled() {
    try (DatabaseProvider database = alone(server().freshDatabaseUrl())) {
      String mark = newMark();
      CompletableFuture<Rows> call = database.query(serverTexts().sleep(SLEEP, mark));
      Awaitility.await().atMost(BOUND).until(() -> isRunning(mark));
      assertThat(call.cancel(true)).isTrue();
      assertThat(Outcomes.failureOf(call)).isInstanceOf(CancellationException.class);
      assertGone(mark, database);
    }
  }

  @Test
  void servesAThousandCallersWithTenConnections() throws Exception {
    Options ten = options().withPool(options().pool().withMaxSize(10));
    try (DatabaseProvider database = open(server().freshDatabaseUrl(), ten)) {
      Duration longest = Crowd.of(database, capabilities().contains(Capability.TRANSACTIONS))
          .run(1_000);
      assertThat(longest).as("the longest call").isLessThan(BOUND);
      Awaitility.await().atMost(BOUND).untilAsserted(() -> assertAtRest(database));
      assertThat(database.poolStatistics().maximum()).isEqualTo(10);
    }
  }

  @Test
  void endsCallsAtTheirDeadlineWhereTheNetworkHangs() {
    String url = server().freshDatabaseUrl();
    try (TcpProxy proxy = TcpProxy.before(url);
        DatabaseProvider database = open(proxy.through(url), options())) {
      String table = RoleConformance.notesIn(database, RoleConformance.scored(1, 0L));
      proxy.hang();
      long before = System.nanoTime();
      DatabaseProvider hasty = database.withTimeout(SHORT);
      var read = hasty.findOne(Query.from(table).where(field("id").eq(1)));
      var write = hasty.insert(table, RoleConformance.scored(2, 0L));
      assertFails(ErrorCode.TIMEOUT, read);
      assertThat(codeOf(write)).isIn(ErrorCode.TIMEOUT, ErrorCode.OUTCOME_UNKNOWN);
      assertThat(since(before)).isLessThan(BOUND);
      proxy.resume();
      assertWorksAgain(database, table);
    }
  }

  @Test
  void worksOnWhereIdleConnectionsWereCut() {
    worksOnAfter(TcpProxy::cutAll);
  }

  @Test
  void worksOnWhereTheServerEndedItsSideOfIdleConnections() {
    worksOnAfter(TcpProxy::halfClose);
  }

  /** All connections but one are lost; that others are made with another password ends that one, too. */
  @Test
  void replacesConnectionsWhereThePasswordWasChanged() {
    String url = server().freshDatabaseUrl();
    String user = "rotating_" + UUID.randomUUID().toString().substring(0, 8);
    var password = new AtomicReference<>(SecretCanary.secret("first"));
    ServerTexts texts = serverTexts();
    texts.newUser(user, password.get(), DatabaseUrl.parse(url).database())
        .forEach(text -> RawSql.execute(url, text));
    Options rotating = options().withCredentials(() -> Credential.of(user, password.get()));
    try (DatabaseProvider database = open(TestUrls.withUser(url, user, ""), rotating)) {
      String table = RoleConformance.notesIn(database, RoleConformance.scored(1, 0L));
      List<String> former = new ArrayList<>();
      Awaitility.await().atMost(BOUND).until(() -> {
        countAtOnce(database, table);
        former.clear();
        former.addAll(texts.connectionsOf(user));
        return former.size() > 1;
      });
      password.set(SecretCanary.secret("second"));
      RawSql.execute(url, texts.newPassword(user, password.get()));
      assertThat(await(database.count(table, Filter.all()))).isEqualTo(1);
      former.subList(1, former.size()).forEach(each -> RawSql.execute(url, texts.end(each)));
      Awaitility.await().atMost(LEFT_BY_BUSY_POOLS).until(() -> {
        countAtOnce(database, table);
        return Collections.disjoint(texts.connectionsOf(user), former);
      });
      assertWorksAgain(database, table);
    } finally {
      texts.noUser(user).forEach(text -> RawSql.execute(url, text));
    }
  }

  /** So many calls that they need several connections. */
  private static void countAtOnce(DatabaseProvider database, String table) {
    List<CompletableFuture<Long>> calls =
        Stream.generate(() -> database.count(table, Filter.all())).limit(50).toList();
    calls.forEach(call -> succeeds(() -> call));
  }

  /** Each with a pool of its own, as processes would have. */
  @RepeatedTest(3)
  void lets8ProvidersMakeThePlatformTablesAtOnce() {
    String url = server().freshDatabaseUrl();
    List<DatabaseProvider> databases = IntStream.range(0, 8)
        .mapToObj(i -> open(url, options().withPool(options().pool().withMaxSize(2 + i)))).toList();
    try {
      List<CompletableFuture<?>> calls = new ArrayList<>();
      databases.forEach(database -> calls.add(database.initialize()));
      calls.forEach(Outcomes::await);
      for (DatabaseProvider database : databases) {
        await(database.createUser(
            NewUser.withoutPassword(TestBed.newName("user") + "@example.com")));
      }
      assertThat(await(databases.getFirst().countUsers(UserFilter.all()))).isEqualTo(8);
    } finally {
      databases.forEach(DatabaseProvider::close);
    }
  }

  @Test
  void refusesAWrongPassword() {
    String url = TestUrls.withPassword(server().freshDatabaseUrl(), SecretCanary.secret("wrong"));
    assertRefusesToOpen(ErrorCode.AUTHENTICATION_FAILED, url, options());
  }

  @Test
  void refusesADatabaseThatThereIsNot() {
    String url = TestUrls.withDatabase(server().url(), "plinth_nowhere");
    ErrorCode code = unknownDatabase();
    if (code == null) {
      open(url, options()).close();
    } else {
      assertRefusesToOpen(code, url, options());
    }
  }

  @Test
  void givesUpOnAServerThatIsNotThere() {
    String url = server().url();
    try (TcpProxy proxy = TcpProxy.before(url)) {
      proxy.stopAccepting();
      assertRefusesToOpen(ErrorCode.CONNECTION_FAILED, proxy.through(url), hasty());
    }
  }

  @Test
  void givesUpOnAServerThatHangsAtConnect() {
    try (DeafServer deaf = DeafServer.neverConnecting()) {
      assertRefusesToOpen(ErrorCode.CONNECTION_FAILED, deaf.instead(server().url()), hasty());
    }
  }

  @Test
  void givesUpOnAServerThatSaysNothing() {
    try (DeafServer deaf = DeafServer.sayingNothing()) {
      assertRefusesToOpen(ErrorCode.CONNECTION_FAILED, deaf.instead(server().url()), hasty());
    }
  }

  @Test
  void opensLazilyWhereTheServerIsNotThereYet() {
    String url = server().freshDatabaseUrl();
    try (TcpProxy proxy = TcpProxy.before(url)) {
      proxy.stopAccepting();
      try (DatabaseProvider database = open(proxy.through(url), hasty().openLazily())) {
        assertThat(codeOf(database.withTimeout(SECOND).ping())).isIn(ErrorCode.CONNECTION_FAILED,
            ErrorCode.TIMEOUT, ErrorCode.OVERLOADED);
        proxy.acceptAgain();
        Awaitility.await().atMost(BOUND)
            .until(() -> Outcomes.failureOf(database.ping()) == null);
      }
    }
  }

  private void worksOnAfter(Consumer<TcpProxy> fault) {
    String url = server().freshDatabaseUrl();
    try (TcpProxy proxy = TcpProxy.before(url);
        DatabaseProvider database = open(proxy.through(url), options())) {
      String table = RoleConformance.notesIn(database, RoleConformance.scored(1, 0L));
      fault.accept(proxy);
      assertWorksAgain(database, table);
    }
  }

  /** Until a read and a write succeed; every call until then fails with a code. */
  private static void assertWorksAgain(DatabaseProvider database, String table) {
    Awaitility.await().atMost(BOUND).until(() -> succeeds(() -> database
        .findOne(Query.from(table).where(field("id").eq(1)))));
    Row row = RoleConformance.scored(3, 0L);
    Awaitility.await().atMost(BOUND).until(() -> succeeds(() -> database.upsert(table, row)));
  }

  private static boolean succeeds(Supplier<CompletableFuture<?>> call) {
    Throwable failure = Outcomes.failureOf(call.get());
    if (failure != null) {
      assertThat(failure).isInstanceOf(DatabaseException.class);
    }
    return failure == null;
  }

  private void assertRefusesToOpen(ErrorCode code, String url, Options options) {
    long before = System.nanoTime();
    CompletableFuture<DatabaseProvider> opening =
        CompletableFuture.supplyAsync(() -> open(url, options));
    assertFails(code, opening);
    assertThat(since(before)).isLessThan(Duration.ofSeconds(10));
  }

  private void assertGone(String mark, DatabaseProvider database) {
    Awaitility.await().atMost(SECOND).until(() -> !isRunning(mark));
    assertThat(await(database.ping())).isPositive();
    Awaitility.await().atMost(BOUND).untilAsserted(() -> assertAtRest(database));
  }

  private boolean isRunning(String mark) {
    return serverTexts().running().stream().anyMatch(text -> text.contains(mark));
  }

  private static void assertAtRest(DatabaseProvider database) {
    PoolStatistics pool = database.poolStatistics();
    assertThat(pool.active()).as("active connections").isZero();
    assertThat(pool.waiting()).as("calls that wait").isZero();
    assertThat(pool.running()).as("calls in flight").isZero();
    assertThat(pool.total()).as("open connections").isLessThanOrEqualTo(pool.maximum());
  }

  private static ErrorCode codeOf(CompletableFuture<?> call) {
    Throwable failure = Outcomes.failureOf(call);
    if (failure instanceof DatabaseException known) {
      SecretCanary.assertClean(known);
      return known.code();
    }
    throw new AssertionError("expected a failure with a code, but got " + failure, failure);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static String newMark() {
    return "mark_" + UUID.randomUUID().toString().replace('-', '_');
  }

  private DatabaseProvider alone(String url) {
    return open(url, options().withPool(options().pool().withMaxSize(1)));
  }

  private static Options hasty() {
    return options()
        .withPool(options().pool().withConnectTimeout(Duration.ofMillis(500)));
  }

  private static Options options() {
    return Options.defaults().encryptionKey(KEY);
  }

  private static final byte[] KEY = SecretCanary.key();
}
