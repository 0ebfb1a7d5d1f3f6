package campaignflows.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.local.Await;
import campaignflows.local.StartException;
import campaignflows.local.log.CombinedLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {
    private static final Duration RESTART = Duration.ofSeconds(30);
    private static final String FOREVER = "while :; do sleep 0.1; done";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private CombinedLog log;
    private PidFile pids;
    private Children children;

    @BeforeEach
    void start() {
        log = new CombinedLog(folder, new PrintStream(terminal, true, StandardCharsets.UTF_8), false);
        pids = new PidFile(folder.resolve("pids"));
        children = new Children(DetachedCommand.available(), pids, log);
    }

    @AfterEach
    void stop() {
        children.killAll();
        log.close();
    }

    private ChildSpec shell(String name, String script) {
        return ChildSpec.of(name, List.of("sh", "-c", script), Map.of("FOLDER", folder.toString()), folder);
    }

    private long pidOf(String name) {
        return listed().getOrDefault(name, 0L);
    }

    private Map<String, Long> listed() {
        return Pids.read(folder.resolve("pids"));
    }

    @Test
    void shouldListTheProcessItselfAndStartItAgainWhenItDies() throws Exception {
        children.start(shell("one", FOREVER));
        assertThat(Await.until(RESTART, () -> listed().containsKey("one"))).isTrue();
        ProcessHandle first = ProcessHandle.of(pidOf("one")).orElseThrow();
        assertThat(Await.until(RESTART, () -> first.info().command().orElse("").endsWith("sh")))
                .isTrue();

        first.destroyForcibly();

        assertThat(Await.until(RESTART, () -> pidOf("one") != first.pid() && lives(pidOf("one"))))
                .isTrue();
    }

    @Test
    void shouldNotStartAgainWhatWasStopped() throws Exception {
        Child child = children.start(shell("one", FOREVER));
        assertThat(Await.until(RESTART, () -> child.handle().isPresent())).isTrue();

        children.stop(List.of("one"), Duration.ofSeconds(5));

        assertThat(child.handle()).isEmpty();
        assertThat(terminal.toString(StandardCharsets.UTF_8)).doesNotContain("starting it again");
    }

    @Test
    void shouldHaveTheLastLinesInTheLogWhenItWasStopped() throws Exception {
        Child child = children.start(
                shell("one", "trap 'echo the last line; exit 0' TERM; : > \"$FOLDER/ready\"; " + FOREVER));
        assertThat(Await.until(RESTART, () -> Files.exists(folder.resolve("ready"))))
                .isTrue();

        children.stop(List.of("one"), Duration.ofSeconds(5));

        assertThat(child.handle()).isEmpty();
        assertThat(folder.resolve("one.log")).content().contains("the last line");
    }

    @Test
    void shouldKillWhatDoesNotEndWithinTheGrace() throws Exception {
        Child child = children.start(shell("deaf", "trap '' TERM; : > \"$FOLDER/deaf\"; " + FOREVER));
        assertThat(Await.until(RESTART, () -> Files.exists(folder.resolve("deaf"))))
                .isTrue();

        children.stop(List.of("deaf"), Duration.ofMillis(500));

        assertThat(child.handle()).isEmpty();
    }

    @Test
    void shouldSpeakUpAndGiveUpTheStartWhenAChildKeepsEnding() {
        Child child = children.start(shell("broken", "exit 3"));

        assertThatThrownBy(() -> children.awaitReady(child, () -> false, Duration.ofSeconds(30)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("broken ended");
        assertThat(terminal.toString(StandardCharsets.UTF_8))
                .contains("!!! broken keeps ending (3 times in a row, ended with exit code 3)");
    }

    @Test
    void shouldNeverPauseLongerThanFourSeconds() {
        assertThat(Child.pause(1)).isEqualTo(Duration.ofMillis(250));
        assertThat(Child.pause(3)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Child.pause(1_000)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void shouldEndWhatAnEarlierLauncherLeftButNoStranger() throws Exception {
        Process leftover = new ProcessBuilder("sleep", "60").start();
        Process stranger = new ProcessBuilder("sleep", "60").start();
        long start = PidFile.startOf(leftover.toHandle());
        Files.writeString(
                folder.resolve(PidFile.STARTS),
                "kafka " + leftover.pid() + " " + start + "\nmail " + stranger.pid() + " " + (start - 60_000) + "\n");

        OrphanedProcesses.end(folder.resolve("pids"), log::say);

        // Asked of the handle: the process object learns of the end a moment later.
        assertThat(leftover.toHandle().isAlive()).isFalse();
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void shouldLeaveNobodyBehindWhenTheLauncherIsKilled() throws Exception {
        Process launcher = dummyLauncher("serve");
        assertThat(Await.until(Duration.ofSeconds(20), () -> Files.exists(folder.resolve("started"))))
                .isTrue();
        Map<String, Long> running = new LinkedHashMap<>(listed());
        assertThat(running.keySet()).containsExactlyInAnyOrder("java", "shell", "deaf");
        assertThat(running.values()).allMatch(SupervisionTest::lives);

        launcher.destroyForcibly();

        assertThat(Await.until(
                        Duration.ofSeconds(30), () -> running.values().stream().noneMatch(SupervisionTest::lives)))
                .isTrue();
    }

    @Test
    void shouldStopGroupByGroupAtSigterm() throws Exception {
        Process launcher = dummyLauncher("serve");
        assertThat(Await.until(Duration.ofSeconds(20), () -> Files.exists(folder.resolve("started"))))
                .isTrue();

        launcher.destroy();

        assertThat(Await.until(Duration.ofSeconds(30), () -> !launcher.isAlive()))
                .isTrue();
        assertThat(Files.readAllLines(folder.resolve("order"))).containsExactly("java", "shell");
        assertThat(listed()).isEmpty();
    }

    private Process dummyLauncher(String mode) throws IOException {
        return new ProcessBuilder(JavaCommand.ofThisProcess(folder, AotCaches.usedFrom(folder))
                        .main(DummyLauncher.class, List.of("-Xmx64m"), List.of(folder.toString(), mode)))
                .inheritIO()
                .start();
    }

    static boolean lives(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(Predicate.not(SupervisionTest::isZombie))
                .isPresent();
    }

    /** A dead process whose parent was killed stays listed until the system's first process takes note. */
    private static boolean isZombie(ProcessHandle process) {
        Path stat = Path.of("/proc/" + process.pid() + "/stat");
        try {
            return Files.exists(stat)
                    && Files.readString(stat).replaceFirst(".*\\) ", "").startsWith("Z");
        } catch (IOException e) {
            return true;
        }
    }

    /** The lines of a pid file. */
    static final class Pids {
        private Pids() {}

        static Map<String, Long> read(Path file) {
            Map<String, Long> found = new LinkedHashMap<>();
            if (Files.exists(file)) {
                try {
                    for (String line : Files.readAllLines(file)) {
                        String[] parts = line.split(" ", -1);
                        found.put(parts[0], Long.parseLong(parts[1]));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return found;
        }
    }
}
