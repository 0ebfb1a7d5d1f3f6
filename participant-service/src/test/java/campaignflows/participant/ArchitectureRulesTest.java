package campaignflows.participant;

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

class ArchitectureRulesTest {
    private static final String SERVICE = "campaignflows.participant";
    private static final Set<String> CLOCKS = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.lang.System.currentTimeMillis");

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SERVICE);

    @Test
    void shouldKeepTheHouseRules() {
        HouseRules.check(SERVICE);
    }

    /** JDBC migrates the schema, which is Flyway's business and configuration only (ADR 9). There are no entities here. */
    @Test
    void shouldReachTheDatabaseByTheReactiveClientAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jdbi..",
                        "java.sql..",
                        "javax.sql..",
                        "io.agroal..",
                        "org.postgresql..",
                        "org.hibernate..",
                        "jakarta.persistence..")
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
