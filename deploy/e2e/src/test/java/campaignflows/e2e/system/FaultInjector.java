package campaignflows.e2e.system;

import campaignflows.e2e.client.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Kills processes of a system at random moments, as a power cut would, and reports when it killed which. */
public final class FaultInjector {
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(15);
    private static final Duration END_LIMIT = Duration.ofSeconds(120);
    private static final Duration READY_LIMIT = Duration.ofMinutes(8);
    private static final int STEADY = 20;

    private final LocalSystem system;
    private final Random random;
    private final Supplier<String> progress;
    private final long begin = System.nanoTime();

    /** Asks before each kill how far the work is; the text may say that nothing responded. */
    public FaultInjector(LocalSystem system, Random random, Supplier<String> progress) {
        this.system = system;
        this.random = random;
        this.progress = progress;
    }

    /**
     * Kills each once, in a random order, the next one some moments after the last, whether or not that one is up again.
     * Returns when the whole system is.
     */
    public void killEach(List<String> victims, Duration longestPause) {
        List<String> order = new ArrayList<>(victims);
        Collections.shuffle(order, random);
        for (String victim : order) {
            pause(random.nextLong(longestPause.toMillis()));
            kill(victim);
        }
        awaitServing(victims);
    }

    /** Returns when the processes, and the whole system, have been serving for some moments. */
    public void awaitServing(List<String> victims) {
        victims.forEach(this::awaitServing);
        awaitReady();
        System.out.printf("e2e: %6.1f s all ready again%n", seconds());
    }

    /** Returns when another process has taken the killed one's place, which serves a while later. */
    public void kill(String victim) {
        replace(victim, "kill", ProcessHandle::destroyForcibly, RESTART_LIMIT);
    }

    /** Asks the process to end, as Kubernetes does; returns as {@link #kill} does. */
    public void end(String service) {
        replace(service, "end", ProcessHandle::destroy, END_LIMIT);
    }

    private void replace(String victim, String how, Consumer<ProcessHandle> by, Duration limit) {
        String work = progress.get();
        long pid = pidOf(victim);
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new AssertionError("Expected a process of " + victim + ", but " + pid + " is none"));
        System.out.printf("e2e: %6.1f s %s %s (%d); %s%n", seconds(), how, victim, pid, work);
        by.accept(process);
        Await.until("another process of " + victim, limit, () -> pidOf(victim), now -> now != pid);
    }

    private long pidOf(String victim) {
        return Objects.requireNonNull(system.pids().get(victim), victim);
    }

    private void awaitServing(String victim) {
        Await.until(victim + " serves again", READY_LIMIT, () -> system.serves(victim), serves -> serves);
    }

    /** The gateway may report for a second what it saw a moment ago, so it is believed only when it says so for longer. */
    private void awaitReady() {
        AtomicInteger inSuccession = new AtomicInteger();
        Await.until(
                "the system is ready again",
                READY_LIMIT,
                () -> system.isReady() ? inSuccession.incrementAndGet() : inSuccession.getAndSet(0),
                times -> times >= STEADY);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
