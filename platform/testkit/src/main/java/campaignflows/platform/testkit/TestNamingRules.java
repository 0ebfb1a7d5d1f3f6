package campaignflows.platform.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The name of a test says what it needs: {@code …Test} is plain JUnit, {@code …QuarkusTest} starts the service, {@code …IT}
 * needs a real PostgreSQL or Kafka.
 */
public final class TestNamingRules {
    private static final String ROOT = "campaignflows.";
    private static final Set<Class<?>> SERVERS = Set.of(
            EmbeddedDatabase.class,
            EmbeddedKafka.class,
            PostgresResource.class,
            KafkaResource.class,
            QuarkusTest.class);

    private TestNamingRules() {}

    /**
     * Checks the names of the tests of a package and those below it.
     *
     * @throws AssertionError that lists the violations
     */
    public static void check(String basePackage) {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(basePackage);
        plainTestsStartNoServer().check(tests);
        quarkusTestsAreNamedSo().check(tests);
    }

    /** Neither by itself nor by the classes beside it that it uses. */
    public static ArchRule plainTestsStartNoServer() {
        return classes()
                .that(describe("are named as plain tests", TestNamingRules::isPlain))
                .should(new ArchCondition<>("start no server") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean starts = startsServer(item);
                        events.add(new SimpleConditionEvent(
                                item,
                                !starts,
                                item.getName() + " starts a server: its name is to end with IT or QuarkusTest"));
                    }
                })
                .allowEmptyShould(true);
    }

    public static ArchRule quarkusTestsAreNamedSo() {
        return classes()
                .that(describe(
                        "are named as tests of a service",
                        item -> item.getSimpleName().endsWith("QuarkusTest")))
                .should(new ArchCondition<>("be annotated with @QuarkusTest") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        boolean annotated = item.isMetaAnnotatedWith(QuarkusTest.class)
                                || item.getAllRawSuperclasses().stream()
                                        .anyMatch(parent -> parent.isMetaAnnotatedWith(QuarkusTest.class));
                        events.add(new SimpleConditionEvent(item, annotated, item.getName() + " is no @QuarkusTest"));
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean isPlain(JavaClass item) {
        String name = item.getSimpleName();
        return name.endsWith("Test") && !name.endsWith("QuarkusTest") && !item.isAnnotation();
    }

    private static boolean startsServer(JavaClass test) {
        String testkit = TestNamingRules.class.getPackageName();
        Set<JavaClass> seen = new HashSet<>(Set.of(test));
        Deque<JavaClass> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (SERVERS.stream().anyMatch(used::isEquivalentTo)) {
                    return true;
                }
                if (used.getPackageName().startsWith(ROOT)
                        && !used.getPackageName().equals(testkit)
                        && seen.add(used)) {
                    open.add(used);
                }
            }
        }
        return false;
    }
}
