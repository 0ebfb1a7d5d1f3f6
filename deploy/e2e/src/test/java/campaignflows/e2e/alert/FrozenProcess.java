package campaignflows.e2e.alert;

import campaignflows.e2e.system.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A process of a system that stands still, all of the time or most of it, until this is closed. */
final class FrozenProcess implements AutoCloseable {
    private final long pid;
    private final Thread thread;

    private FrozenProcess(LocalSystem system, String process, Runner runner) {
        this.pid = Objects.requireNonNull(system.pids().get(process), process);
        this.thread = Thread.ofPlatform().daemon().name("freezes-" + process).start(() -> runner.run(pid));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal(pid, "CONT")));
    }

    @FunctionalInterface
    private interface Runner {
        void run(long pid);
    }

    /** It holds what it holds, and answers nothing. */
    static FrozenProcess whole(LocalSystem system, String process) {
        return new FrozenProcess(system, process, pid -> signal(pid, "STOP"));
    }

    /** It runs for a part of the time, as a container does that has used up its share of the processor. */
    static FrozenProcess mostly(LocalSystem system, String process, Duration runs, Duration stands) {
        return new FrozenProcess(system, process, pid -> {
            try {
                while (true) {
                    signal(pid, "STOP");
                    TimeUnit.NANOSECONDS.sleep(stands.toNanos());
                    signal(pid, "CONT");
                    TimeUnit.NANOSECONDS.sleep(runs.toNanos());
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void signal(long pid, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signal(pid, "CONT");
        }
    }
}
