package campaignflows.participant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import campaignflows.platform.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    private static final String SERVICE = "campaignflows.participant";
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SERVICE);

    @Test
    void shouldKeepTheArchitectureRules() {
        ArchitectureRules.check(SERVICE);
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
}
