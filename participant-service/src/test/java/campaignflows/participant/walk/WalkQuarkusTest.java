package campaignflows.participant.walk;

import static campaignflows.platform.contracts.definition.FieldLevel.CUSTOMER;
import static campaignflows.platform.contracts.definition.FieldLevel.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.InService;
import campaignflows.participant.support.Service;
import campaignflows.participant.support.Service.Campaign;
import campaignflows.participant.support.Stored;
import campaignflows.participant.support.TopicLog;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.MessageFamily;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.Begun;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@InService
class WalkQuarkusTest {
    private static final String TOPIC =
            UUID.fromString("0190a000-0000-7000-8000-000000000001").toString();
    private static final AtomicInteger PARTITION = new AtomicInteger(1_000);

    @Inject
    Service service;

    @Inject
    TopicLog log;

    @Inject
    Stored stored;

    private int partition;
    private Campaign campaign = new Campaign(Ids.v7(), Ids.v7());

    @BeforeEach
    void begin() {
        partition = PARTITION.incrementAndGet();
        campaign = service.newCampaign(
                Fields.participant("contacted", FieldType.BOOLEAN), Fields.customer("city", FieldType.STRING));
        service.run(campaign, 1, true);
    }

    private ParticipantEvent added(String externalId) {
        service.landed(Service.batch(campaign, "external_id,email", externalId + "," + externalId + "@example.org"));
        return log.events(campaign.id()).stream()
                .map(Envelope::data)
                .reduce((first, last) -> last.participantId().compareTo(first.participantId()) > 0 ? last : first)
                .orElseThrow();
    }

    private Service.Answer commit(long from, long to, EventEffects... events) {
        return service.internal(
                "POST", "/internal/v1/walks/commit", new Commit(TOPIC, partition, from, to, Arrays.asList(events)));
    }

    private Begun begun(long from, UUID... participants) {
        Service.Answer answer = service.internal(
                "POST", "/internal/v1/walks/begin", new Begin(TOPIC, partition, from, Arrays.asList(participants)));
        assertThat(answer.status()).isEqualTo(200);
        return Json.mapper().convertValue(answer.body(), Begun.class);
    }

    private ParticipantSnapshot snapshot(long position, ParticipantEvent of) {
        return begun(position, of.participantId()).snapshots().getFirst();
    }

    @Test
    void shouldShowParticipantsAsFlowsSeeThem() {
        ParticipantEvent ann = added("1");

        Begun begun = begun(0, ann.participantId(), Ids.v7());

        assertThat(begun.position()).isZero();
        assertThat(begun.snapshots())
                .containsExactly(new ParticipantSnapshot(
                        campaign.tenantId(),
                        campaign.id(),
                        ann.participantId(),
                        ann.customerId(),
                        null,
                        null,
                        Map.of("external_id", "1", "email", "1@example.org"),
                        Map.of(),
                        null,
                        1));
        assertThat(begun(7, ann.participantId())).isEqualTo(new Begun(0, List.of()));
    }

    @Test
    void shouldLetAWalkTakeEffect() {
        ParticipantEvent ann = added("1");
        UUID communication = Ids.v7();
        Walks.Of walk = new Walks.Of(campaign, ann, 1)
                .depth(3)
                .update(
                        new FieldUpdate(PARTICIPANT, "contacted", "true"),
                        new FieldUpdate(CUSTOMER, "city", "Rome"),
                        new FieldUpdate(CUSTOMER, "phone", "12345"))
                .plan(communication, Walks.NOW)
                .cancel();

        assertThat(commit(0, 10, walk.effects()).status()).isEqualTo(204);

        ParticipantSnapshot after = snapshot(10, ann);
        assertThat(after.participant()).isEqualTo(Map.of("contacted", "true"));
        assertThat(after.customer())
                .isEqualTo(Map.of("external_id", "1", "email", "1@example.org", "phone", "12345", "city", "Rome"));
        assertThat(after.lastCommunication()).isNotNull().satisfies(last -> {
            assertThat(last.communicationId()).isEqualTo(communication);
            assertThat(last.status()).isEqualTo(CommunicationStatus.PLANNED);
        });
        Envelope<ParticipantEvent> updated = log.events(campaign.id()).getLast();
        assertThat(updated.data())
                .isEqualTo(new ParticipantUpdated(campaign.id(), ann.participantId(), ann.customerId(), 1));
        assertThat(updated.cause()).isEqualTo(walk.eventId());
        assertThat(updated.depth()).isEqualTo(4);
        assertThat(log.commands(campaign.id()))
                .extracting(command -> MessageFamily.typeOf(command.data()))
                .containsExactly("PlanCommunication", "CancelCommunications");
        assertThat(log.walks(campaign.id()))
                .singleElement()
                .satisfies(record -> assertThat(record.data().outcome()).isEqualTo(WalkOutcome.COMPLETED));
        assertThat(counters(ann)).isEqualTo("1/1");
    }

