package campaignflows.engine;

import campaignflows.platform.testkit.ArchitectureRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    @Test
    void shouldKeepTheLayering() {
        ArchitectureRules.check("campaignflows.engine");
    }

    @Test
    void shouldHaveNoCirclesBetweenPackages() {
        SlicesRuleDefinition.slices()
                .matching("campaignflows.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("campaignflows.engine"));
    }
}
