package campaignflows.local.process;

import campaignflows.local.StartException;
import campaignflows.local.log.CombinedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** All children of a run: starts them, waits until they serve, and stops them group by group. */
public final class Children {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_GRACE = Duration.ofSeconds(1);
    /** Longer than a child's output is awaited after its end. */
    private static final Duration NOTE_GRACE = Duration.ofSeconds(2);

    private static final int MAX_ENDS_WHILE_STARTING = 5;

    private final DetachedCommand detached;
    private final PidFile pids;
    private final CombinedLog log;
    private final List<Child> all = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    public Children(DetachedCommand detached, PidFile pids, CombinedLog log) {
        this.detached = detached;
        this.pids = pids;
        this.log = log;
    }

    public synchronized Child start(ChildSpec spec) {
        if (stopping) {
            throw new InterruptedStart();
        }
        Child child = new Child(spec, detached, pids, log);
        all.add(child);
        return child.start();
    }

    /** Waits until the child serves; refuses when it keeps ending or the time is over. */
    public void awaitReady(Child child, BooleanSupplier ready, Duration limit) throws InterruptedException {
        Instant deadline = Instant.now().plus(limit);
        while (!ready.getAsBoolean()) {
            if (stopping) {
                throw new InterruptedStart();
            }
            if (child.quickEnds() >= MAX_ENDS_WHILE_STARTING) {
                throw new StartException(child + " ended " + child.quickEnds()
                        + " times while the system was starting. Its log file tells why.");
            }
            if (Instant.now().isAfter(deadline)) {
                throw new StartException(
                        child + " was not ready after " + limit.toSeconds() + " s. Its log file may tell why.");
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    /** From now on nothing is started any more. */
    public synchronized void beginStop() {
        stopping = true;
    }

    /** Ends the children of these names together: asked first, killed when the grace is over. */
    public void stop(List<String> names, Duration grace) {
        List<Child> group =
                all.stream().filter(child -> names.contains(child.name())).toList();
        List<ProcessHandle> running = handles(group);
        group.forEach(Child::requestStop);
        if (!Signals.awaitGone(running, grace)) {
            group.stream().filter(child -> child.handle().isPresent()).forEach(child -> {
                log.say(child + " did not end within " + grace.toSeconds() + " s and is killed");
                child.kill();
            });
            Signals.awaitGone(running, KILL_GRACE);
        }
        awaitNoted(group);
    }

    /** Ends everything at once. */
    public void killAll() {
        beginStop();
        all.forEach(Child::kill);
        Signals.awaitGone(handles(all), KILL_GRACE);
        awaitNoted(all);
    }

    /** Those that ended are still writing their last lines, which must not come after the log was closed. */
    private static void awaitNoted(List<Child> ended) {
        Instant deadline = Instant.now().plus(NOTE_GRACE);
        try {
            for (Child child : ended) {
                child.awaitNoted(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> handles(List<Child> children) {
        List<ProcessHandle> running = new ArrayList<>();
        children.stream().map(Child::handle).flatMap(Optional::stream).forEach(running::add);
        return running;
    }

    /** The start was broken off because the end was asked for meanwhile. */
    public static final class InterruptedStart extends RuntimeException {}
}
