package campaignflows.platform.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Deletes the folders of embedded servers. */
final class TemporaryFolders {

    private static final int ATTEMPTS = 100;
    private static final long PAUSE_NANOS = 100_000_000L;

    private TemporaryFolders() {}

    /** Waits, bounded, until a server has removed its lock file. */
    static void awaitAbsence(Path file) {
        for (int i = 0; i < ATTEMPTS && Files.exists(file); i++) {
            pause();
        }
    }

    /** Deletes the folder, a few times if a server that is ending still writes there. */
    static void delete(Path folder) {
        for (int i = 0; i < ATTEMPTS && Files.exists(folder); i++) {
            if (i > 0) {
                pause();
            }
            deleteOnce(folder);
        }
        if (Files.exists(folder)) {
            System.err.println("folder of a test server left behind folder=" + folder);
        }
    }

    private static void deleteOnce(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException stillInUse) {
            // The next attempt deletes it, or the message after the last one reports it.
        }
    }

    // Awaitility would start threads, which a JVM that is ending should not.
    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
