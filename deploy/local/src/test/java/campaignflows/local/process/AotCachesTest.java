package campaignflows.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.local.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** With a small program and the Java that runs the test. */
@EnabledForJreRange(minVersion = 25)
class AotCachesTest {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder;

    private Path jars;
    private List<String> command;
    private List<String> usual;

    @BeforeEach
    void placeJar() throws IOException {
        jars = Files.createDirectories(folder.resolve("jars"));
        Files.writeString(jars.resolve("one.jar"), "some content");
        command = List.of(JAVA, "-XX:+UseSerialGC", "--version");
        usual = List.of(JAVA, "--version");
    }

    private Path caches() {
        return folder.resolve("caches");
    }

    private static int run(List<String> command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private List<String> used() {
        return AotCaches.usedFrom(caches()).applied("program", List.of(jars), command, usual);
    }

    @Test
    void shouldStartAsEverWithoutACacheAndSayThatNoneWasFound() {
        AotCaches caches = AotCaches.usedFrom(caches());

        assertThat(caches.applied("program", List.of(jars), command, usual)).isEqualTo(usual);

        assertThat(caches.areMissed()).isTrue();
    }

    @Test
    void shouldStartAsEverIfWhatACacheNeedsIsNotBuiltAndSaySoWhenItRecords() {
        List<Path> missing = List.of(folder.resolve("never-built.jar"));
        AotCaches caches = AotCaches.usedFrom(caches());
        AotCaches recording = AotCaches.recordedIn(caches());

        assertThat(caches.applied("program", missing, command, usual)).isEqualTo(usual);

        assertThat(caches.areMissed()).isTrue();
        assertThatThrownBy(() -> recording.applied("program", missing, command, usual))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("program")
                .hasMessageContaining("never-built.jar");
    }

    @Test
    void shouldUseTheCacheOfWhatWasRecordedAsLongAsItFits() throws Exception {
        AotCaches recording = AotCaches.recordedIn(caches());
        Files.writeString(caches().resolve("program-of-earlier-jars.aot"), "no more of use");
        assertThat(run(recording.applied("program", List.of(jars), command, usual)))
                .isZero();

        recording.create();

        assertThat(used())
                .hasSize(command.size() + 2)
                .anySatisfy(flag -> assertThat(flag).startsWith("-XX:AOTCache=" + caches()));
        assertThat(run(used())).isZero();
        try (var files = Files.list(caches())) {
            assertThat(files).hasSize(1);
        }
        // when the jars change
        Files.writeString(jars.resolve("one.jar"), "some other content");
        assertThat(used()).isEqualTo(usual);
    }

    @Test
    void shouldSayWhichProgramRecordedNothingAndLeaveNothingBehind() throws Exception {
        AotCaches recording = AotCaches.recordedIn(caches());
        recording.applied("program", List.of(jars), command, usual);

        assertThatThrownBy(recording::create)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("program-")
                .hasMessageContaining("did not end in order");
        assertThat(caches()).isEmptyDirectory();
    }
}
