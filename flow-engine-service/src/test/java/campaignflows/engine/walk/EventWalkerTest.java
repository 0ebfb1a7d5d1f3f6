package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.fieldValue;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static campaignflows.engine.walk.WalkFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which flows an event walks, what they see of each other, and what ends them. */
class EventWalkerTest {
    private static final UUID FIRST = new UUID(0x7000, 1);
    private static final UUID SECOND = new UUID(0x7000, 2);

    /** The guide's guard: only who was not contacted is contacted. */
    private static WalkFixture guarded() {
        return new WalkFixture()
                .flow(
                        FIRST,
                        String.join(
                                ",",
                                node("created", "participant_created", "{}"),
                                node("updated", "participant_updated", "{}"),
                                check("contacted", "communication.name", "is_not_set", null),
                                communication("send", "telegram", "HELLO")),
                        String.join(
                                ",",
                                edge("created", "out", "contacted"),
                                edge("updated", "out", "contacted"),
                                edge("contacted", "match", "send")));
    }

    private static WalkFixture oneNode(UUID flow, String trigger, String node, WalkFixture fixture) {
        return fixture.flow(flow, node("t", trigger, "{}") + "," + node, edge("t", "out", "n"));
    }

    @Test
    void shouldPlanOnceForTwoEventsOfOneBatchBehindTheGuard() {
        // given
        WalkFixture fixture = guarded();
        BatchState batch = fixture.batch();

        // when
        EventEffects first = fixture.walk(WalkFixture.createdEvent(), batch).orElseThrow();
        EventEffects second = fixture.walk(WalkFixture.updatedEvent(), batch).orElseThrow();

        // then
        assertThat(commands(first)).containsExactly("HELLO");
        assertThat(commands(second)).isEmpty();
        assertThat(WalkFixture.step(second, "contacted").operands()).containsExactly("HELLO");
    }

    @Test
    void shouldLetAFieldGuardSeeTheUpdateOfAnEarlierEventOfTheBatch() {
        // given
        WalkFixture fixture = new WalkFixture()
                .field("contacted", FieldType.BOOLEAN)
                .flow(
                        FIRST,
                        String.join(
                                ",",
                                node("updated", "participant_updated", "{}"),
                                check("guard", "participant.contacted", "is_not_set", null),
                                communication("send", "telegram", "HELLO"),
                                update("mark", "participant.contacted", literal("true"))),
                        String.join(
                                ",",
                                edge("updated", "out", "guard"),
                                edge("guard", "match", "send"),
                                edge("send", "out", "mark")));
        BatchState batch = fixture.batch();

        // when / then
        assertThat(commands(fixture.walk(WalkFixture.updatedEvent(), batch).orElseThrow()))
                .containsExactly("HELLO");
        assertThat(commands(fixture.walk(WalkFixture.updatedEvent(), batch).orElseThrow()))
                .isEmpty();
    }

    @Test
    void shouldShareTheProfileBetweenTheParticipantsOfACustomer() {
        // given: two objects of one customer
        UUID other = new UUID(0x7000, 77);
        WalkFixture fixture = new WalkFixture()
                .field("mood", FieldType.STRING, FieldLevel.CUSTOMER)
                .flow(
                        FIRST,
                        String.join(
                                ",",
                                node("created", "participant_created", "{}"),
                                check("guard", "customer.mood", "is_not_set", null),
                                update("mark", "customer.mood", literal("\"good\""))),
                        edge("created", "out", "guard") + "," + edge("guard", "match", "mark"));
        BatchState batch = new BatchState(List.of(fixture.snapshot(), fixture.snapshot(other, WalkFixture.CUSTOMER)));

        // when
        EventEffects first = fixture.walk(WalkFixture.createdEvent(), batch).orElseThrow();
        EventEffects second = fixture.walk(
                        WalkFixture.event(
                                new ParticipantCreated(
                                        WalkFixture.CAMPAIGN, other, WalkFixture.CUSTOMER, WalkFixture.RUN),
                                0),
                        batch)
                .orElseThrow();

        // then
        assertThat(WalkFixture.updates(first)).containsExactly("customer.mood=good");
        assertThat(second.updates()).isEmpty();
    }

