package campaignflows.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String BASE = "campaignflows.gateway";
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.OffsetDateTime.now",
            "java.time.Clock.systemUTC",
            "java.lang.System.currentTimeMillis");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void shouldKeepTheHouseRules() {
        HouseRules.check(BASE);
    }

    @Test
    void shouldReachTheDatabaseByTheReactiveClientsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..", "org.postgresql..")
                .check(classes);
    }

    /** Waiting for a Uni is platform/database's business; nobody sleeps. */
    @Test
    void shouldNotWaitForAUniAndNotSleep() {
        noClasses()
                .should()
                .callCodeUnitWhere(describe(
                        "waits for a Uni, or sleeps",
                        (JavaCall<?> call) ->
                                call.getTargetOwner().getName().equals("io.smallrye.mutiny.groups.UniAwait")
                                        || call.getTargetOwner().getName().equals("java.lang.Thread")
                                                && call.getName().equals("sleep")
                                        || call.getName().endsWith("AndAwait")))
                .check(classes);
    }

    @Test
    void shouldAskAnInjectedClockForTheTime() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ClockProducer")
                .should()
                .callCodeUnitWhere(describe(
                        "asks a clock of its own",
                        (JavaCall<?> call) ->
                                CLOCKS.contains(call.getTargetOwner().getName() + "." + call.getName())))
                .check(classes);
    }

    @Test
    void shouldHaveOneScope() {
        assertThat(classes).noneMatch(item -> item.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped"));
    }
}
