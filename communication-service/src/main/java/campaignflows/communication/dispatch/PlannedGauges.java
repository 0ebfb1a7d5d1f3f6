package campaignflows.communication.dispatch;

import campaignflows.communication.dispatch.PlannedCountRepository.Planned;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Measures every few seconds how many communications are due and how many wait. It is the database that is asked, so that every
 * replica says the same.
 */
@Singleton
class PlannedGauges {
    private static final Logger LOG = Logger.getLogger(PlannedGauges.class);
    private static final int AFTER_MESSAGING = 11_000;
    private static final int EARLY = 50;
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final PlannedCountRepository repository;
    private final Database database;
    private final Clock clock;
    private final BackgroundLoop loop = new BackgroundLoop("planned-gauges", this::measure);
    private volatile Planned planned = Planned.NOTHING;

    PlannedGauges(
            PlannedCountRepository repository,
            @Identifier("work") Database database,
            Clock clock,
            MeterRegistry registry) {
        this.repository = repository;
        this.database = database;
        this.clock = clock;
        Gauge.builder("campaignflows.communications.due", this, gauges -> gauges.planned.due())
                .description("Communications of active campaigns whose time has come, 100000 at most")
                .register(registry);
        Gauge.builder("campaignflows.communications.waiting", this, gauges -> gauges.planned.waiting())
                .description("Communications of active campaigns whose time is yet to come, 100000 at most")
                .register(registry);
        Gauge.builder("campaignflows.communications.overdue.seconds", this, gauges -> gauges.planned.oldestSeconds())
                .description("For how long the first of those that are due has been due")
                .register(registry);
    }

    void start(@Observes @Priority(AFTER_MESSAGING) StartupEvent event) {
        loop.start();
    }

    private void measure(BackgroundLoop running) throws InterruptedException {
        try {
            planned = database.read(tx -> repository.count(tx, clock.instant()));
        } catch (RuntimeException e) {
            LOG.debugf(e, "planned communications not counted");
        }
        running.await(EVERY);
    }

    void stop(@Observes @Priority(EARLY) ShutdownEvent event) {
        loop.close();
    }
}
