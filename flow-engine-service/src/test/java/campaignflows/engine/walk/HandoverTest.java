package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static campaignflows.engine.walk.WalkFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedCommand;
import campaignflows.platform.contracts.walk.WalkProtocol.EmittedWalk;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** To Another Flow and From Another Flow: one walk ends, the next begins in the same event. */
class HandoverTest {
    private static final UUID FIRST = new UUID(0x7000, 1);
    private static final UUID SECOND = new UUID(0x7000, 2);

    private static String over(UUID flow) {
        return node("over", "to_another_flow", "{\"flow_id\": \"%s\"}".formatted(flow));
    }

    private static WalkFixture first(WalkFixture fixture, String node) {
        return fixture.flow(
                FIRST,
                String.join(",", node("t", "participant_created", "{}"), node, over(SECOND)),
                edge("t", "out", "n") + "," + edge("n", "out", "over"));
    }

    private static WalkFixture second(WalkFixture fixture, String node) {
        return fixture.flow(SECOND, node("from", "from_another_flow", "{}") + "," + node, edge("from", "out", "n"));
    }

    private static WalkRecorded walk(EventEffects effects, int index) {
        return effects.walks().get(index).walk();
    }

    @Test
    @DisplayName("Actions: To Another Flow ends this walk and starts the target's From Another Flow")
    void shouldGoOnInTheOtherFlow() {
        // given: the target sees what the first walk wrote and planned, though it comes later in the flows' order
        WalkFixture fixture = new WalkFixture().field("seen", FieldType.STRING);
        first(fixture, communication("n", "email", "FIRST"));
        second(fixture, update("n", "participant.seen", WalkFixture.fieldValue("communication.name")));
        var event = WalkFixture.createdEvent();

        // when
        EventEffects effects = fixture.walk(event, fixture.batch()).orElseThrow();

        // then
        assertThat(commands(effects)).containsExactly("FIRST");
        assertThat(WalkFixture.updates(effects)).containsExactly("participant.seen=FIRST");
        assertThat(effects.walks()).hasSize(2);
        WalkRecorded handing = walk(effects, 0);
        assertThat(handing.outcome()).isEqualTo(WalkOutcome.COMPLETED);
        assertThat(handing.steps().getLast())
                .isEqualTo(new WalkRecorded.Step("over", null, List.of(), "Goes on in the flow f"));
        WalkRecorded next = walk(effects, 1);
        assertThat(next.flowId()).isEqualTo(SECOND);
        assertThat(next.outcome()).isEqualTo(WalkOutcome.COMPLETED);
        assertThat(next.trigger())
                .isEqualTo(new WalkRecorded.Trigger(
                        "ParticipantCreated",
                        NodeType.FROM_ANOTHER_FLOW,
                        event.id(),
                        event.time(),
                        effects.walks().getFirst().id()));
        assertThat(next.steps()).extracting(WalkRecorded.Step::nodeId).containsExactly("from", "n");
        assertThat(effects.depth()).isEqualTo(1);
    }

