package campaignflows.communication.dispatch;

import campaignflows.platform.messaging.Backoff;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * Commits what came of messages, all that there are at a time in one transaction, however they were sent. It waits for the
 * database as long as it takes: the messages are sent, and only here is it known. When too many wait, senders wait too.
 */
@Singleton
public final class Outcomes {
    private static final Logger LOG = Logger.getLogger(Outcomes.class);

    /** A crash leaves what waits here unknown, though it was sent: few, and as many again as are being stored. */
    private static final int MOST_WAITING = 50;

    private static final Backoff RETRIES = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final int TRIES_TOGETHER = 3;
    private static final int TRIES_ALONE = 10;

    private final Attempts attempts;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    private record Entry(Attempts.Result result, Batch batch) {}

    public Outcomes(Attempts attempts) {
        this.attempts = attempts;
        Thread.ofPlatform().name("outcomes").daemon().start(this::run);
    }

    void add(Attempts.Result result, Batch batch) {
        boolean interrupted = false;
        while (true) {
            try {
                waiting.put(new Entry(result, batch));
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            try {
                List<Entry> entries = new ArrayList<>();
                entries.add(waiting.take());
                waiting.drainTo(entries);
                store(entries);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "outcomes not stored, they end as unknown");
            }
        }
    }

    private void store(List<Entry> entries) throws InterruptedException {
        for (int tries = 1; tries <= TRIES_TOGETHER; tries++) {
            if (tryStore(entries, tries)) {
                return;
            }
        }
        // One that cannot be stored must not keep the others.
        for (Entry entry : entries) {
            int failedThoughDatabaseWorks = 0;
            for (int tries = TRIES_TOGETHER; !tryStore(List.of(entry), tries); tries++) {
                failedThoughDatabaseWorks += attempts.isDatabaseThere() ? 1 : 0;
                if (failedThoughDatabaseWorks == TRIES_ALONE) {
                    LOG.errorf(
                            "outcome of a message not stored, it ends as unknown communication=%s",
                            entry.result().attempt().communicationId());
                    settle(List.of(entry));
                    break;
                }
            }
        }
    }

    private boolean tryStore(List<Entry> entries, int tries) throws InterruptedException {
        try {
            attempts.finish(entries.stream().map(Entry::result).toList());
            settle(entries);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(e, "outcomes of messages not stored yet count=%d tries=%d", entries.size(), tries);
            Thread.sleep(RETRIES.after(tries));
            return false;
        }
    }

    private static void settle(List<Entry> entries) {
        entries.forEach(
                entry -> entry.batch().settled(List.of(entry.result().attempt().communicationId())));
    }
}
