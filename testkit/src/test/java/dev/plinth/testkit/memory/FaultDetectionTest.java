package dev.plinth.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.plinth.testkit.DatabaseConformance;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** That the suite sees what it says it sees: on each wrong backend the tests named must fail. */
final class FaultDetectionTest {
  @ParameterizedTest
  @EnumSource
  void theSuiteSees(Fault fault) throws ClassNotFoundException {
    for (String test : fault.tests()) {
      FaultySuite.set(fault);
      Events events = run(test);
      assertThat(events.started().count()).as(test + " ran").isPositive();
      assertThat(events.failed().count()).as(test + " failed").isPositive();
    }
  }

  @Test
  void thereAreFaultsOfEveryKind() {
    assertThat(Fault.values()).hasSizeGreaterThan(24);
  }

  private static Events run(String test) throws ClassNotFoundException {
    String role = test.substring(0, test.indexOf('.'));
    String name = test.substring(test.indexOf('.') + 1);
    Class<?> nested = Class.forName(DatabaseConformance.class.getName() + "$" + role);
    Method method = Arrays.stream(nested.getSuperclass().getDeclaredMethods())
        .filter(candidate -> candidate.getName().equals(name)).findFirst().orElseThrow();
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("plinth.conformance.report", "false")
        .selectors(selectNestedMethod(List.of(FaultySuite.class), nested, method)).execute()
        .testEvents();
  }
}
