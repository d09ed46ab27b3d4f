package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.health.ServerInformation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A walk through all codes of failures, each provoked for real. What can be provoked through the portable
 * calls is; what a backend has its own way to is added by its test.
 */
@Timeout(120)
public abstract class ErrorConformance extends ConformanceSuite {
  private static final byte[] KEY = SecretCanary.key();

  private @Nullable String name;
  private @Nullable LogCapture log;

  /** For backends to extend. */
  protected ErrorConformance() {}

  /**
   * Opens a provider with these options on a database of its own, in which there is nothing. The suite
   * closes it.
   */
  protected abstract DatabaseProvider openEmpty(Options options);

  /** What the backend can do. */
  @Override
  protected abstract Set<Capability> capabilities();

  /** The native statements of the suite in the backend's language; SQL unless overridden. */
  protected NativeTexts nativeTexts() {
    return new SqlTexts();
  }

  /** The backend's own cases; those of a code stand in place of the portable ones of that code. */
  protected List<ErrorCase> ownCases() {
    return List.of();
  }

  /**
   * Codes that are not walked here: this backend never gives them, or it takes another program to provoke
   * them and another test does. The backend's test says which, and where.
   */
  protected Set<ErrorCode> notWalked() {
    return Set.of();
  }

  @BeforeAll
  final void askTheServer() {
    log = LogCapture.open();
    try (DatabaseProvider database = openEmpty(options())) {
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

  /** All cases. */
  final List<ErrorCase> cases() {
    Set<ErrorCode> own = ownCases().stream().map(ErrorCase::code).collect(Collectors.toSet());
    List<ErrorCase> cases = new ArrayList<>(ownCases());
    PortableErrors.all().stream()
        .filter(each -> !own.contains(each.code()) && !notWalked().contains(each.code()))
        .forEach(cases::add);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void failsWithTheCode(ErrorCase each) {
    try (Scene scene = new Scene(this::openEmpty, options(), nativeTexts())) {
      DatabaseException failure =
          assertFails(each.code(), each.provocation().on(scene));
      assertThat(failure.retryable()).isEqualTo(each.code().retryable());
      assertThat(failure.getMessage()).isNotBlank();
    }
  }

  @Test
  void walksThroughEveryCode() {
    Set<ErrorCode> walked = EnumSet.noneOf(ErrorCode.class);
    cases().forEach(each -> walked.add(each.code()));
    assertThat(walked).as("codes both walked and not").doesNotContainAnyElementsOf(notWalked());
    walked.addAll(notWalked());
    assertThat(walked).containsExactlyInAnyOrder(ErrorCode.values());
  }

  private static Options options() {
    Options options = Options.defaults().encryptionKey(KEY).toBuilder().passwordCost(4).build();
    return options.withPool(options.pool().withMaxQueue(64));
  }
}
