package campaignflows.campaign.journal;

import campaignflows.campaign.analytics.AnalyticsRepository;
import campaignflows.platform.database.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Makes the journal's partitions of the coming days and drops those that are older than is kept: at the start, before any
 * walk is read, and every hour. Every replica does; it is done once.
 */
@Singleton
public class JournalRetention {
    private static final Logger LOG = Logger.getLogger(JournalRetention.class);
    private static final int DAYS_AHEAD = 3;
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock;
    private final JournalPartitionRepository partitions;
    private final JournalRepository journal;
    private final AnalyticsRepository figures;
    private final JournalConfig config;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("journal-retention").daemon().unstarted(this::work);

    JournalRetention(
            @Identifier("work") Database database,
            Clock clock,
            JournalPartitionRepository partitions,
            JournalRepository journal,
            AnalyticsRepository figures,
            JournalConfig config) {
        this.database = database;
        this.clock = clock;
        this.partitions = partitions;
        this.journal = journal;
        this.figures = figures;
        this.config = config;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event) {
        keep(today());
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(Duration.ofSeconds(1));
        thread.interrupt();
    }

    /** Brings the partitions to what they are to be on this day. */
    void keep(LocalDate today) {
        LocalDate firstKept = today.minusDays(config.retentionDays());
        database.useTransaction(tx -> {
            partitions.lock(tx);
            Set<LocalDate> days = new HashSet<>(partitions.days(tx));
            // The engine's clock may be behind ours.
            for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(DAYS_AHEAD)); day = day.plusDays(1)) {
                if (!days.contains(day)) {
                    partitions.create(tx, day);
                }
            }
        });
        database.useTransaction(tx -> {
            partitions.lock(tx);
            for (LocalDate day : partitions.days(tx)) {
                if (day.isBefore(firstKept)) {
                    partitions.drop(tx, day);
                    LOG.infof("walks dropped day=%s", day);
                }
            }
        });
        database.useTransaction(tx -> {
            partitions.sweepDefault(tx, firstKept);
            journal.deleteCountsOfNoCampaign(tx);
            figures.deleteOfNoCampaign(tx);
        });
    }

    private void work() {
        Duration pause = PAUSE;
        while (!isStoppedWithin(pause)) {
            try {
                keep(today());
                pause = PAUSE;
            } catch (RuntimeException | Error e) {
                LOG.error("journal retention failed", e);
                pause = AFTER_FAILURE;
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
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
