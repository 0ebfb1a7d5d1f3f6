package campaignflows.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a server that was killed leaves behind: a pid file. PostgreSQL itself copes with one whose process is gone (and
 * looks whether its shared memory is still in use, so that file must stay); not with one whose number a stranger has got
 * since, nor with an old server that is still at work.
 */
final class PostmasterPid {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private PostmasterPid() {}

    /** Makes way for a new server. */
    static void clear(Path file) {
        Optional<ProcessHandle> owner = owner(file);
        if (owner.isEmpty()) {
            return;
        }
        if (isPostgres(owner.get())) {
            end(owner.get());
        } else {
            delete(file);
        }
    }

    private static Optional<ProcessHandle> owner(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            String pid = lines.isEmpty() ? "" : lines.getFirst().strip();
            return pid.matches("[0-9]{1,10}")
                    ? ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + file, e);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("/postgres"))
                .orElse(false);
    }

    private static void end(ProcessHandle old) {
        old.destroy();
        try {
            old.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            old.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + file, e);
        }
    }
}
