package campaignflows.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.testkit.ArchitectureRules;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The architecture rules that concern the seams fail for the fixtures that break them, and for no other. */
class SeamRulesTest {

    private static final Pattern FIXTURE = Pattern.compile("database\\.rules\\.(\\w+)[.>]");
    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages("campaignflows.platform.database.rules");

    @Test
    void shouldFindStatementsOutsideRepositories() {
        assertThat(breakers(ArchitectureRules.onlyRepositoriesUseSql())).containsExactly("StatementService");
    }

    @Test
    void shouldFindRowsThatLeaveARepositoryForAnotherPlaceThanARowWriter() {
        assertThat(breakers(ArchitectureRules.onlyRepositoriesReadRows())).containsExactly("RowService");
    }

    @Test
    void shouldFindUsesOfASessionOutsideRepositories() {
        assertThat(breakers(ArchitectureRules.onlyRepositoriesUseTheSession())).containsExactly("SessionService");
    }

    @Test
    void shouldFindValuesThatKnowADatabase() {
        assertThat(breakers(ArchitectureRules.valuesKnowNoDatabase())).containsExactly("SessionRecord");
    }

    private static Set<String> breakers(ArchRule rule) {
        List<String> violations = rule.evaluate(FIXTURES).getFailureReport().getDetails();
        Set<String> named = new TreeSet<>();
        violations.forEach(
                violation -> FIXTURE.matcher(violation).results().limit(1).forEach(match -> named.add(match.group(1))));
        return named;
    }
}
