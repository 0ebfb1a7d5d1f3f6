package campaignflows.campaign.run;

import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Resumes what a crash, a fault or a service that did not respond left unfinished: on a thread of its own, a few campaigns at a
 * time.
 */
@Singleton
public class RunPropagationWorker {
    private static final int AT_ONCE = 4;

    private final RunPropagationService propagation;
    private final RunConfig config;
    private final BackgroundLoop loop = new BackgroundLoop("run-propagation", this::propagateDue);

    RunPropagationWorker(RunPropagationService propagation, RunConfig config) {
        this.propagation = propagation;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    private void propagateDue(BackgroundLoop running) throws InterruptedException {
        if (!propagation.processPending(AT_ONCE)) {
            running.await(config.poll());
        }
    }
}
