package dev.plinth.testkit;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.testkit.ConformanceReport.Verdict;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
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
    judge(invocation, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
    judge(invocation, method, context);
  }

  private static void judge(Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method, ExtensionContext context) throws Throwable {
    ConformanceSuite suite =
        context.getRequiredTestInstances().findInstance(ConformanceSuite.class).orElseThrow();
    Set<Capability> missing = missing(suite, context);
    String name = name(suite, context);
    boolean gap = isGap(suite.serverGaps(), name, method.getArguments());
    Throwable failure = failureOf(invocation);
    Throwable verdict = gap
        ? unlessFailed(failure, name)
        : missing.isEmpty() ? failure : unlessUnsupported(failure, missing);
    ConformanceReport.of(context).count(suite.getClass().getSimpleName(), suite.serverName(),
        verdict != null
            ? Verdict.FAILED
            : gap ? Verdict.GAP : missing.isEmpty() ? Verdict.PASSED : Verdict.UNSUPPORTED);
    if (verdict != null) {
      throw verdict;
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

  private static boolean isGap(Set<String> gaps, String name, List<Object> arguments) {
    return gaps.contains(name)
        || arguments.stream().anyMatch(argument -> gaps.contains(name + "[" + argument + "]"));
  }

  /** The name by which {@link ConformanceSuite#serverGaps} lists a test. */
  private static String name(ConformanceSuite suite, ExtensionContext context) {
    Class<?> role = context.getRequiredTestClass();
    String test = context.getRequiredTestMethod().getName();
    return role.isInstance(suite) ? test : role.getSimpleName() + "." + test;
  }

  private static Set<Capability> missing(ConformanceSuite suite, ExtensionContext context) {
    return Stream.of(context.getRequiredTestMethod(), context.getRequiredTestClass())
        .flatMap(element -> AnnotationSupport.findAnnotation(element, Requires.class).stream())
        .flatMap(requires -> Arrays.stream(requires.value()))
        .filter(capability -> !suite.capabilities().contains(capability))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Throwable unlessFailed(@Nullable Throwable failure, String test) {
    return failure != null
        ? null
        : new AssertionError(test + " is listed as a gap of this server, but passes; "
            + "take it off serverGaps()");
  }

  private static @Nullable Throwable unlessUnsupported(@Nullable Throwable failure,
      Set<Capability> missing) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof DatabaseException)) {
      cause = cause.getCause();
    }
    if (cause instanceof DatabaseException known && known.code() == ErrorCode.UNSUPPORTED) {
      return null;
    }
    return new AssertionError("without " + missing + " this test must end with UNSUPPORTED, but it "
        + (failure == null ? "passed" : "ended with " + failure), failure);
  }
}
