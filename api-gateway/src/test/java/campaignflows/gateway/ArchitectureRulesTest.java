package campaignflows.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import campaignflows.platform.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureRulesTest {
    private static final String BASE = "campaignflows.gateway";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    void shouldKeepTheArchitectureRules() {
        ArchitectureRules.check(BASE);
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
}
