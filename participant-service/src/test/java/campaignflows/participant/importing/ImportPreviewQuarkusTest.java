package campaignflows.participant.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.ServiceUnderTest.Response;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@RunningService
class ImportPreviewQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    StoredRows stored;

    @Inject
    TopicLog log;

    private ImportBatch.Estimate estimate(ImportBatch batch) {
        Response answer = service.internal("POST", "/internal/v1/participants/batches/estimate", batch);
        assertThat(answer.status()).isEqualTo(200);
        return Json.mapper().convertValue(answer.body(), ImportBatch.Estimate.class);
    }

    @Test
    void shouldSayWhatWouldBecomeOfEachRowAndWriteNothing() {
        Campaign campaign = service.newCampaign(Fields.participant("due", FieldType.DATE));
        service.imported(ServiceUnderTest.batch(
                campaign, "external_id,email,due", "1,a@example.org,2026-06-30", "2,b@example.org,2026-06-30"));

        ImportBatch batch = ServiceUnderTest.batch(
                campaign,
                "external_id,email,due",
                "1,,2026-06-30",
                "2,b@example.org,2026-07-01",
                "3,c@example.org,",
                "3,c@example.org,",
                "4,,no date",
                "1,b@example.org,");
        ImportBatch.Estimate estimate = estimate(batch);

        assertThat(estimate.created()).isEqualTo(1);
        assertThat(estimate.changed()).isEqualTo(1);
        assertThat(estimate.same()).isEqualTo(2);
        assertThat(estimate.failed()).isEqualTo(2);
        assertThat(estimate.errors()).extracting(RowError::row).containsExactly(6L, 7L);
        assertThat(stored.count("select count(*) from participants where campaign_id = ?", campaign.id()))
                .isEqualTo(2);
        assertThat(stored.count("select count(*) from chunk_results where upload_id = ?", batch.uploadId()))
                .isZero();
        assertThat(log.events(campaign.id())).hasSize(2);
        assertThat(service.imported(batch).errors()).isEqualTo(estimate.errors());
    }

    @Test
    void shouldTellTheFirstErrorsOfARowAndHowManyThereAreMore() {
        Campaign campaign = service.newCampaign(IntStream.range(0, 100)
                .mapToObj(i -> Fields.participant("n" + i, FieldType.INTEGER))
                .toArray(campaignflows.platform.contracts.definition.FieldDefinition[]::new));
        String columns = "email,"
                + String.join(
                        ",", IntStream.range(0, 100).mapToObj(i -> "n" + i).toList());

        ImportBatch.Estimate estimate =
                estimate(ServiceUnderTest.batch(campaign, columns, "a@example.org" + ",x".repeat(100)));

        assertThat(estimate.failed()).isEqualTo(1);
        assertThat(estimate.errors()).hasSize(21);
        assertThat(estimate.errors().getLast().message()).startsWith("80 more cells of this row are wrong");
    }

    @Test
    void shouldKnowNoCampaignOfAnotherTenant() {
        Campaign campaign = service.newCampaign();
        Campaign foreign = new Campaign(service.newTenant(), campaign.id());

        Response answer = service.internal(
                "POST",
                "/internal/v1/participants/batches/estimate",
                ServiceUnderTest.batch(foreign, "email", "a@example.org"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("code").asText()).isEqualTo("not_found");
    }
}
