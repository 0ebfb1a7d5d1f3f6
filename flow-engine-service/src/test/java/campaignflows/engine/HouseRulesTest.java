package campaignflows.engine;

import campaignflows.platform.testkit.HouseRules;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
    @Test
    void shouldKeepTheLayering() {
        HouseRules.check("campaignflows.engine");
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
