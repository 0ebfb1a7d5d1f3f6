package campaignflows.participant.run;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.testkit.Await;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@RunningService
class RunQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private String run(Campaign campaign) {
        return stored.texts("select run || ' ' || active from runs where campaign_id = ?", campaign.id())
                .getFirst();
    }

    @Test
    void shouldMoveOnlyForward() {
        Campaign campaign = service.newCampaign();

        assertThat(service.run(campaign, 2, true).status()).isEqualTo(204);
        assertThat(service.run(campaign, 1, true).status()).isEqualTo(204);
        assertThat(service.run(campaign, 1, false).status()).isEqualTo(204);
        assertThat(run(campaign)).isEqualTo("2 true");

        service.run(campaign, 2, false);
        service.run(campaign, 2, true);
        assertThat(run(campaign)).isEqualTo("2 false");

        service.run(campaign, 3, true);
        service.run(new Campaign(service.newTenant(), campaign.id()), 4, false);
        assertThat(run(campaign)).isEqualTo("3 true");
    }

    @Test
    void shouldRefuseARunOfAnotherCampaignThanThePath() {
        Campaign campaign = service.newCampaign();

        assertThat(service.internal(
                                "PUT",
                                "/internal/v1/campaigns/" + campaign.id() + "/run",
                                new RunState(campaign.tenantId(), campaign.tenantId(), 1, true))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldStampEventsWithTheRunThatIsActive() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "1"));
        service.run(campaign, 1, true);
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "2"));
        service.run(campaign, 1, false);
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "3"));
        service.run(campaign, 2, true);
        service.imported(ServiceUnderTest.batch(campaign, "external_id", "4"));

        assertThat(log.events(campaign.id()))
                .extracting(event -> event.data().run())
                .containsExactlyInAnyOrder(null, 1, null, 2);
    }

    @Test
    void shouldHearRunsFromDefinitions() {
        Campaign campaign = service.newCampaign();
        publish(service.definition(campaign, CampaignStatus.ACTIVE, 3, true), campaign);
        Await.untilAsserted(() -> assertThat(stored.count(
                        "select count(*) from runs where campaign_id = ? and run = 3 and active", campaign.id()))
                .isEqualTo(1));

        publish(service.definition(campaign, CampaignStatus.ERROR, 3, true), campaign);
        Await.untilAsserted(() -> assertThat(run(campaign)).isEqualTo("3 false"));
    }

    private void publish(CampaignDefined definition, Campaign campaign) {
        log.publish(
                Topics.CAMPAIGN_DEFINITIONS,
                campaign.id(),
                CampaignDefined.FAMILY.encode(ServiceUnderTest.envelope(campaign, definition)));
    }

    /**
     * Imports race with Starts and Stops. Whatever was sent after Start n had answered and was answered before Stop n was
     * sent must bear n; whatever was sent after a Stop had answered and answered before the next Start was sent, none.
     */
    @Test
    void shouldOrderStartAndStopAgainstImports() throws Exception {
        Campaign campaign = service.newCampaign();
        Map<UUID, Phase> sent = new ConcurrentHashMap<>();
        AtomicInteger phase = new AtomicInteger();
        AtomicInteger person = new AtomicInteger();
        int runs = 12;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> imports = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Callable<@Nullable Void> work = () -> {
                    while (phase.get() >= 0) {
                        int before = phase.get();
                        String id = String.valueOf(person.incrementAndGet());
                        var batch = ServiceUnderTest.batch(campaign, "external_id", id);
                        service.imported(batch);
                        int after = phase.get();
                        UUID participant = UUID.fromString(stored.texts(
                                        "select participant_id::text from participant_uploads where upload_id = ?",
                                        batch.uploadId())
                                .getFirst());
                        sent.put(participant, new Phase(before, after));
                    }
                    return null;
                };
                imports.add(threads.submit(work));
            }
            // The phase is odd while Start or Stop is on its way: 4n+2 between Start and Stop, 4n+4 after Stop.
            for (int run = 1; run <= runs; run++) {
                phase.incrementAndGet();
                service.run(campaign, run, true);
                phase.incrementAndGet();
                int more = person.get() + 6;
                Await.until("imports go on", () -> person.get() > more);
                phase.incrementAndGet();
                service.run(campaign, run, false);
                phase.incrementAndGet();
                int evenMore = person.get() + 6;
                Await.until("imports go on", () -> person.get() > evenMore);
            }
            phase.set(-1_000_000);
            for (Future<?> each : imports) {
                each.get();
            }
        }

        AtomicInteger checked = new AtomicInteger();
        log.events(campaign.id()).forEach(event -> {
            Phase when = sent.get(event.data().participantId());
            if (when != null && when.before() == when.after() && when.before() % 2 == 0) {
                Integer expected = when.before() % 4 == 2 ? when.before() / 4 + 1 : null;
                assertThat(event.data().run()).isEqualTo(expected);
                checked.incrementAndGet();
            }
        });
        assertThat(checked.get()).isGreaterThan(runs);
    }

    private record Phase(int before, int after) {}
}
