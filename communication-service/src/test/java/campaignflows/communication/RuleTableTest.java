package campaignflows.communication;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/rules.md}, which says by which tests each rule is held, says what is so. */
@NullMarked
class RuleTableTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(should\\w+)`");
    private static final Pattern TRANSITION =
            Pattern.compile("^\\| ([a-z_]+) \\| ([a-z_]+) \\|[^|]*\\|$", Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile("^(?:\\| |## )(M[1-8])\\b", Pattern.MULTILINE);
    private static final Pattern NAMED =
            Pattern.compile("@DisplayName\\(\\s*\"M[1-8]: [^\"]*\"\\s*\\)\\s*(?:@[^\\n]*\\n\\s*)*void (should\\w+)\\(");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> PASSED_OVER = Set.of("target", "node_modules", "webui", ".git", "main");

    /** The text of each test class of the repository, by its name. */
    private static final Map<String, String> TESTS = new HashMap<>();

    private static String table;

    @BeforeAll
    static void read() throws IOException {
        table = Files.readString(Path.of("docs/rules.md"));
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(ROOT) && PASSED_OVER.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                if (name.matches("\\w+(Test|IT)\\.java")) {
                    TESTS.merge(name.substring(0, name.length() - ".java".length()), text(file), String::concat);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void shouldNameTestsThatThereAre() {
        List<String> missing = TEST.matcher(table)
                .results()
                .filter(named -> !TESTS.getOrDefault(named.group(1), "").contains("void " + named.group(2) + "("))
                .map(MatchResult::group)
                .toList();

        assertThat(TEST.matcher(table).results().count()).isPositive();
        assertThat(missing).isEmpty();
    }

    @Test
    void shouldHaveEachTransitionAndNoOther() {
        List<String> allowed = new ArrayList<>();
        for (CommunicationStatus from : CommunicationStatus.values()) {
            for (CommunicationStatus to : CommunicationStatus.values()) {
                if (from.canBecome(to)) {
                    allowed.add((from + " " + to).toLowerCase(Locale.ROOT));
                }
            }
        }

        assertThat(TRANSITION.matcher(table).results().map(row -> row.group(1) + " " + row.group(2)))
                .containsExactlyInAnyOrderElementsOf(allowed);
    }

    @Test
    void shouldHaveEachRuleAndEachTestThatBearsItsName() {
        assertThat(RULE.matcher(table).results().map(row -> row.group(1)).distinct())
                .containsExactlyInAnyOrder("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8");
        List<String> left = new ArrayList<>();
        TESTS.forEach((name, text) -> NAMED.matcher(text)
                .results()
                .map(test -> "`" + name + "." + test.group(1) + "`")
                .filter(test -> !table.contains(test))
                .forEach(left::add));
        assertThat(left).isEmpty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
