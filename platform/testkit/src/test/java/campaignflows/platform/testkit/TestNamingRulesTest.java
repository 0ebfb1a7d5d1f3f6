package campaignflows.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestNamingRulesTest {
    private static final JavaClasses FIXTURES =
            new ClassFileImporter().importPackages("campaignflows.platform.testkit.naming");

    @Test
    void shouldFailForPlainTestsThatStartAServerByThemselvesOrThroughAFixture() {
        assertThat(breakers(TestNamingRules.plainTestsStartNoServer()))
                .containsExactly("DirectTest", "ThroughFixtureTest");
    }

    @Test
    void shouldFailForTestsThatAreNamedAfterQuarkusAndDoNotStartIt() {
        assertThat(breakers(TestNamingRules.quarkusTestsAreNamedSo())).containsExactly("NotReallyAQuarkusTest");
    }

    private static List<String> breakers(ArchRule rule) {
        List<String> violations = rule.evaluate(FIXTURES).getFailureReport().getDetails();
        return Stream.of("DirectTest", "NotReallyAQuarkusTest", "PlainTest", "RealIT", "ThroughFixtureTest")
                .filter(name -> violations.stream().anyMatch(violation -> violation.contains("." + name + " ")))
                .toList();
    }
}
