package campaignflows.platform.database;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import campaignflows.platform.testkit.ArchitectureRules;
import campaignflows.platform.testkit.TestNamingRules;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One class waits for the reactive client (ADR 9), and no class reaches the database by another way. */
class AwaitingRulesTest {

    private static final Set<String> WAITING = Set.of("await", "get", "join");
    private static final Set<String> AWAITED = Set.of(
            "io.smallrye.mutiny.Uni",
            "io.smallrye.mutiny.groups.UniAwait",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.Future");

    @Test
    void shouldWaitInOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Awaiting")
                .should()
                .callCodeUnitWhere(describe(
                        "waits for an outcome",
                        (JavaCall<?> call) -> WAITING.contains(call.getName())
                                        && AWAITED.contains(
                                                call.getTargetOwner().getName())
                                || call.getName().endsWith("AndAwait")))
                .check(classes());
    }

    @Test
    void shouldReachTheDatabaseByTheReactiveClientAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.jdbi..")
                .check(classes());
    }

    @Test
    void shouldKeepTheRulesOfNames() {
        ArchitectureRules.namesSayWhatAClassIs().check(classes());
        ArchitectureRules.packagesAreNullMarked().check(classes());
        TestNamingRules.check("campaignflows.platform.database");
    }

    @Test
    void shouldHaveOneScopeAndOneClock() {
        ArchitectureRules.beansHaveOneScope().check(classes());
        ArchitectureRules.timeComesFromTheInjectedClock().check(classes());
    }

    private static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("campaignflows.platform.database");
    }
}
