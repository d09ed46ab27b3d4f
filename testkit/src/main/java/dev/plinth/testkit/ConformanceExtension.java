package dev.plinth.testkit;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs every test, and judges it by what the backend can do and what the test server is known to do wrong. */
final class ConformanceExtension implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
    judge(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
    judge(invocation, context);
  }

  private static void judge(Invocation<@Nullable Void> invocation, ExtensionContext context)
      throws Throwable {
    DatabaseConformance suite =
        context.getRequiredTestInstances().findInstance(DatabaseConformance.class).orElseThrow();
    Throwable failure = failureOf(invocation);
    ConformanceReport report = ConformanceReport.of(context);
    String backend = context.getRequiredTestInstances().getAllInstances().get(0).getClass()
        .getSimpleName();
    if (suite.serverGaps().contains(name(context))) {
      report.count(backend, ConformanceReport.Verdict.GAP);
      requireFailure(failure, name(context));
    } else if (!missing(suite, context).isEmpty()) {
      report.count(backend, ConformanceReport.Verdict.UNSUPPORTED);
      requireUnsupported(failure, missing(suite, context));
    } else {
      report.count(backend, failure == null
          ? ConformanceReport.Verdict.PASSED
          : ConformanceReport.Verdict.FAILED);
      if (failure != null) {
        throw failure;
      }
    }
  }

  private static @Nullable Throwable failureOf(Invocation<@Nullable Void> invocation) {
    try {
      invocation.proceed();
      return null;
    } catch (Throwable failure) {
      return failure;
    }
  }

  /** The name by which {@link DatabaseConformance#serverGaps} lists a test: {@code Role.test}. */
  static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName() + "."
        + context.getRequiredTestMethod().getName();
  }

  private static Set<Capability> missing(DatabaseConformance suite, ExtensionContext context) {
    return Stream.of(context.getRequiredTestMethod(), context.getRequiredTestClass())
        .flatMap(element -> AnnotationSupport.findAnnotation(element, Requires.class).stream())
        .flatMap(requires -> Arrays.stream(requires.value()))
        .filter(capability -> !suite.capabilities().contains(capability))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void requireFailure(@Nullable Throwable failure, String test) {
    if (failure == null) {
      throw new AssertionError(test + " is listed as a gap of this server, but passes; "
          + "take it off serverGaps()");
    }
  }

  private static void requireUnsupported(@Nullable Throwable failure, Set<Capability> missing) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DatabaseException known) {
        if (known.code() == ErrorCode.UNSUPPORTED) {
          return;
        }
        break;
      }
    }
    throw new AssertionError("without " + missing + " this test must end with UNSUPPORTED, but it "
        + (failure == null ? "passed" : "ended with " + failure), failure);
  }
}
