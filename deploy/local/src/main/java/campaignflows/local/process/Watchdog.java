package campaignflows.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A small shell process that outlives the launcher just long enough to end the children when the launcher was killed. It
 * notices by the end of a pipe, which no kind of death can keep from happening.
 */
public final class Watchdog implements AutoCloseable {
    static final String NAME = "watchdog";

    private final Path pids;
    private final Path postmasterPid;
    private final DetachedCommand detached;
    private final PidFile pidFile;
    private final Consumer<String> say;
    private final Thread watchdogThread = new Thread(this::keep, NAME);
    private @Nullable Process process;
    private boolean closed;

    public Watchdog(Path pids, Path postmasterPid, DetachedCommand detached, PidFile pidFile, Consumer<String> say) {
        this.pids = pids;
        this.postmasterPid = postmasterPid;
        this.detached = detached;
        this.pidFile = pidFile;
        this.say = say;
        start();
        watchdogThread.setDaemon(true);
        watchdogThread.start();
    }

    private synchronized void start() {
        if (closed) {
            return;
        }
        List<String> command =
                List.of("sh", "-c", script(), "campaign-flows-watchdog", pids.toString(), postmasterPid.toString());
        try {
            Process started = new ProcessBuilder(detached.wrap(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            pidFile.putHidden(NAME, started.toHandle());
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start the watchdog", e);
        }
    }

    private void keep() {
        try {
            while (!isClosed()) {
                current().waitFor();
                TimeUnit.MILLISECONDS.sleep(500);
                if (!isClosed()) {
                    say.accept("The watchdog ended; starting another");
                    start();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized Process current() {
        return Objects.requireNonNull(process, "started in the constructor");
    }

    private static String script() {
        try (InputStream script = Watchdog.class.getResourceAsStream("/campaignflows/local/process-watchdog.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All children have been ended: nothing is left to do for it. */
    @Override
    public synchronized void close() {
        closed = true;
        watchdogThread.interrupt();
        Process last = process;
        if (last != null) {
            try (OutputStream pipe = last.getOutputStream()) {
                pipe.write("done\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                last.destroyForcibly();
            }
        }
    }
}
