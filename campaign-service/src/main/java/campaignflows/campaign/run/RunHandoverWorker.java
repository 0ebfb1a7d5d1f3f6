package campaignflows.campaign.run;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Carries on what a crash, a fault or a service that did not answer left behind: on a thread of its own, a few campaigns
 * at a time.
 */
@Singleton
public class RunHandoverWorker {
    private static final Logger LOG = Logger.getLogger(RunHandoverWorker.class);
    private static final int AT_ONCE = 4;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final RunHandoverService handover;
    private final RunConfig config;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("run-handover").daemon().unstarted(this::work);

    RunHandoverWorker(RunHandoverService handover, RunConfig config) {
        this.handover = handover;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(Duration.ofSeconds(1));
        thread.interrupt();
    }

    private void work() {
        Duration pause = config.poll();
        while (!isStoppedWithin(pause)) {
            try {
                pause = handover.processPending(AT_ONCE) ? Duration.ZERO : config.poll();
            } catch (RuntimeException | Error e) {
                LOG.error("run handover failed", e);
                pause = AFTER_FAILURE;
            }
        }
    }

    private boolean isStoppedWithin(Duration time) {
        try {
            return stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
