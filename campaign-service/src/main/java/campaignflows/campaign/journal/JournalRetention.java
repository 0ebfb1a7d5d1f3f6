package campaignflows.campaign.journal;

import campaignflows.campaign.analytics.AnalyticsRepository;
import campaignflows.platform.database.Database;
import campaignflows.platform.messaging.BackgroundLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Creates the journal's partitions of the coming days and drops those that are older than the retention period: at the start,
 * before any walk is read, and then every hour. Every replica does so, one after another; the first one does the work.
 */
@Singleton
public class JournalRetention {
    private static final Logger LOG = Logger.getLogger(JournalRetention.class);
    private static final int DAYS_AHEAD = 3;
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Database database;
    private final Clock clock;
    private final JournalPartitionRepository partitions;
    private final JournalRepository journal;
    private final AnalyticsRepository figures;
    private final JournalConfig config;
    private final BackgroundLoop loop = new BackgroundLoop("journal-retention", this::keepHourly);
    private Instant lastKept = Instant.MIN;

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
        keepToday();
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) {
        loop.close();
    }

    /** Creates and drops the partitions that this day requires. */
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

    private void keepHourly(BackgroundLoop running) throws InterruptedException {
        Duration due = Duration.between(clock.instant(), lastKept.plus(INTERVAL));
        if (due.isPositive()) {
            running.await(due);
        } else {
            keepToday();
        }
    }

    private void keepToday() {
        Instant now = clock.instant();
        keep(LocalDate.ofInstant(now, ZoneOffset.UTC));
        lastKept = now;
    }
}