    @Test
    void shouldWalkAllFlowsOfTheTriggerInOrderEachSeeingTheEarlierOnes() {
        // given
        WalkFixture fixture = new WalkFixture().field("n", FieldType.INTEGER).field("copy", FieldType.INTEGER);
        oneNode(FIRST, "participant_created", update("n", "participant.n", literal("1")), fixture);
        oneNode(new UUID(0x7000, 9), "participant_updated", update("n", "participant.n", literal("2")), fixture);
        oneNode(SECOND, "participant_created", update("n", "participant.copy", fieldValue("participant.n")), fixture);
        var event = WalkFixture.createdEvent();

        // when
        EventEffects effects = fixture.walk(event, fixture.batch()).orElseThrow();

        // then
        assertThat(WalkFixture.updates(effects)).containsExactly("participant.n=1", "participant.copy=1");
        assertThat(effects.walks())
                .extracting(EmittedWalk::id)
                .containsExactly(Ids.derived(event.id(), FIRST), Ids.derived(event.id(), SECOND));
        assertThat(effects.walks())
                .extracting(walk -> walk.walk().trigger())
                .containsOnly(new WalkRecorded.Trigger(
                        "ParticipantCreated", NodeType.PARTICIPANT_CREATED, event.id(), event.time()));
    }

    @Test
    void shouldSeeTheEndedCommunicationAndNotTheLastOne() {
        // given: the participant's last communication is a newer one
        CommunicationState ended = WalkFixture.communicationState(
                "OLD", CommunicationStatus.NO_RESPONSE, "2026-06-01T00:00:00Z", Map.of("promised", "false"));
        WalkFixture fixture = oneNode(
                        FIRST,
                        "communication_ended",
                        update("n", "participant.seen", fieldValue("communication.name")),
                        new WalkFixture().field("seen", FieldType.STRING))
                .lastCommunication(WalkFixture.communicationState(
                        "NEW", CommunicationStatus.PLANNED, "2026-06-02T00:00:00Z", Map.of()));

        // when
        EventEffects effects =
                fixture.walk(WalkFixture.endedEvent(ended), fixture.batch()).orElseThrow();

        // then
        assertThat(WalkFixture.updates(effects)).containsExactly("participant.seen=OLD");
        assertThat(effects.communication()).isEqualTo(ended);
    }

    @Test
    void shouldKeepTheNewestCommunicationAsTheLastOne() {
        // given: an older communication ends, then the participant is updated
        CommunicationState newest =
                WalkFixture.communicationState("NEW", CommunicationStatus.PLANNED, "2026-06-02T00:00:00Z", Map.of());
        WalkFixture fixture = oneNode(
                        FIRST,
                        "participant_updated",
                        update("n", "participant.seen", fieldValue("communication.status")),
                        new WalkFixture().field("seen", FieldType.STRING))
                .lastCommunication(newest);
        BatchState batch = fixture.batch();

        // when / then
        fixture.walk(
                WalkFixture.event(
                        new CommunicationUpdated(
                                WalkFixture.CAMPAIGN,
                                WalkFixture.PARTICIPANT,
                                WalkFixture.CUSTOMER,
                                WalkFixture.RUN,
                                WalkFixture.communicationState(
                                        "OLD", CommunicationStatus.READ, "2026-06-01T00:00:00Z", Map.of())),
                        0),
                batch);
        assertThat(WalkFixture.updates(
                        fixture.walk(WalkFixture.updatedEvent(), batch).orElseThrow()))
                .containsExactly("participant.seen=planned");
        CommunicationState read = new CommunicationState(
                newest.communicationId(),
                "NEW",
                CommunicationStatus.READ,
                newest.channel(),
                newest.agentId(),
                Map.of(),
                newest.createdAt());
        Optional<EventEffects> effects = fixture.walk(
                WalkFixture.event(
                        new CommunicationUpdated(
                                WalkFixture.CAMPAIGN,
                                WalkFixture.PARTICIPANT,
                                WalkFixture.CUSTOMER,
                                WalkFixture.RUN,
                                read),
                        0),
                batch);
        assertThat(effects.orElseThrow().communication()).isEqualTo(read);
        assertThat(effects.orElseThrow().walks()).isEmpty();
        assertThat(WalkFixture.updates(
                        fixture.walk(WalkFixture.updatedEvent(), batch).orElseThrow()))
                .containsExactly("participant.seen=read");
    }

