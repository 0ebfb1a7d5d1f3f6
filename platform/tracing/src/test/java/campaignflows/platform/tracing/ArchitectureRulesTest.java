package campaignflows.platform.tracing;

import campaignflows.platform.testkit.ArchitectureRules;
import campaignflows.platform.testkit.TestNamingRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules that hold for a module without layers. */
class ArchitectureRulesTest {
    private static final String MODULE = "campaignflows.platform.tracing";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(MODULE);

    @Test
    void shouldHaveOneScopeAndOneClock() {
        ArchitectureRules.beansHaveOneScope().check(classes);
        ArchitectureRules.timeComesFromTheInjectedClock().check(classes);
    }

    @Test
    void shouldNameClassesAndTestsByTheRules() {
        ArchitectureRules.namesSayWhatAClassIs().check(classes);
        ArchitectureRules.packagesAreNullMarked().check(classes);
        TestNamingRules.check(MODULE);
    }
}
