package campaignflows.communication.credential;

import campaignflows.platform.messaging.BackgroundLoop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Looks for secrets of former keys at the start, and again later: a replica that is not replaced yet goes on writing with its
 * own. Does nothing while there is only one key.
 */
@Singleton
public class ReencryptionWorker {
    private static final Logger LOG = Logger.getLogger(ReencryptionWorker.class);
    private static final int AFTER_MESSAGING = 11_000;
    private static final int EARLY = 50;
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final ReencryptionService service;
    private final EncryptionKeys keys;
    private final BackgroundLoop loop = new BackgroundLoop("reencryption", this::look);
    private volatile double lastPass = Double.NaN;

    ReencryptionWorker(ReencryptionService service, EncryptionKeys keys, MeterRegistry registry) {
        this.service = service;
        this.keys = keys;
        Gauge.builder("campaignflows.credentials.reencrypted", this, worker -> worker.lastPass)
                .description("Secrets that the last look over all of them found under a former key and wrote again")
                .register(registry);
    }

    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        if (keys.all().size() > 1) {
            loop.start();
        }
    }

    private void look(BackgroundLoop running) throws InterruptedException {
        ReencryptionService.Pass pass = service.pass();
        lastPass = pass.reencrypted();
        LOG.infof(
                "secrets are under the present key reencrypted=%d unreadable=%d",
                pass.reencrypted(), pass.unreadable());
        running.await(PAUSE);
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        loop.close();
    }
}
