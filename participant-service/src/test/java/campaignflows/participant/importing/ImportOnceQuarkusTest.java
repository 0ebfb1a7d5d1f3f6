package campaignflows.participant.importing;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.participant.support.StoredRows;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.message.CustomerEvent;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.participant.ImportBatch;
import campaignflows.platform.contracts.participant.ImportBatch.Result;
import campaignflows.platform.contracts.participant.ImportBatch.RowError;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Imports under crashes, repeats and concurrency. */
@RunningService
class ImportOnceQuarkusTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    TopicLog log;

    @Inject
    StoredRows stored;

    private List<String> eventTypes(Campaign campaign) {
        return log.events(campaign.id()).stream()
                .map(event -> CustomerEvent.FAMILY.typeOf(event.data()))
                .toList();
    }

    @Test
    void shouldLeaveNothingOfATransactionThatDies() {
        Campaign campaign = service.newCampaign();
        ImportBatch batch = ServiceUnderTest.batch(campaign, "email", "a@example.org", "b@example.org");
        AtomicInteger status = new AtomicInteger();
        stored.whileTransactionsDie(() -> status.set(service.importBatch(batch).status()));

        assertThat(status).hasValue(500);
        assertThat(stored.count("select count(*) from customers where tenant_id = ?", campaign.tenantId()))
                .isZero();
        assertThat(stored.count("select count(*) from chunk_results where upload_id = ?", batch.uploadId()))
                .isZero();
        assertThat(service.imported(batch)).isEqualTo(new Result(2, 0, 0, List.of()));
        assertThat(eventTypes(campaign)).containsExactly("ParticipantCreated", "ParticipantCreated");
    }

    @Test
    void shouldAnswerARepeatAsTheFirstAndRefuseAnotherContent() {
        Campaign campaign = service.newCampaign();
        ImportBatch batch =
                ServiceUnderTest.batch(campaign, "email,phone", "a@example.org,", "bad,", "b@example.org,12345");
        Result first = service.imported(batch);

        service.campaignServiceIsDown(true);
        Result again = service.imported(batch);
        service.campaignServiceIsDown(false);
        ImportBatch other = new ImportBatch(
                batch.tenantId(), batch.campaignId(), batch.uploadId(), 0, "11", batch.columns(), batch.rows());
        var refused = service.importBatch(other);

        assertThat(first.created()).isEqualTo(2);
        assertThat(first.errors())
                .containsExactly(
                        new RowError(3, "email", "bad", "Not an email address: use the form name@example.com"));
        assertThat(again).isEqualTo(first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(eventTypes(campaign)).containsExactly("ParticipantCreated", "ParticipantCreated");
    }

    @Test
    void shouldAnswerARepeatAsTheFirstWhereTheDefinitionIsKnown() {
        Campaign campaign = service.newCampaign();
        service.imported(ServiceUnderTest.batch(campaign, "email", "before@example.org"));
        ImportBatch batch = ofRevision(ServiceUnderTest.batch(campaign, "email", "a@example.org", "bad"), "10");

        service.campaignServiceIsDown(true);
        Result first = service.imported(batch);
        Result again = service.imported(batch);
        var refused = service.importBatch(ofRevision(batch, "11"));
        service.campaignServiceIsDown(false);

        assertThat(first.created()).isEqualTo(1);
        assertThat(first.errors()).hasSize(1);
        assertThat(again).isEqualTo(first);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(eventTypes(campaign)).containsExactly("ParticipantCreated", "ParticipantCreated");
    }

    /** As upload-service sends it, which has just asked for the definition. */
    private static ImportBatch ofRevision(ImportBatch batch, String digest) {
        return new ImportBatch(
                batch.tenantId(),
                batch.campaignId(),
                batch.uploadId(),
                batch.chunk(),
                digest,
                0L,
                batch.columns(),
                batch.rows());
    }

    @Test
    void shouldMakeOnePersonWhenManyBatchesBringItAtOnceInAnyOrder() throws Exception {
        UUID tenant = service.newTenant();
        List<Campaign> campaigns = IntStream.range(0, 4)
                .mapToObj(i -> service.newCampaignOf(tenant))
                .toList();
        int people = 150;
        int rounds = 6;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < rounds; round++) {
                int base = round * people;
                List<Callable<Result>> work = IntStream.range(0, 4)
                        .<Callable<Result>>mapToObj(
                                i -> () -> service.imported(people(campaigns.get(i), base, people, i)))
                        .toList();
                for (Future<Result> result : threads.invokeAll(work)) {
                    assertThat(result.get()).isEqualTo(new Result(people, 0, 0, List.of()));
                }
            }
        }

        assertThat(stored.count("select count(*) from customers where tenant_id = ?", tenant))
                .isEqualTo((long) people * rounds);
        for (Campaign campaign : campaigns) {
            List<ParticipantEvent> events = log.events(campaign.id()).stream()
                    .map(event -> event.data())
                    .toList();
            assertThat(events.stream().map(ParticipantEvent::participantId).distinct())
                    .hasSize(people * rounds);
            assertThat(events).hasSize(people * rounds);
        }
    }

    @Test
    void shouldLandOnceWhenTheSameBatchComesTwiceAtOnce() throws Exception {
        Campaign campaign = service.newCampaign();
        ImportBatch batch = people(campaign, 0, 200, 0);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Result>> work = List.of(
                    () -> service.imported(batch),
                    () -> service.imported(batch),
                    () -> service.imported(batch),
                    () -> service.imported(batch));
            for (Future<Result> result : threads.invokeAll(work)) {
                assertThat(result.get()).isEqualTo(new Result(200, 0, 0, List.of()));
            }
        }

        assertThat(log.events(campaign.id())).hasSize(200);
    }

    /** The same people, each thread with them in another order and by other identifiers first. */
    private static ImportBatch people(Campaign campaign, int base, int count, int variant) {
        String[] rows = IntStream.range(0, count)
                .map(i -> base + (variant % 2 == 0 ? i : count - 1 - i))
                .mapToObj(n -> variant < 2
                        ? n + "," + "p" + n + "@example.org,"
                        : n + ",P" + n + "@example.org," + (100_000 + n))
                .toArray(String[]::new);
        return ServiceUnderTest.batch(campaign, "external_id,email,phone", rows);
    }
}