    @Test
    void shouldGoOnBeforeTheOtherFlowsOfTheEvent() {
        // given: the target has the event's trigger as well
        WalkFixture fixture = new WalkFixture();
        first(fixture, communication("n", "email", "FIRST"));
        fixture.flow(
                SECOND,
                String.join(
                        ",",
                        node("from", "from_another_flow", "{}"),
                        node("created", "participant_created", "{}"),
                        communication("n", "email", "SECOND")),
                edge("from", "out", "n") + "," + edge("created", "out", "n"));

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(commands(effects)).containsExactly("FIRST", "SECOND", "SECOND");
        assertThat(effects.walks())
                .extracting(each -> each.walk().trigger().nodeType())
                .containsExactly(
                        NodeType.PARTICIPANT_CREATED, NodeType.FROM_ANOTHER_FLOW, NodeType.PARTICIPANT_CREATED);
        assertThat(idsOf(effects)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Communication Results of a walk that was handed over are those of the event's communication")
    void shouldKeepTheCommunicationOfTheEvent() {
        // given
        WalkFixture fixture = new WalkFixture().field("seen", FieldType.STRING);
        fixture.flow(
                FIRST,
                String.join(
                        ",", node("t", "communication_ended", "{}"), communication("n", "email", "NEW"), over(SECOND)),
                edge("t", "out", "n") + "," + edge("n", "out", "over"));
        second(fixture, update("n", "participant.seen", WalkFixture.fieldValue("communication.name")));

        // when
        EventEffects effects = fixture.walk(
                        WalkFixture.endedEvent(WalkFixture.communicationState(
                                "OLD", CommunicationStatus.COMPLETED, "2026-06-01T00:00:00Z", Map.of())),
                        fixture.batch())
                .orElseThrow();

        // then
        assertThat(WalkFixture.updates(effects)).containsExactly("participant.seen=OLD");
    }

    @Test
    @DisplayName("W8: flows that hand over to each other are ended past 20")
    void shouldEndFlowsThatPlayPingPong() {
        // given
        WalkFixture fixture = new WalkFixture();
        fixture.flow(
                FIRST,
                String.join(
                        ",",
                        node("t", "participant_created", "{}"),
                        node("from", "from_another_flow", "{}"),
                        communication("n", "email", "PING"),
                        over(SECOND)),
                String.join(",", edge("t", "out", "n"), edge("from", "out", "n"), edge("n", "out", "over")));
        fixture.flow(
                SECOND,
                String.join(
                        ",", node("from", "from_another_flow", "{}"), communication("n", "email", "PONG"), over(FIRST)),
                edge("from", "out", "n") + "," + edge("n", "out", "over"));

        // when
        var event = WalkFixture.event(WalkFixture.createdEvent().data(), 15);
        EventEffects effects = fixture.walk(event, fixture.batch()).orElseThrow();
        EventEffects again = fixture.walk(event, fixture.batch()).orElseThrow();

        // then: depths 15 to 20 are walked, 21 is not
        assertThat(commands(effects)).containsExactly("PING", "PONG", "PING", "PONG", "PING", "PONG");
        assertThat(effects.walks()).hasSize(7);
        assertThat(effects.depth()).isEqualTo(20);
        WalkRecorded last = walk(effects, 6);
        assertThat(last.flowId()).isEqualTo(FIRST);
        assertThat(last.outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(last.steps()).isEmpty();
        assertThat(last.error())
                .isEqualTo(
                        "The chain of events that led here is longer than 20: flows of this campaign set each other off");
        assertThat(idsOf(effects)).doesNotHaveDuplicates().isEqualTo(idsOf(again));
    }

    @Test
    void shouldRecordThatTheTargetIsNotActive() {
        WalkFixture fixture = first(new WalkFixture(), communication("n", "email", "FIRST"));

        // when
        EventEffects effects = fixture.created();

        // then: what the walk did before stays
        assertThat(commands(effects)).containsExactly("FIRST");
        assertThat(effects.walks()).hasSize(1);
        assertThat(walk(effects, 0).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(walk(effects, 0).error()).isEqualTo("The flow to go on with is not active");
        assertThat(WalkFixture.step(effects, "over").message()).isEqualTo("The flow to go on with is not active");
    }

    @Test
    void shouldRecordThatTheTargetCannotGoOn() {
        WalkFixture fixture = first(new WalkFixture(), communication("n", "email", "FIRST"));
        fixture.flow(
                SECOND,
                node("t", "participant_updated", "{}") + "," + communication("n", "email", "SECOND"),
                edge("t", "out", "n"));
        assertThat(walk(fixture.created(), 0).error()).isEqualTo("The flow f has no From Another Flow to go on with");

        WalkFixture broken = second(
                first(new WalkFixture(), communication("n", "email", "FIRST")),
                check("n", "participant.nonsense", "is_set", null));
        EventEffects effects = broken.created();
        assertThat(walk(effects, 0).outcome()).isEqualTo(WalkOutcome.COMPLETED);
        assertThat(walk(effects, 1).outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(walk(effects, 1).error())
                .isEqualTo("Node n: Property names an unknown property: participant.nonsense");
    }

    @Test
    void shouldNotStartAFlowThatOnlyGoesOnFromOthers() {
        WalkFixture fixture = second(new WalkFixture(), communication("n", "email", "SECOND"));
        assertThat(fixture.walk(WalkFixture.createdEvent(), fixture.batch())).isEmpty();
    }

    @Test
    void shouldEndWhereOneEventSetsOffTooMuch() {
        // given: each walk plans a message of 300 KB
        String body = ", \"body\": \"%s\"".formatted("x".repeat(90_000));
        String manyTimes = String.join(
                ",",
                communication("a", "email", "A", body),
                communication("b", "email", "B", body),
                communication("n", "email", "C", body));
        WalkFixture fixture = new WalkFixture();
        for (List<UUID> pair : List.of(List.of(FIRST, SECOND), List.of(SECOND, FIRST))) {
            fixture.flow(
                    pair.getFirst(),
                    String.join(
                            ",",
                            node("t", pair.getFirst().equals(FIRST) ? "participant_created" : "incoming_session", "{}"),
                            node("from", "from_another_flow", "{}"),
                            manyTimes,
                            over(pair.getLast())),
                    String.join(
                            ",",
                            edge("t", "out", "a"),
                            edge("from", "out", "a"),
                            edge("a", "out", "b"),
                            edge("b", "out", "n"),
                            edge("n", "out", "over")));
        }

        // when
        EventEffects effects = fixture.created();

        // then
        assertThat(effects.commands()).hasSizeBetween(15, 24);
        assertThat(effects.walks().getLast().walk().outcome()).isEqualTo(WalkOutcome.FAILED);
    }

    @Test
    @DisplayName("Triggers: From Another Flow writes values that a later flow of the event sees")
    void shouldLetLaterFlowsSeeWhatWasWritten() {
        WalkFixture fixture = new WalkFixture().field("mood", FieldType.STRING);
        first(fixture, update("n", "participant.mood", literal("\"good\"")));
        second(fixture, check("n", "participant.mood", "equals", literal("\"good\"")));
        assertThat(WalkFixture.walk(fixture.created()).outcome()).isEqualTo(WalkOutcome.COMPLETED);
        assertThat(walk(fixture.created(), 1).steps().getLast().operands()).containsExactly("good", "good");
    }

    private static List<UUID> idsOf(EventEffects effects) {
        return Stream.concat(
                        effects.walks().stream().map(EmittedWalk::id),
                        effects.commands().stream().map(EmittedCommand::id))
                .toList();
    }
}
