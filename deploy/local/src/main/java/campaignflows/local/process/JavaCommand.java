package campaignflows.local.process;

import campaignflows.local.child.ChildMain;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands of Java children: the same Java that runs the launcher, each with its own bounds of memory. */
public record JavaCommand(Path java, String classPath, Path childJar) {
    /**
     * The best compiler begins later than by default: of the processor time that starting everything takes, a quarter
     * goes into it and is lost on code that runs only then. What is hot under load gets there all the same. The last flags
     * keep the log free of what newer Java versions say about libraries that we cannot change.
     */
    private static List<String> common() {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:Tier4InvocationThreshold=20000",
                "-XX:Tier4MinInvocationThreshold=5000",
                "-XX:Tier4CompileThreshold=40000",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /** The Java and the class path of this process. */
    public static JavaCommand ofThisProcess(Path childJar) {
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path", ""),
                childJar);
    }

    /** Runs a main class of this artifact. */
    public List<String> main(Class<?> main, List<String> flags, List<String> arguments) {
        return command(classPath, main.getName(), withQuietLibraries(flags), arguments);
    }

    /**
     * Runs a Quarkus application, which ends with the launcher. The opened package is what its own jar's manifest opens;
     * that counts only for a program started as a jar.
     */
    public List<String> quarkus(Path runner, List<String> flags) {
        return command(
                runner + File.pathSeparator + childJar,
                ChildMain.class.getName(),
                Stream.concat(flags.stream(), Stream.of("--add-opens=java.base/java.lang=ALL-UNNAMED"))
                        .toList(),
                List.of("io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
    }

    private static List<String> withQuietLibraries(List<String> flags) {
        List<String> all = new ArrayList<>(flags);
        all.add("-Dorg.slf4j.simpleLogger.logFile=System.out");
        all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        all.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        all.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
        all.add("-Dorg.slf4j.simpleLogger.showThreadName=false");
        all.add("-Dorg.slf4j.simpleLogger.showShortLogName=true");
        return all;
    }

    private List<String> command(String path, String main, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(common());
        command.addAll(List.of("-cp", path, main));
        command.addAll(arguments);
        return command;
    }
}
