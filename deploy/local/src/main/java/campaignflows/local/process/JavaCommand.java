package campaignflows.local.process;

import campaignflows.local.child.ChildMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Commands of Java children: the same Java that runs the launcher, each with its own bounds of memory. */
public record JavaCommand(Path java, String classPath, Path childJar, AotCaches caches) {
    /** What the compilers of the start have used and freed, some 20 MB of each process, goes back to the machine. */
    private static final Duration TRIM_INTERVAL = Duration.ofSeconds(5);

    /**
     * Java's archives of classes, the one that comes with it and those of {@link AotCaches}, are mapped where they were made for, so
     * that most of each stays pages of its file, which processes share and the system can drop. Moved elsewhere, as is usual, all of
     * it would be written to: some 7 MB of Java's own in each process, some 100 MB of a cache.
     */
    private static final List<String> MAPPED_IN_PLACE =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

    /** Otherwise four whole collections during each start would look for classes to unload, of which there are none. Nothing is reserved. */
    private static final String METASPACE_THRESHOLD = "-XX:MetaspaceSize=160m";

    /**
     * The best compiler begins later than by default, and while it is busy nothing is profiled for it: of the processor time
     * that starting everything takes, a quarter goes into it and is lost on code that runs only then. Later still would cost more
     * than it saves: the first 100,000 rows of an import took a fifth more. The last flags keep the log free of what newer Java
     * versions say about libraries that we cannot change.
     */
    private static List<String> common() {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:Tier4InvocationThreshold=20000",
                "-XX:Tier4MinInvocationThreshold=5000",
                "-XX:Tier4CompileThreshold=40000",
                "-XX:Tier3DelayOn=0",
                "-XX:Tier3DelayOff=0",
                METASPACE_THRESHOLD,
                "-XX:+ExitOnOutOfMemoryError",
                "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC",
                "-Djava.awt.headless=true",
                "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 22) {
            flags.add("-XX:TrimNativeHeapInterval=" + TRIM_INTERVAL.toMillis());
        }
        if (Runtime.version().feature() >= 25) {
            flags.add("-XX:+UseCompactObjectHeaders");
            flags.addAll(MAPPED_IN_PLACE);
        }
        if (Runtime.version().feature() >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /** The Java and the class path of this process. */
    public static JavaCommand ofThisProcess(Path childJar, AotCaches caches) {
        return new JavaCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path", ""),
                childJar,
                caches);
    }

    /** Runs a main class of this artifact, from its AOT cache if there is one. */
    public List<String> cached(String program, Class<?> main, List<String> flags, List<String> arguments) {
        List<Path> jars =
                Stream.of(classPath.split(File.pathSeparator)).map(Path::of).toList();
        List<String> command = new ArrayList<>(
                caches.applied(program, jars, main(main, flags, List.of()), main(main, flags, List.of())));
        command.addAll(arguments);
        return command;
    }

    /** Runs a main class of this artifact. */
    public List<String> main(Class<?> main, List<String> flags, List<String> arguments) {
        return command(classPath, main.getName(), withQuietLibraries(flags), arguments);
    }

    /**
     * Runs a Quarkus application, which ends with the launcher. From its AOT cache if there is one, and then on the one class path that a
     * cache needs; that alone would be the slowest: Java looks each of its classes up in hundreds of jars.
     *
     * @param runner where all finds its classes by an index
     * @param cached the same application on one class path
     */
    public List<String> quarkus(String program, Path runner, Path cached, List<String> flags) {
        List<String> usual = quarkus(runner, flags);
        List<Path> jars = List.of(runner.resolveSibling("."), cached.resolveSibling("."), childJar);
        return caches.applied(program, jars, Files.exists(cached) ? quarkus(cached, flags) : usual, usual);
    }

    /** What the manifest of its jar says counts only for a program started as a jar, so it is said here again. */
    private List<String> quarkus(Path runner, List<String> flags) {
        Attributes manifest = manifest(runner);
        List<String> opened = Stream.of(Objects.requireNonNullElse(manifest.getValue("Add-Opens"), "")
                        .split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> "--add-opens=" + name + "=ALL-UNNAMED")
                .toList();
        return command(
                runner + File.pathSeparator + childJar,
                ChildMain.class.getName(),
                Stream.concat(flags.stream(), opened.stream()).toList(),
                List.of(manifest.getValue(Attributes.Name.MAIN_CLASS)));
    }

    private static Attributes manifest(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Objects.requireNonNull(file.getManifest(), "a built application has a manifest")
                    .getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + jar, e);
        }
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
