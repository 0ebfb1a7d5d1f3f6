package campaignflows.local.process;

import campaignflows.local.StartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Java's AOT caches of the programs that run here: their classes as they are when loaded and linked, and profiles of their
 * methods, from a short run after the build. With them a program starts in two thirds of the processor time. A cache fits one version
 * of Java, one set of jars and one set of flags; all of that is in its name, so one that does not fit is not found.
 */
public final class AotCaches {
    private static final int FIRST_JAVA = 25;
    private static final String SUFFIX = ".aot";
    private static final long CREATE_LIMIT_SECONDS = 300;

    private final Path folder;
    private final boolean recording;
    private final Map<Path, List<String>> recorded = new LinkedHashMap<>();
    private boolean missed;

    private AotCaches(Path folder, boolean recording) {
        this.folder = folder;
        this.recording = recording;
    }

    /** The caches in this folder are used where they fit. */
    public static AotCaches usedFrom(Path folder) {
        return new AotCaches(folder, false);
    }

    /** Programs record what caches of this folder need; {@link #create} makes them when all have ended. */
    public static AotCaches recordedIn(Path folder) {
        if (!areSupported()) {
            throw new StartException("AOT caches need Java " + FIRST_JAVA + ", and this is " + Runtime.version());
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make " + folder, e);
        }
        return new AotCaches(folder, true);
    }

    private static boolean areSupported() {
        return Runtime.version().feature() >= FIRST_JAVA;
    }

    /**
     * The command with what makes it start from its cache or record for one.
     *
     * @param jars files, or folders that count with all that is in them
     * @param otherwise what runs the program if it has no cache
     */
    synchronized List<String> applied(String program, List<Path> jars, List<String> command, List<String> otherwise) {
        if (!areSupported()) {
            return otherwise;
        }
        if (!jars.stream().allMatch(Files::exists)) {
            if (recording) {
                throw new StartException("Expected the jars of " + program + " among " + jars + ": build them");
            }
            missed = true;
            return otherwise;
        }
        Path cache = folder.resolve(program + "-" + fingerprint(jars, command) + SUFFIX);
        if (recording) {
            recorded.put(cache, command);
            return withFlags(command, List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + configuration(cache)));
        }
        if (Files.notExists(cache)) {
            missed = true;
            return otherwise;
        }
        return withFlags(command, List.of("-XX:AOTCache=" + cache));
    }

    /** Whether there could be caches, and a program had none. */
    public synchronized boolean areMissed() {
        return missed;
    }

    /** Makes the caches of the programs that recorded and have ended, one after another, and deletes all else in the folder. */
    public synchronized void create() throws InterruptedException {
        try {
            for (Map.Entry<Path, List<String>> entry : recorded.entrySet()) {
                create(entry.getKey(), entry.getValue());
            }
        } finally {
            deleteAllElse();
        }
    }

    private void deleteAllElse() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> !recorded.containsKey(file)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not clear " + folder, e);
        }
    }

    private static void create(Path cache, List<String> command) throws InterruptedException {
        Path configuration = configuration(cache);
        Path unfinished = cache.resolveSibling(cache.getFileName() + ".unfinished");
        if (Files.notExists(configuration)) {
            throw new StartException(
                    "Nothing was recorded for " + cache.getFileName() + ": the program did not end in order");
        }
        List<String> flags =
                List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + configuration, "-XX:AOTCache=" + unfinished);
        try {
            Process process = new ProcessBuilder(withFlags(command, flags))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            try {
                boolean ended = process.waitFor(CREATE_LIMIT_SECONDS, TimeUnit.SECONDS);
                if (!ended || process.exitValue() != 0 || Files.notExists(unfinished)) {
                    throw new StartException("Java could not make the cache " + cache.getFileName());
                }
            } finally {
                process.destroyForcibly();
            }
            Files.move(unfinished, cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not make " + cache, e);
        }
    }

    private static Path configuration(Path cache) {
        return cache.resolveSibling(cache.getFileName() + ".recorded");
    }

    private static List<String> withFlags(List<String> command, List<String> flags) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, flags);
        // What could not be cached is of no use to those who read a service's log.
        all.add(1, "-Xlog:aot*=error");
        return all;
    }

    private static String fingerprint(List<Path> jars, List<String> command) {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.vendor", ""))
                .append(Runtime.version())
                .append(command);
        for (Path jar : jars) {
            try (Stream<Path> files = Files.walk(jar)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    text.append('\n')
                            .append(file)
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(Files.getLastModifiedTime(file).toMillis());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Could not read " + jar, e);
            }
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
