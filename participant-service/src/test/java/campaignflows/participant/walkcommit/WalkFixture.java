package campaignflows.participant.walkcommit;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.FieldType;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** A campaign whose run 1 is active, and a partition of its own, seen as the engine sees them. */
abstract class WalkFixture {
    static final String TOPIC =
            UUID.fromString("0190a000-0000-7000-8000-000000000001").toString();
    private static final AtomicInteger PARTITION = new AtomicInteger(1_000);

    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    int partition;
    Campaign campaign = new Campaign(Ids.v7(), Ids.v7());

    @BeforeEach
    void begin() {
        partition = PARTITION.incrementAndGet();
        campaign = service.newCampaign(
                Fields.participant("contacted", FieldType.BOOLEAN), Fields.customer("city", FieldType.STRING));
        service.run(campaign, 1, true);
    }

    ParticipantEvent added(String externalId) {
        service.imported(
                ServiceUnderTest.batch(campaign, "external_id,email", externalId + "," + externalId + "@example.org"));
        return log.events(campaign.id()).stream()
                .map(Envelope::data)
                .reduce((first, last) -> last.participantId().compareTo(first.participantId()) > 0 ? last : first)
                .orElseThrow();
    }

    ServiceUnderTest.Response commit(long from, long to, EventEffects... events) {
        return service.internal(
                "POST", "/internal/v1/walks/commit", new Commit(TOPIC, partition, from, to, Arrays.asList(events)));
    }

    BeginResponse begin(long from, UUID... participants) {
        ServiceUnderTest.Response answer = service.internal(
                "POST", "/internal/v1/walks/begin", new Begin(TOPIC, partition, from, Arrays.asList(participants)));
        assertThat(answer.status()).isEqualTo(200);
        return Json.mapper().convertValue(answer.body(), BeginResponse.class);
    }

    ParticipantSnapshot snapshot(long position, ParticipantEvent of) {
        return begin(position, of.participantId()).snapshots().getFirst();
    }

    String counters(ParticipantEvent of) {
        return stored.texts(
                        "select communications_count || '/' || open_communications from participants where id = ?",
                        of.participantId())
                .getFirst();
    }
}
