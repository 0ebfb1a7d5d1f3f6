package campaignflows.participant.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.InService;
import campaignflows.participant.support.Service;
import campaignflows.participant.support.Service.Campaign;
import campaignflows.participant.support.Stored;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.database.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@InService
class ChunkCleanupQuarkusTest {
    @Inject
    Service service;

    @Inject
    Stored stored;

    @Inject
    Database database;

    @Inject
    ChunkCleanupRepository repository;

    @Test
    void shouldDeleteOnlyResultsOlderThanTheirTime() {
        Campaign campaign = service.newCampaign();
        Instant longAgo = Instant.now().minus(8, ChronoUnit.DAYS);
        ImportBatch fresh = Service.batch(campaign, "email", "a@example.org");
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

        Instant week = Instant.now().minus(7, ChronoUnit.DAYS);
        database.inTransaction(tx -> repository.delete(tx, week, 5_000));
        assertThat(chunks(fresh) + chunks(running)).isEqualTo(2);

        database.inTransaction(tx -> repository.delete(tx, Instant.now().plusSeconds(60), 5_000));
        assertThat(chunks(fresh) + chunks(running)).isZero();
    }

    private long chunks(ImportBatch batch) {
        return stored.count("select count(*) from chunk_results where upload_id = ?", batch.uploadId());
    }
}
