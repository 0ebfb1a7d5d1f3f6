package campaignflows.campaign;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import campaignflows.platform.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    @Test
    void shouldKeepTheArchitectureRules() {
        ArchitectureRules.check("campaignflows.campaign");
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

    private static JavaClasses main() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("campaignflows.campaign");
    }
}
