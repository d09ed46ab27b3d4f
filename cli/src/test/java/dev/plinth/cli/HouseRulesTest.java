package dev.plinth.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the lines between the modules. It stands here because the command sees all of them. */
final class HouseRulesTest {
  private static final String[] API =
      {"dev.plinth", "dev.plinth.data..", "dev.plinth.schema..", "dev.plinth.health..",
          "dev.plinth.platform..", "dev.plinth.credentials..", "dev.plinth.spi.."};
  private static final String FACTORY = "dev.plinth.factory..";
  private static final String SUPPORT = "dev.plinth.support..";
  private static final String JDBC = "dev.plinth.jdbc..";
  private static final String[] SQL_PROVIDERS =
      {"dev.plinth.sqlite..", "dev.plinth.postgres..", "dev.plinth.mysql.."};
  private static final String MONGO = "dev.plinth.mongo..";
  private static final String HASHICORP = "dev.plinth.hashicorp..";
  private static final String MCP = "dev.plinth.mcp..";
  private static final String CLI = "dev.plinth.cli..";

  private static final JavaClasses HOUSE = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.plinth");

  @Test
  void theApiNeedsTheJdkAndJspecifyAlone() {
    check(classes().that().resideInAnyPackage(API).should().onlyDependOnClassesThat(
        resideInAnyPackage(API).or(resideInAnyPackage("java..", "org.jspecify.."))));
  }

  @Test
  void theSupportKnowsOnlyTheApi() {
    mayUseOfTheHouse(SUPPORT, API);
  }

  @Test
  void theJdbcLayerKnowsNoProvider() {
    mayUseOfTheHouse(JDBC, with(API, SUPPORT));
  }

  @Test
  void noProviderKnowsTheFactoryOrAnother() {
    for (String provider : SQL_PROVIDERS) {
      mayUseOfTheHouse(provider, with(API, SUPPORT, JDBC));
    }
    mayUseOfTheHouse(MONGO, with(API, SUPPORT));
  }

  @Test
  void theFactoryKnowsOnlyTheApi() {
    mayUseOfTheHouse(FACTORY, API);
  }

  @Test
  void theHashicorpVaultKnowsOnlyTheApi() {
    mayUseOfTheHouse(HASHICORP, API);
  }

  @Test
  void theToolsNameNoProvider() {
    mayUseOfTheHouse(MCP, with(API, FACTORY));
  }

  @Test
  void theCommandNamesNoProvider() {
    mayUseOfTheHouse(CLI, with(API, FACTORY, MCP));
  }

  @Test
  void theFactoryClassIsTheOnePublicDoorOfAProvider() {
    for (String provider : with(SQL_PROVIDERS, MONGO)) {
      check(classes().that().resideInAPackage(provider).and().arePublic().and().areTopLevelClasses()
          .should().implement("dev.plinth.spi.DatabaseProviderFactory"));
    }
  }

  @Test
  void noMethodIsNamedGet() {
    check(methods().that().haveNameMatching("get([A-Z].*)?").and().areDeclaredInClassesThat(
        resideInAPackage("dev.plinth..")).should(comeFromATypeOutsideTheHouse())
        .allowEmptyShould(true));
  }

  @Test
  void aMethodNameBelongsToOneRole() {
    Map<String, Set<String>> rolesOfName = HOUSE.get("dev.plinth.DatabaseProvider")
        .getAllRawInterfaces().stream()
        .filter(role -> role.getPackageName().startsWith("dev.plinth"))
        .flatMap(role -> role.getMethods().stream())
        .collect(groupingBy(JavaMethod::getName, TreeMap::new,
            mapping(method -> method.getOwner().getSimpleName(), toSet())));
    assertThat(rolesOfName).isNotEmpty();
    assertThat(rolesOfName).allSatisfy((name, roles) -> assertThat(roles).as(name).hasSize(1));
  }

  private static void mayUseOfTheHouse(String module, String... lower) {
    check(noClasses().that().resideInAPackage(module).should().dependOnClassesThat(
        resideInAPackage("dev.plinth..").and(not(resideInAnyPackage(with(lower, module))))));
  }

  private static ArchCondition<JavaMethod> comeFromATypeOutsideTheHouse() {
    return new ArchCondition<>("come from a type outside the house") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean inherited = Stream
            .concat(method.getOwner().getAllRawSuperclasses().stream(),
                method.getOwner().getAllRawInterfaces().stream())
            .filter(type -> !type.getPackageName().startsWith("dev.plinth"))
            .anyMatch(type -> declares(type, method.getName()));
        events.add(new SimpleConditionEvent(method, inherited, method.getFullName()));
      }
    };
  }

  private static boolean declares(JavaClass type, String method) {
    return type.getMethods().stream().anyMatch(candidate -> candidate.getName().equals(method));
  }

  private static void check(ArchRule rule) {
    rule.check(HOUSE);
  }

  private static String[] with(String[] packages, String... more) {
    return Stream.concat(Arrays.stream(packages), Arrays.stream(more)).toArray(String[]::new);
  }
}
