package campaignflows.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule fails for the fixtures that break it, and for no other. */
class ArchitectureRulesTest {

    private static final Pattern FIXTURE = Pattern.compile("campaignflows\\.platform\\.testkit\\.bad\\.(\\w+)");
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("campaignflows.platform.testkit.bad");

    static Stream<Arguments> rulesAndTheirBreakers() {
        return Stream.of(
                rule(ArchitectureRules::onlyRepositoriesUseSql, "SqlRecord", "SqlService"),
                rule(ArchitectureRules::onlyMigrationsUseJdbc, "SqlRecord", "SqlService"),
                rule(ArchitectureRules::valuesKnowNoDatabase, "SqlRecord"),
                rule(ArchitectureRules::onlyResourcesUseHttp, "HttpService"),
                rule(ArchitectureRules::resourcesSayWhatTheyProduce, "SilentResource"),
                rule(ArchitectureRules::onlyConsumersAndPublishersUseKafka, "KafkaRules"),
                rule(ArchitectureRules::namesSayWhatAClassIs, "NameUtil"),
                rule(ArchitectureRules::rulesKnowNoReactiveClient, "ReactiveRules"),
                rule(ArchitectureRules::beansHaveOneScope, "ScopedProducer", "ScopedService"),
                rule(ArchitectureRules::timeComesFromTheInjectedClock, "TimeService"),
                rule(ArchitectureRules::packagesAreNullMarked));
    }

    @ParameterizedTest
    @MethodSource("rulesAndTheirBreakers")
    void shouldFailForThoseThatBreakTheRule(ArchRule rule, List<String> breakers) {
        // when
        List<String> violations = rule.evaluate(BAD).getFailureReport().getDetails();

        // then
        Set<String> named = new TreeSet<>();
        violations.forEach(
                violation -> FIXTURE.matcher(violation).results().forEach(match -> named.add(match.group(1))));
        assertThat(named).containsExactlyElementsOf(breakers);
    }

    @Test
    void shouldFailForAPackageThatIsNotNullMarked() {
        JavaClasses unmarked = new ClassFileImporter().importPackages("campaignflows.platform.testkit.unmarked");

        assertThatThrownBy(() -> ArchitectureRules.packagesAreNullMarked().check(unmarked))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Plain lives in a package without @NullMarked");
    }

    @Test
    void shouldPassForLayersThatKeepToThemselves() {
        JavaClasses good = new ClassFileImporter().importPackages("campaignflows.platform.testkit.good");

        assertThatCode(() -> ArchitectureRules.all().forEach(rule -> rule.check(good)))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldFailForAPackageWithoutClasses() {
        assertThatThrownBy(() -> ArchitectureRules.check("campaignflows.nowhere"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected classes in campaignflows.nowhere");
    }

    private static Arguments rule(Supplier<ArchRule> rule, String... breakers) {
        return Arguments.of(rule.get(), List.of(breakers));
    }
}