    @Test
    void shouldGiveEachCommunicationACreationTimeAfterTheLastOne() {
        // given: two plans in one walk, and a last one from a clock that is ahead
        WalkFixture fixture = new WalkFixture()
                .at("2026-06-27T10:00:00Z")
                .lastCommunication(WalkFixture.communicationState(
                        "AHEAD", CommunicationStatus.PLANNED, "2026-06-27T10:00:01Z", Map.of()))
                .flow(
                        FIRST,
                        String.join(
                                ",",
                                node("t", "participant_created", "{}"),
                                communication("a", "email", "A"),
                                communication("b", "email", "B")),
                        edge("t", "out", "a") + "," + edge("a", "out", "b"));

        // when / then
        assertThat(fixture.created().commands())
                .extracting(command -> ((campaignflows.platform.contracts.message.PlanCommunication) command.command())
                        .createdAt()
                        .toString())
                .containsExactly("2026-06-27T10:00:01.000001Z", "2026-06-27T10:00:01.000002Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void shouldWalkUpToTheLongestChain(int depth) {
        WalkFixture fixture = guarded();
        var event = WalkFixture.event(WalkFixture.createdEvent().data(), depth);

        // when
        EventEffects effects = fixture.walk(event, fixture.batch()).orElseThrow();

        // then
        assertThat(effects.depth()).isEqualTo(depth);
        assertThat(commands(effects)).containsExactly("HELLO");
    }

    @Test
    void shouldEndAWalkBeyondTheLongestChain() {
        // given
        WalkFixture fixture = guarded();

        // when
        EventEffects effects = fixture.walk(
                        WalkFixture.event(WalkFixture.createdEvent().data(), 21), fixture.batch())
                .orElseThrow();

        // then
        assertThat(effects.commands()).isEmpty();
        assertThat(WalkFixture.walk(effects).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(WalkFixture.walk(effects).error())
                .isEqualTo(
                        "The chain of events that led here is longer than 20: flows of this campaign set each other off");
    }

    @Test
    void shouldNotWalkAnEventOfNoRunButCarryItsCommunication() {
        // given
        CommunicationState ended =
                WalkFixture.communicationState("OLD", CommunicationStatus.COMPLETED, "2026-06-01T00:00:00Z", Map.of());
        WalkFixture fixture = guarded();

        // when
        EventEffects effects = fixture.walk(
                        WalkFixture.event(
                                new CommunicationEnded(
                                        WalkFixture.CAMPAIGN,
                                        WalkFixture.PARTICIPANT,
                                        WalkFixture.CUSTOMER,
                                        null,
                                        ended),
                                0),
                        fixture.batch())
                .orElseThrow();

        // then
        assertThat(effects.walks()).isEmpty();
        assertThat(effects.commands()).isEmpty();
        assertThat(effects.communication()).isEqualTo(ended);
        assertThat(effects.run()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void shouldNotWalkAnEventOfAnotherRunThanTheActiveOne(int activeRun) {
        // given
        WalkFixture fixture = guarded().activeRun(activeRun);

        // when / then
        assertNotWalked(fixture.created(), "campaign stopped");
    }

    @Test
    void shouldNotWalkWhereTheDefinitionSaysThatTheRunHasEnded() {
        // given
        WalkFixture fixture = guarded();

        // when
        EventEffects effects = fixture.walker()
                .walk(WalkFixture.createdEvent(), fixture.batch(), any -> new CampaignRun.Ended("campaign deleted"))
                .orElseThrow()
                .effects();

        // then
        assertNotWalked(effects, "campaign deleted");
    }

    @Test
    void shouldNotWalkARemovedParticipant() {
        WalkFixture fixture = guarded();
        assertNotWalked(
                fixture.walk(WalkFixture.createdEvent(), new BatchState(List.of()))
                        .orElseThrow(),
                "participant removed");
    }

    @Test
    void shouldNotWalkAParticipantOfAnotherTenant() {
        // given
        WalkFixture fixture = guarded();
        Envelope<ParticipantEvent> event = WalkFixture.createdEvent();
        var foreign = new Envelope<>(
                event.id(), "test", new UUID(0x7000, 99), event.subject(), event.time(), null, 0, event.data());

        // when / then
        assertNotWalked(fixture.walk(foreign, fixture.batch()).orElseThrow(), "participant removed");
    }

    @Test
    void shouldHaveNothingToSayOfARemoval() {
        WalkFixture fixture = guarded();
        assertThat(fixture.walk(
                        WalkFixture.event(
                                new ParticipantRemoved(
                                        WalkFixture.CAMPAIGN,
                                        WalkFixture.PARTICIPANT,
                                        WalkFixture.CUSTOMER,
                                        WalkFixture.RUN),
                                0),
                        fixture.batch()))
                .isEmpty();
    }

    @Test
    void shouldHaveNothingToSayWhereNoFlowHasTheTrigger() {
        WalkFixture fixture =
                oneNode(FIRST, "participant_updated", communication("n", "email", "A"), new WalkFixture());
        assertThat(fixture.walk(WalkFixture.createdEvent(), fixture.batch())).isEmpty();
    }

    @Test
    void shouldFailTheWalksOfABrokenFlowAndNoOthers() {
        // given
        WalkFixture fixture = new WalkFixture();
        oneNode(FIRST, "participant_created", check("n", "participant.nonsense", "is_set", null), fixture);
        oneNode(SECOND, "participant_created", communication("n", "email", "A"), fixture);

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(commands(effects)).containsExactly("A");
        assertThat(effects.walks())
                .extracting(walk -> walk.walk().outcome())
                .containsExactly(WalkOutcome.FAILED, WalkOutcome.COMPLETED);
        assertThat(WalkFixture.walk(effects).error())
                .isEqualTo("Node n: Property names an unknown property: participant.nonsense");
    }

    @Test
    void shouldCancelWhatIsPlanned() {
        // given
        WalkFixture fixture =
                oneNode(FIRST, "participant_created", node("n", "cancel_communications", "{}"), new WalkFixture());
        var event = WalkFixture.createdEvent();

        // when
        EventEffects effects = fixture.walk(event, fixture.batch()).orElseThrow();

        // then
        assertThat(commands(effects)).containsExactly("CANCEL");
        UUID id = Ids.derived(event.id(), FIRST, "n");
        assertThat(effects.commands().getFirst().id()).isEqualTo(id);
        assertThat(WalkFixture.walk(effects).emitted())
                .containsExactly(new WalkRecorded.Emitted("CancelCommunications", id));
    }

    @Test
    void shouldEndAFlowThatLeadsInACircle() {
        // given
        WalkFixture fixture = new WalkFixture()
                .field("n", FieldType.INTEGER)
                .flow(
                        FIRST,
                        String.join(
                                ",",
                                node("t", "participant_created", "{}"),
                                update("a", "participant.n", literal("1")),
                                update("b", "participant.n", literal("2"))),
                        String.join(",", edge("t", "out", "a"), edge("a", "out", "b"), edge("b", "out", "a")));

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(WalkFixture.walk(effects).error()).isEqualTo("The flow goes in a circle");
        assertThat(WalkFixture.walk(effects).steps()).hasSize(3);
    }

    private static void assertNotWalked(EventEffects effects, String reason) {
        assertThat(effects.commands()).isEmpty();
        assertThat(effects.updates()).isEmpty();
        WalkRecorded walk = WalkFixture.walk(effects);
        assertThat(walk.outcome()).isEqualTo(WalkOutcome.NOT_WALKED);
        assertThat(walk.flowId()).isNull();
        assertThat(walk.error()).isEqualTo(reason);
    }
}
