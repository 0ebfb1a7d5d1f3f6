package campaignflows.local.process;

import campaignflows.local.log.CombinedLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process that is kept running: when it ends unasked it is started again, at once at first and after a growing pause
 * (never above four seconds) when it keeps ending. Once its end was asked for it is never started again.
 */
public final class Child {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    /** A process that ran longer than this counts as having worked. */
    private static final Duration STEADY = Duration.ofSeconds(30);

    private static final int LOUD_FROM = 3;

    private final ChildSpec spec;
    private final DetachedCommand detached;
    private final PidFile pids;
    private final CombinedLog log;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread supervisor;

    private @Nullable Process process;
    private volatile int quickEnds;

    public Child(ChildSpec spec, DetachedCommand detached, PidFile pids, CombinedLog log) {
        this.spec = spec;
        this.detached = detached;
        this.pids = pids;
        this.log = log;
        this.supervisor = new Thread(this::supervise, "child-" + spec.name());
        supervisor.setDaemon(true);
    }

    public String name() {
        return spec.name();
    }

    public Child start() {
        supervisor.start();
        return this;
    }

    /** How many times in a row it ended soon after its start; 0 when the present one is the first or steady. */
    public int quickEnds() {
        return quickEnds;
    }

    private void supervise() {
        try {
            while (!isStopping()) {
                Instant since = Instant.now();
                String ending = runOnce();
                if (isStopping()) {
                    return;
                }
                boolean steady = since.plus(STEADY).isBefore(Instant.now());
                quickEnds = steady ? 1 : quickEnds + 1;
                Duration pause = pause(quickEnds);
                report(ending, pause);
                stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static Duration pause(int quickEnds) {
        int doublings = Math.min(Math.max(quickEnds - 1, 0), 10);
        Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void report(String ending, Duration pause) {
        String again = "starting it again in " + pause.toMillis() + " ms";
        if (quickEnds >= LOUD_FROM) {
            log.say("!!! " + name() + " keeps ending (" + quickEnds + " times in a row, " + ending + "); " + again
                    + ". See its log file.");
        } else {
            log.say(name() + " " + ending + "; " + again);
        }
    }

    /** Runs it to its end; in words, how it ended. */
    private String runOnce() throws InterruptedException {
        @Nullable Process started;
        try {
            spec.beforeStart().run();
            started = launch();
        } catch (IOException | RuntimeException e) {
            return "could not be started: " + e.getMessage();
        }
        if (started == null) {
            return "was stopped";
        }
        log.open(name());
        Thread pump = new Thread(() -> log.copy(name(), started.getInputStream()), "log-" + name());
        pump.setDaemon(true);
        pump.start();
        int code = started.waitFor();
        pump.join(500);
        return code > 128 ? "ended by signal " + (code - 128) : "ended with exit code " + code;
    }

    /** Under the lock, so that a stop request either prevents the start or meets the process. */
    private synchronized @Nullable Process launch() throws IOException {
        if (isStopping()) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(detached.wrap(spec.command()))
                .directory(spec.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(spec.environment());
        Process started = builder.start();
        process = started;
        pids.put(name(), started.toHandle());
        return started;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Asks it to end in order; returns at once. */
    public synchronized void requestStop() {
        stopping.countDown();
        handle().ifPresent(running -> Signals.request(running, spec.stop()));
    }

    /** Ends it without asking. */
    public synchronized void kill() {
        stopping.countDown();
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Waits until its end was noted and its last lines are in the log; at most until the deadline. */
    void awaitNoted(Instant deadline) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), deadline);
        if (left.isPositive()) {
            supervisor.join(left);
        }
    }

    /**
     * The running process, if there is one. Asked of the handle, as {@link Signals#awaitGone} does: the process object
     * learns of the end a moment later.
     */
    public synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(process).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    @Override
    public String toString() {
        return Objects.toString(spec.name());
    }
}
