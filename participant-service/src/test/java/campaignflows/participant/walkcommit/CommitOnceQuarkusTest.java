package campaignflows.participant.walkcommit;

import static campaignflows.platform.contracts.definition.FieldLevel.CUSTOMER;
import static campaignflows.platform.contracts.definition.FieldLevel.PARTICIPANT;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.participant.support.Fields;
import campaignflows.participant.support.RunningService;
import campaignflows.participant.support.ServiceUnderTest;
import campaignflows.participant.support.ServiceUnderTest.Campaign;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.message.CommunicationCommand;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.Begin;
import campaignflows.platform.contracts.walk.WalkProtocol.Commit;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkProtocol.FieldUpdate;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Commits under crashes and repeats, and effects that may not come true. */
@RunningService
class CommitOnceQuarkusTest extends WalkFixture {
    @Test
    void shouldTakeEffectOnceWhenCommittedTwice() {
        ParticipantEvent ann = added("1");
        EventEffects effects = new WalkEffects.Of(campaign, ann, 1)
                .plan(Ids.v7(), WalkEffects.NOW)
                .effects();
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
    void shouldMoveThePositionWithoutEvents() {
        assertThat(commit(0, 3).status()).isEqualTo(204);
        assertThat(commit(3, 3).status()).isEqualTo(204);
        assertThat(commit(3, 4).status()).isEqualTo(204);

        assertThat(begin(4).position()).isEqualTo(4);
    }

    @Test
    void shouldDropEffectsOfAnEndedRunButKeepWhatBecameOfACommunication() {
        ParticipantEvent ann = added("1");
        UUID communication = Ids.v7();
        commit(
                0,
                1,
                new WalkEffects.Of(campaign, ann, 1)
                        .plan(communication, WalkEffects.NOW)
                        .effects());
        service.run(campaign, 1, false);

        commit(
                1,
                2,
                new WalkEffects.Of(campaign, ann, 1)
                        .state(WalkEffects.state(communication, CommunicationStatus.COMPLETED, WalkEffects.NOW))
                        .update(new FieldUpdate(PARTICIPANT, "contacted", "true"))
                        .plan(Ids.v7(), WalkEffects.NOW)
                        .effects(),
                new WalkEffects.Of(campaign, ann, null).cancel().effects());

        ParticipantSnapshot after = snapshot(2, ann);
        assertThat(after.participant()).isEmpty();
        assertThat(after.activeRun()).isNull();
        assertThat(after.lastCommunication())
                .isEqualTo(WalkEffects.state(communication, CommunicationStatus.COMPLETED, WalkEffects.NOW));
        assertThat(counters(ann)).isEqualTo("1/0");
        assertThat(log.commands(campaign.id())).hasSize(1);
        assertThat(log.walks(campaign.id()))
                .extracting(walk -> walk.data().error())
                .containsExactly(null, CommitCalculator.STOPPED, CommitCalculator.NOT_ACTIVE);
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
                new WalkEffects.Of(campaign, ann, 1)
                        .state(WalkEffects.state(Ids.v7(), CommunicationStatus.COMPLETED, WalkEffects.NOW))
                        .update(new FieldUpdate(CUSTOMER, "city", "Rome"))
                        .plan(Ids.v7(), WalkEffects.NOW)
                        .effects());

        assertThat(log.walks(campaign.id()))
                .extracting(walk -> walk.data().error())
                .containsExactly(CommitCalculator.REMOVED);
        assertThat(log.commands(campaign.id()))
                .extracting(command -> CommunicationCommand.FAMILY.typeOf(command.data()))
                .containsExactly("ParticipantRemoved");
        assertThat(stored.count("select count(*) from customers where id = ? and attributes = '{}'", ann.customerId()))
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseWalksThatSawWhatIsDropped() {
        // given: two campaigns of one person, one of which stops when both were walked in a batch
        ParticipantEvent ann = added("1");
        Campaign other = service.newCampaignOf(campaign.tenantId(), Fields.customer("city", FieldType.STRING));
        service.run(other, 1, true);
        service.imported(ServiceUnderTest.batch(other, "external_id,email", "1,1@example.org"));
        ParticipantEvent alsoAnn = log.events(other.id()).getFirst().data();
        assertThat(alsoAnn.customerId()).isEqualTo(ann.customerId());
        service.run(campaign, 1, false);
        EventEffects stopped = new WalkEffects.Of(campaign, ann, 1)
                .update(new FieldUpdate(CUSTOMER, "city", "Rome"))
                .effects();
        EventEffects seeing = new WalkEffects.Of(other, alsoAnn, 1)
                .update(new FieldUpdate(CUSTOMER, "city", "Rome, as I saw"))
                .effects();

        // when
        ServiceUnderTest.Response answer = commit(0, 2, stopped, seeing);

        // then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(begin(0).position()).isZero();
        assertThat(log.walks(other.id())).isEmpty();

        // when: walked before it, or without it
        assertThat(commit(0, 2, seeing, stopped).status()).isEqualTo(204);

        // then
        assertThat(snapshot(2, alsoAnn).customer()).containsEntry("city", "Rome, as I saw");
    }

    @Test
    void shouldLeaveNothingOfATransactionThatDies() {
        ParticipantEvent ann = added("1");
        EventEffects effects = new WalkEffects.Of(campaign, ann, 1)
                .update(new FieldUpdate(PARTICIPANT, "contacted", "true"))
                .plan(Ids.v7(), WalkEffects.NOW)
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
                new WalkEffects.Of(foreign, ann, 1)
                        .update(new FieldUpdate(PARTICIPANT, "contacted", "true"))
                        .effects());

        assertThat(snapshot(1, ann).participant()).isEmpty();
    }
}
