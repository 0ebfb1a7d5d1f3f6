package campaignflows.communication;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import campaignflows.platform.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    private static final String SERVICE = "campaignflows.communication";

    @Test
    void shouldKeepTheArchitectureRules() {
        ArchitectureRules.check(SERVICE);
    }

    /** JDBC migrates the schema, which is Flyway's business and configuration only (ADR 9). */
    @Test
    void shouldReachTheDatabaseByTheTwoSeamsAlone() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(SERVICE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..", "io.agroal..", "org.postgresql..")
                .check(classes);
    }
}
