package campaignflows.participant.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.cleanup.HourlyCleanup;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@RunningService
class ChunkCleanupQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    @Inject
    Database database;

    @Inject
    ChunkCleanupRepository repository;

    @Test
    void shouldDeleteOnlyResultsOlderThanTheirTime() {
        Campaign campaign = service.newCampaign();
        Instant now = Instant.now();
        Instant longAgo = now.minus(8, ChronoUnit.DAYS);
        ImportBatch fresh = ServiceUnderTest.batch(campaign, "email", "a@example.org");
        // An upload that began long ago and is still running.
        ImportBatch running = new ImportBatch(
                campaign.tenantId(),
                campaign.id(),
                new UUID(
                        longAgo.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits()),
                0,
                "00",
                List.of("email"),
                List.of(new ImportBatch.Row(2, null, null, List.of("b@example.org"))));
        service.imported(fresh);
        service.imported(running);

        cleanUpAt(now.plus(6, ChronoUnit.DAYS));
        assertThat(chunks(fresh) + chunks(running)).isEqualTo(2);

        cleanUpAt(now.plus(8, ChronoUnit.DAYS));
        assertThat(chunks(fresh) + chunks(running)).isZero();
    }

    private void cleanUpAt(Instant moment) {
        HourlyCleanup cleanup = new HourlyCleanup(
                "test", database, Duration.ofDays(7), repository::delete, Clock.fixed(moment, ZoneOffset.UTC));
        cleanup.run();
        cleanup.stop();
    }

    private long chunks(ImportBatch batch) {
        return stored.count("select count(*) from chunk_results where upload_id = ?", batch.uploadId());
    }
}
