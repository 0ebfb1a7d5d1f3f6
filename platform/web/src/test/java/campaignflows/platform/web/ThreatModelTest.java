package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The threat model names tests; each must exist, or what it is said to show is shown by nothing. */
class ThreatModelTest {
    private static final Path REPOSITORY = Path.of("../..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(should\\w+))?`");
    private static final Set<String> NO_SOURCES = Set.of("node_modules", "target", ".git", "main", "docs");

    @Test
    void shouldNameTestsThatExist() throws IOException {
        Map<String, Path> tests = tests();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(Files.readString(REPOSITORY.resolve("platform/docs/threat-model.md")));
        int count = 0;
        while (named.find()) {
            Path test = tests.get(named.group(1) + ".java");
            String method = named.group(2);
            count++;
            if (test == null || (method != null && !Files.readString(test).contains(" void " + method + "("))) {
                missing.add(named.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(50);
    }

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> tests = new TreeMap<>();
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return !folder.equals(REPOSITORY)
                                && NO_SOURCES.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                tests.put(file.getFileName().toString(), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return tests;
    }
}