    private String counters(ParticipantEvent of) {
        return stored.texts(
                        "select communications_count || '/' || open_communications from participants where id = ?",
                        of.participantId())
                .getFirst();
    }

    @Test
    void shouldTakeEffectOnceWhenCommittedTwice() {
        ParticipantEvent ann = added("1");
        EventEffects effects =
                new Walks.Of(campaign, ann, 1).plan(Ids.v7(), Walks.NOW).effects();
        assertThat(commit(0, 10, effects).status()).isEqualTo(204);

        assertThat(commit(0, 10, effects).status()).isEqualTo(409);
        assertThat(commit(9, 20, effects).status()).isEqualTo(409);

        assertThat(counters(ann)).isEqualTo("1/1");
        assertThat(log.commands(campaign.id())).hasSize(1);
        assertThat(service.internal("GET", "/internal/v1/walks/positions/" + partition + "?topic_id=" + TOPIC, null)
                        .body()
                        .get("position")
                        .asLong())
                .isEqualTo(10);
    }

    @Test
    void shouldRefuseANeverReadPartitionFromItsMiddleAndAnotherTopic() {
        assertThat(commit(5, 10).status()).isEqualTo(409);
        assertThat(commit(0, 10).status()).isEqualTo(204);
        String other = UUID.fromString("0190a000-0000-7000-8000-000000000002").toString();

        assertThat(service.internal(
                                "POST", "/internal/v1/walks/commit", new Commit(other, partition, 10, 11, List.of()))
                        .status())
                .isEqualTo(409);
        assertThat(service.internal("POST", "/internal/v1/walks/begin", new Begin(other, partition, 10, List.of()))
                        .status())
                .isEqualTo(409);
        assertThat(service.internal("GET", "/internal/v1/walks/positions/" + partition + "?topic_id=nonsense", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldReadTopicIdsAsKafkaPrintsThem() {
        assertThat(EngineTopic.of("AZCgAAAAcACAAAAAAAAAAQ").id()).isEqualTo(UUID.fromString(TOPIC));
    }

    @Test
    void shouldMoveThePositionWithoutEvents() {
        assertThat(commit(0, 3).status()).isEqualTo(204);
        assertThat(commit(3, 3).status()).isEqualTo(204);
        assertThat(commit(3, 4).status()).isEqualTo(204);

        assertThat(begun(4).position()).isEqualTo(4);
    }

    @Test
    void shouldDropEffectsOfAnEndedRunButKeepWhatBecameOfACommunication() {
        ParticipantEvent ann = added("1");
        UUID communication = Ids.v7();
        commit(
                0,
                1,
                new Walks.Of(campaign, ann, 1).plan(communication, Walks.NOW).effects());
        service.run(campaign, 1, false);

        commit(
                1,
                2,
                new Walks.Of(campaign, ann, 1)
                        .state(Walks.state(communication, CommunicationStatus.COMPLETED, Walks.NOW))
                        .update(new FieldUpdate(PARTICIPANT, "contacted", "true"))
                        .plan(Ids.v7(), Walks.NOW)
                        .effects(),
                new Walks.Of(campaign, ann, null).cancel().effects());

        ParticipantSnapshot after = snapshot(2, ann);
        assertThat(after.participant()).isEmpty();
        assertThat(after.activeRun()).isNull();
        assertThat(after.lastCommunication())
                .isEqualTo(Walks.state(communication, CommunicationStatus.COMPLETED, Walks.NOW));
        assertThat(counters(ann)).isEqualTo("1/0");
        assertThat(log.commands(campaign.id())).hasSize(1);
        assertThat(log.walks(campaign.id()))
                .extracting(walk -> walk.data().error())
                .containsExactly(null, CommitPlanner.STOPPED, CommitPlanner.NOT_ACTIVE);
        assertThat(log.walks(campaign.id()).getLast().data().outcome()).isEqualTo(WalkOutcome.NOT_WALKED);
    }

    @Test
    void shouldDropEffectsOfARemovedParticipant() {
        ParticipantEvent ann = added("1");
        assertThat(service.as(
                                Role.OPERATOR,
                                campaign.tenantId(),
                                "DELETE",
                                "/api/v1/campaigns/" + campaign.id() + "/participants/" + ann.participantId(),
                                null)
                        .status())
                .isEqualTo(204);

        commit(
                0,
                1,
                new Walks.Of(campaign, ann, 1)
                        .state(Walks.state(Ids.v7(), CommunicationStatus.COMPLETED, Walks.NOW))
                        .update(new FieldUpdate(CUSTOMER, "city", "Rome"))
                        .plan(Ids.v7(), Walks.NOW)
                        .effects());

        assertThat(log.walks(campaign.id()))
                .extracting(walk -> walk.data().error())
                .containsExactly(CommitPlanner.REMOVED);
        assertThat(log.commands(campaign.id()))
                .extracting(command -> MessageFamily.typeOf(command.data()))
                .containsExactly("ParticipantRemoved");
        assertThat(stored.count("select count(*) from customers where id = ? and attributes = '{}'", ann.customerId()))
                .isEqualTo(1);
    }

    @Test
    void shouldFireNoUpdateWithoutARealChange() {
        ParticipantEvent ann = added("1");
        commit(
                0,
                1,
                new Walks.Of(campaign, ann, 1)
                        .update(
                                new FieldUpdate(PARTICIPANT, "contacted", "true"),
                                new FieldUpdate(PARTICIPANT, "contacted", null),
                                new FieldUpdate(CUSTOMER, "email", "1@example.org"))
                        .effects());

        assertThat(log.events(campaign.id())).hasSize(1);
    }

    @Test
    void shouldFireOneUpdatePerEventAndSetTheTimeOfTheResult() {
        ParticipantEvent ann = added("1");
        commit(
                0,
                2,
                new Walks.Of(campaign, ann, 1)
                        .update(new FieldUpdate(PARTICIPANT, "result", "true"), new FieldUpdate(CUSTOMER, "city", "A"))
                        .effects(),
                new Walks.Of(campaign, ann, 1)
                        .update(new FieldUpdate(PARTICIPANT, "result", "true"))
                        .effects(),
                new Walks.Of(campaign, ann, 1)
                        .update(new FieldUpdate(CUSTOMER, "city", "B"))
                        .effects());

        assertThat(log.events(campaign.id())).hasSize(3);
        assertThat(snapshot(2, ann).participant())
                .containsEntry("result", "true")
                .containsKey("result_at");
    }

    @Test
    void shouldSkipAnIdentifierThatSomebodyElseHas() {
        ParticipantEvent ann = added("1");
        ParticipantEvent bob = added("2");

        commit(
                0,
                2,
                new Walks.Of(campaign, ann, 1)
                        .update(
                                new FieldUpdate(CUSTOMER, "email", "2@EXAMPLE.org"),
                                new FieldUpdate(CUSTOMER, "external_id", "77"))
                        .effects(),
                new Walks.Of(campaign, bob, 1)
                        .update(
                                new FieldUpdate(CUSTOMER, "external_id", "1"),
                                new FieldUpdate(CUSTOMER, "email", null),
                                new FieldUpdate(CUSTOMER, "telegram_username", "@Bob"))
                        .effects());

        assertThat(snapshot(2, ann).customer()).isEqualTo(Map.of("external_id", "77", "email", "1@example.org"));
        assertThat(snapshot(2, bob).customer()).isEqualTo(Map.of("external_id", "1", "telegram_username", "Bob"));
    }

    @Test
    void shouldFollowTheLastCommunicationAndCountEachEndOnce() {
        ParticipantEvent ann = added("1");
        UUID first = Ids.v7();
        UUID second = Ids.v7();
        commit(
                0,
                1,
                new Walks.Of(campaign, ann, 1)
                        .plan(first, Walks.NOW)
                        .plan(second, Walks.NOW.plusSeconds(1))
                        .effects());
        EventEffects ended = new Walks.Of(campaign, ann, 1)
                .state(Walks.state(first, CommunicationStatus.SKIPPED, Walks.NOW))
                .effects();

        assertThat(commit(1, 2, ended).status()).isEqualTo(204);
        assertThat(commit(1, 2, ended).status()).isEqualTo(409);

        assertThat(counters(ann)).isEqualTo("2/1");
        assertThat(snapshot(2, ann).lastCommunication())
                .isNotNull()
                .satisfies(last -> assertThat(last.communicationId()).isEqualTo(second));
        assertThat(service.get(campaign, "/participants/" + ann.participantId())
                        .body()
                        .get("status")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void shouldLeaveNothingOfATransactionThatDies() {
        ParticipantEvent ann = added("1");
        EventEffects effects = new Walks.Of(campaign, ann, 1)
                .update(new FieldUpdate(PARTICIPANT, "contacted", "true"))
                .plan(Ids.v7(), Walks.NOW)
                .effects();
        AtomicInteger status = new AtomicInteger();
        stored.whileTransactionsDie(() -> status.set(commit(0, 10, effects).status()));

        assertThat(status).hasValue(500);
        assertThat(snapshot(0, ann).participant()).isEmpty();
        assertThat(counters(ann)).isEqualTo("0/0");
        assertThat(commit(0, 10, effects).status()).isEqualTo(204);
        assertThat(counters(ann)).isEqualTo("1/1");
        assertThat(log.commands(campaign.id())).hasSize(1);
    }

    @Test
    void shouldNotTouchAnotherTenantsParticipant() {
        ParticipantEvent ann = added("1");
        Campaign foreign = new Campaign(service.newTenant(), campaign.id());

        commit(
                0,
                1,
                new Walks.Of(foreign, ann, 1)
                        .update(new FieldUpdate(PARTICIPANT, "contacted", "true"))
                        .effects());

        assertThat(snapshot(1, ann).participant()).isEmpty();
    }
}
