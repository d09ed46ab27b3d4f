package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseProviderFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
final class DiscoveryTest {
  @Test
  void listsTheBackends() {
    assertThat(Databases.available()).extracting(Backend::name).containsExactly("exclusive",
        "fake");
    assertThat(Databases.available()).extracting(Backend::schemes)
        .allSatisfy(schemes -> assertThat(schemes).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"postgresql,postgres", "postgres,postgres", "mysql,mysql", "mariadb,mysql",
      "tidb,mysql",
      "mongodb,mongo", "mongodb+srv,mongo", "jdbc:postgresql,postgres", "mysql+aiomysql,mysql"})
  void saysWhichArtifactToAdd(String scheme, String provider) {
    assertThat(refusal(scheme + "://ada:canary@h/db")).hasMessageContaining(
        "add dev.plinth:plinth-provider-" + provider)
        .hasMessageContaining("found: exclusive, fake");
  }

  @Test
  void listsTheArtifactsForAnUnknownScheme() {
    assertThat(refusal("postgre://ada:canary@h/db")).hasMessageContaining("postgre URLs")
        .hasMessageContaining("plinth-provider-postgres (postgres, postgresql)");
  }

  @Test
  void doesNotRepeatWhatMayBeASecret() {
    assertThat(refusal("canary:x")).hasMessageContaining("the scheme of this URL");
  }

  @Test
  void namesBrokenEntriesInTheRefusal() {
    assertThat(refusal("mysql://h/db")).hasMessageContaining("not loaded")
        .hasMessageContaining("AbsentFactory").hasMessageContaining("BrokenFactory");
  }

  @Test
  void logsABrokenEntryOnceAndFindsTheOthers(@TempDir Path folder) throws IOException {
    var appender = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(Databases.class);
    appender.start();
    logger.addAppender(appender);
    try (URLClassLoader loader = naming(folder, "dev.plinth.factory.LostFactory")) {
      assertThat(inContext(loader, Databases::available)).hasSize(2);
      assertThat(inContext(loader, Databases::available)).hasSize(2);
    } finally {
      logger.detachAppender(appender);
    }
    assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(message -> message.contains("LostFactory")).hasSize(1);
  }

  @Test
  void looksWithTheContextClassLoaderFirst(@TempDir Path folder) throws IOException {
    try (URLClassLoader loader = naming(folder, FakeFactory.OfContext.class.getName())) {
      String url = FakeServer.create().url().replace("fake:", "context:");
      assertThat(inContext(loader, () -> Databases.open(url)))
          .succeedsWithin(Duration.ofSeconds(5));
      assertThat(inContext(loader, Databases::available)).extracting(Backend::name)
          .containsExactly("context", "exclusive", "fake");
    }
    assertThat(refusal("context://h/db")).hasMessageContaining("no provider");
  }

  @Test
  void looksWithItsOwnClassLoaderToo() {
    String url = FakeServer.create().url();
    assertThat(inContext(ClassLoader.getPlatformClassLoader(), () -> Databases.open(url)))
        .succeedsWithin(Duration.ofSeconds(5));
    assertThat(inContext(null, Databases::available)).isNotEmpty();
  }

  /** A class loader with a provider more than that of the tests has. */
  private static URLClassLoader naming(Path folder, String factory) throws IOException {
    Path entry = folder.resolve("META-INF/services/" + DatabaseProviderFactory.class.getName());
    Files.createDirectories(entry.getParent());
    Files.writeString(entry, factory);
    URL[] urls = {folder.toUri().toURL()};
    return new URLClassLoader(urls, DiscoveryTest.class.getClassLoader());
  }

  private static <T> T inContext(@Nullable ClassLoader loader, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static DatabaseException refusal(String url) {
    CompletableFuture<DatabaseException> refusal =
        Databases.open(url).handle((handle, failure) -> (DatabaseException) failure);
    DatabaseException failure = refusal.join();
    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure).hasMessageNotContaining("canary");
    return failure;
  }
}
