package campaignflows.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptsTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private record Result(int code, String output) {}

    private static Result run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String program : List.of("java", "javac")) {
            Path file = Files.writeString(bin.resolve(program), "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Result findIn(String javaHome, String... places) throws IOException, InterruptedException {
        String script = ". '" + REPOSITORY + "/deploy/local/find-jdk.sh'\n"
                + "jdk_places() { printf '%s\\n' " + String.join(" ", places) + "; }\n"
                + "find_jdk && echo \"$JAVA_HOME\"";
        return run(Map.of("JAVA_HOME", javaHome), "bash", "-euc", script, "deploy/up");
    }

    @Test
    void shouldPreferJavaHomeWhenNewEnoughElseTheNewest() throws Exception {
        String eight = jdk("eight", "1.8.0_402").toString();
        String seventeen = jdk("seventeen", "17.0.15").toString();
        String twentyOne = jdk("twenty-one", "21").toString();
        String next = jdk("next", "26-ea").toString();

        assertThat(findIn(twentyOne, next, seventeen)).isEqualTo(new Result(0, twentyOne + "\n"));
        assertThat(findIn(seventeen, eight, twentyOne, next, seventeen)).isEqualTo(new Result(0, next + "\n"));
        assertThat(findIn("", eight, twentyOne)).isEqualTo(new Result(0, twentyOne + "\n"));
        assertThat(findIn("/nowhere", twentyOne)).isEqualTo(new Result(0, twentyOne + "\n"));
    }

    @Test
    void shouldSayWhatToInstallWhenThereIsNone() throws Exception {
        String seventeen = jdk("seventeen", "17.0.15").toString();

        Result result = findIn(seventeen, seventeen);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("needs a JDK 21 or newer, and none was found", "JAVA_HOME is " + seventeen, "Temurin 25");
    }

    @Test
    void shouldRefuseUnknownOptionsBeforeItBuildsAnything() throws Exception {
        String up = REPOSITORY.resolve("deploy/up").toString();

        assertThat(run(Map.of(), up, "--prot", "80")).satisfies(result -> {
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.output()).contains("Unknown option: --prot");
        });
        assertThat(run(Map.of(), up, "--port").code()).isEqualTo(2);
        assertThat(run(Map.of(), up, "--help")).satisfies(result -> {
            assertThat(result.code()).isZero();
            assertThat(result.output())
                    .contains("--data", "--port", "--mail-port", "--postgres", "--kafka", "--fresh", "--help");
        });
    }

    @Test
    void shouldExplainTheSwitchesOfTheTests() throws Exception {
        String test = REPOSITORY.resolve("deploy/test").toString();

        assertThat(run(Map.of(), test, "--help")).satisfies(result -> {
            assertThat(result.code()).isZero();
            assertThat(result.output()).contains("--containers", "TEST_IMAGE_POSTGRES", "-De2e.large-upload=true");
        });
    }

    @Test
    void shouldSayWhatToDoWhenNoEngineOfContainersAnswers() throws Exception {
        String test = REPOSITORY.resolve("deploy/test").toString();
        String nowhere = "unix://" + folder.resolve("none.sock");

        Result result = run(Map.of("DOCKER_HOST", nowhere), test, "--containers", "-pl", "none");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("needs an engine of containers", nowhere, "podman system service")
                .doesNotContain("[INFO]");
    }
}
