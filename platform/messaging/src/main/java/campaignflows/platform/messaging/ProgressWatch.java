package campaignflows.platform.messaging;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Logs what stops making progress, from time to time that it still does not, and when it continues; health checks may be rare.
 */
final class ProgressWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ProgressWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration CLOSE = Duration.ofMillis(200);
    private static final int REMIND_AFTER_LOOKS = 12;

    private final Supplier<List<Stall>> standing;
    private final WakeUpSignal wake = new WakeUpSignal();
    private final Thread thread;
    private Set<String> known = Set.of();
    private int looks;
    private volatile boolean closing;

    ProgressWatch(Supplier<List<Stall>> standing) {
        this.standing = standing;
        thread = Thread.ofPlatform().name("progress-watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            try {
                look();
                wake.await(EVERY);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException | VirtualMachineError | LinkageError e) {
                LOG.warn("progress not checked", e);
            }
        }
    }

    void look() {
        List<Stall> now = standing.get();
        boolean remind = ++looks % REMIND_AFTER_LOOKS == 0;
        now.stream()
                .filter(one -> remind || !known.contains(one.what()))
                .forEach(one -> LOG.errorf(
                        "makes no progress%s: %s", one.othersMove() ? "" : ", so the service is not ready", one));
        Set<String> names = now.stream().map(Stall::what).collect(Collectors.toSet());
        var gone = new HashSet<>(known);
        gone.removeAll(names);
        gone.forEach(what -> LOG.infof("makes progress again: %s", what));
        known = names;
    }

    @Override
    public void close() {
        closing = true;
        wake.wakeUp();
        Threads.join(thread, CLOSE);
    }
}
