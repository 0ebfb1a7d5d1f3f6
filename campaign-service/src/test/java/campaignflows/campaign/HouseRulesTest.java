package campaignflows.campaign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import campaignflows.platform.testkit.HouseRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void shouldKeepTheRulesOfTheHouse() {
        HouseRules.check("campaignflows.campaign");
    }

    /** JDBC is left to Flyway (ADR 9). */
    @Test
    void shouldReachTheDatabaseByTheReactiveClientsAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..", "org.postgresql..", "io.agroal..")
                .check(main());
    }

    @Test
    void shouldKeepEntitiesFromReactiveClients() {
        noClasses()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.smallrye.mutiny..", "io.vertx..", "org.hibernate.reactive..")
                .check(main());
    }

    @Test
    void shouldTellTheTimeByTheInjectedClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(main());
        noClasses()
                .that()
                .doNotHaveSimpleName("ServiceClock")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(main());
    }

    private static JavaClasses main() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("campaignflows.campaign");
    }
}
