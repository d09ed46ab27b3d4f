package dev.plinth.support.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** password4j reads psw4j.properties and may print a banner, but only if its configuration is loaded. */
final class QuietPassword4jTest {

  @Test
  void hashesWithoutLoadingTheConfigurationOfPassword4j() throws Exception {
    var printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (var fresh = new FreshClasses();
        var capture = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(capture);
      System.setErr(capture);
      hashAndVerify(fresh);
      assertThat(fresh.loaded("com.password4j.BcryptFunction")).isTrue();
      assertThat(fresh.loaded("com.password4j.PropertyReader")).isFalse();
      assertThat(fresh.loaded("com.password4j.AlgorithmFinder")).isFalse();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static void hashAndVerify(ClassLoader classes) throws Exception {
    Class<?> type = classes.loadClass(PasswordHasher.class.getName());
    Executor sameThread = Runnable::run;
    try (var hasher =
        (AutoCloseable) type.getConstructor(int.class, Executor.class).newInstance(4, sameThread)) {
      Object hash =
          ((CompletableFuture<?>) type.getMethod("hash", String.class).invoke(hasher, "right"))
              .join();
      Object check = ((CompletableFuture<?>) type.getMethod("verify", String.class, String.class)
          .invoke(hasher, "right", hash)).join();
      assertThat(check).hasToString("PasswordCheck[matches=true, needsUpgrade=false]");
    }
  }

  /** The class path again, loaded apart from the rest of this JVM, and able to say what was loaded. */
  private static final class FreshClasses extends URLClassLoader {
    FreshClasses() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    boolean loaded(String name) {
      return findLoadedClass(name) != null;
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(FreshClasses::url).toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
