package campaignflows.participant.walkcommit;

import static campaignflows.platform.contracts.definition.FieldLevel.CUSTOMER;
import static campaignflows.platform.contracts.definition.FieldLevel.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.RunningService;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkProtocol.RowVersions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What walks do to participants. */
@RunningService
class WalkQuarkusTest extends WalkFixture {
    @Test
    void shouldShowParticipantsAsFlowsSeeThem() {
        ParticipantEvent ann = added("1");

        BeginResponse response = begin(0, ann.participantId(), Ids.v7());

        assertThat(response.position()).isZero();
        RowVersions versions =
                Objects.requireNonNull(response.snapshots().getFirst().versions());
        assertThat(versions.customer()).isPositive();
        assertThat(versions.participant()).isEqualTo(versions.customer());
        assertThat(response.snapshots())
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
                        1,
                        versions));
        assertThat(begin(7, ann.participantId())).isEqualTo(new BeginResponse(0, List.of()));
    }

    @Test
    void shouldLetAWalkTakeEffect() {
        ParticipantEvent ann = added("1");
        UUID communication = Ids.v7();
        WalkEffects.Of walk = new WalkEffects.Of(campaign, ann, 1)
                .depth(3)
                .update(
                        new FieldUpdate(PARTICIPANT, "contacted", "true"),
                        new FieldUpdate(CUSTOMER, "city", "Rome"),
                        new FieldUpdate(CUSTOMER, "phone", "12345"))
                .plan(communication, WalkEffects.NOW)
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
                .extracting(command -> CommunicationCommand.FAMILY.typeOf(command.data()))
                .containsExactly("PlanCommunication", "CancelCommunications");
        assertThat(log.walks(campaign.id()))
                .singleElement()
                .satisfies(record -> assertThat(record.data().outcome()).isEqualTo(WalkOutcome.COMPLETED));
        assertThat(counters(ann)).isEqualTo("1/1");
    }

    @Test
    void shouldReadTopicIdsAsKafkaPrintsThem() {
        assertThat(EngineTopic.of("AZCgAAAAcACAAAAAAAAAAQ").id()).isEqualTo(UUID.fromString(TOPIC));
    }

    @Test
    void shouldFireNoUpdateWithoutARealChange() {
        ParticipantEvent ann = added("1");
        commit(
                0,
                1,
                new WalkEffects.Of(campaign, ann, 1)
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
                new WalkEffects.Of(campaign, ann, 1)
                        .update(new FieldUpdate(PARTICIPANT, "result", "true"), new FieldUpdate(CUSTOMER, "city", "A"))
                        .effects(),
                new WalkEffects.Of(campaign, ann, 1)
                        .update(new FieldUpdate(PARTICIPANT, "result", "true"))
                        .effects(),
                new WalkEffects.Of(campaign, ann, 1)
                        .update(new FieldUpdate(CUSTOMER, "city", "B"))
                        .effects());

        assertThat(log.events(campaign.id())).hasSize(3);
        assertThat(snapshot(2, ann).participant())
                .containsEntry("result", "true")
                .containsKey("result_at");
    }

    @Test
    void shouldFollowTheLastCommunicationAndCountEachEndOnce() {
        ParticipantEvent ann = added("1");
        UUID first = Ids.v7();
        UUID second = Ids.v7();
        commit(
                0,
                1,
                new WalkEffects.Of(campaign, ann, 1)
                        .plan(first, WalkEffects.NOW)
                        .plan(second, WalkEffects.NOW.plusSeconds(1))
                        .effects());
        EventEffects ended = new WalkEffects.Of(campaign, ann, 1)
                .state(WalkEffects.state(first, CommunicationStatus.SKIPPED, WalkEffects.NOW))
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
}
