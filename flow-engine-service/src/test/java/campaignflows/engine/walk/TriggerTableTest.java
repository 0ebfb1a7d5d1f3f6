package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.CommunicationEnded;
import campaignflows.platform.contracts.message.CommunicationUpdated;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantCreated;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.message.ParticipantRemoved;
import campaignflows.platform.contracts.message.ParticipantUpdated;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.values.WireName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The product's trigger table: in a campaign with a flow for each trigger, which of them an event starts. */
class TriggerTableTest {
    private static final List<NodeType> TRIGGERS =
            Arrays.stream(NodeType.values()).filter(NodeType::isTrigger).toList();

    /** For each trigger a flow that plans one communication of that name. */
    private static WalkFixture fixture() {
        WalkFixture fixture = new WalkFixture();
        for (NodeType trigger : TRIGGERS) {
            fixture.flow(
                    new UUID(0x7000, trigger.ordinal()),
                    node("t", WireName.of(trigger), "{}") + "," + communication("n", "telegram", trigger.name()),
                    edge("t", "out", "n"));
        }
        return fixture;
    }

    static Stream<Arguments> events() {
        Stream<Arguments> others = Stream.of(
                Arguments.of(
                        NodeType.PARTICIPANT_CREATED,
                        new ParticipantCreated(
                                WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, WalkFixture.RUN)),
                Arguments.of(
                        NodeType.PARTICIPANT_UPDATED,
                        new ParticipantUpdated(
                                WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, WalkFixture.RUN)),
                Arguments.of(
                        NodeType.INCOMING_SESSION,
                        new IncomingSession(
                                WalkFixture.CAMPAIGN,
                                WalkFixture.PARTICIPANT,
                                WalkFixture.CUSTOMER,
                                WalkFixture.RUN,
                                new UUID(1, 1),
                                ChannelType.TELEGRAM,
                                new UUID(1, 2))));
        Stream<Arguments> ofCommunications = Arrays.stream(CommunicationStatus.values())
                .filter(status -> status != CommunicationStatus.PLANNED)
                .map(status -> status.isFinal()
                        ? Arguments.of(NodeType.COMMUNICATION_ENDED, ended(status))
                        : Arguments.of(NodeType.COMMUNICATION_UPDATED, updated(status)));
        return Stream.concat(others, ofCommunications);
    }

    private static ParticipantEvent ended(CommunicationStatus status) {
        return new CommunicationEnded(
                WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, WalkFixture.RUN, state(status));
    }

    private static ParticipantEvent updated(CommunicationStatus status) {
        return new CommunicationUpdated(
                WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, WalkFixture.RUN, state(status));
    }

    private static CommunicationState state(CommunicationStatus status) {
        return WalkFixture.communicationState("ASKED", status, "2026-06-01T00:00:00Z", Map.of());
    }

    @ParameterizedTest
    @MethodSource("events")
    @DisplayName("Triggers: each event starts the flows of its trigger and no others")
    void shouldStartTheFlowsOfTheTrigger(NodeType trigger, ParticipantEvent data) {
        // given
        WalkFixture fixture = fixture();

        // when
        EventEffects effects =
                fixture.walk(WalkFixture.event(data, 0), fixture.batch()).orElseThrow();

        // then
        assertThat(WalkFixture.commands(effects)).containsExactly(trigger.name());
        assertThat(effects.walks()).hasSize(1);
        assertThat(WalkFixture.walk(effects).trigger().nodeType()).isEqualTo(trigger);
    }

    @Test
    @DisplayName("Triggers: a removal starts nothing, nor does an event of no run")
    void shouldStartNothing() {
        WalkFixture fixture = fixture();
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
        assertThat(fixture.walk(
                        WalkFixture.event(
                                new ParticipantCreated(
                                        WalkFixture.CAMPAIGN, WalkFixture.PARTICIPANT, WalkFixture.CUSTOMER, null),
                                0),
                        fixture.batch()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommunicationStatus.class,
            names = {"STARTED", "DELIVERED", "READ", "REPLIED"})
    @DisplayName("Communication Updated: Communication Results are those of the event's communication")
    void shouldSeeTheCommunicationOfTheEvent(CommunicationStatus status) {
        // given: a later communication was planned meanwhile
        WalkFixture fixture = new WalkFixture()
                .result("mood", FieldType.STRING)
                .field("seen", FieldType.STRING)
                .field("mood", FieldType.STRING)
                .lastCommunication(WalkFixture.communicationState(
                        "LATER", CommunicationStatus.PLANNED, "2026-06-02T00:00:00Z", Map.of("mood", "none")))
                .flow(
                        new UUID(0x7000, 99),
                        node("t", "communication_updated", "{}") + ","
                                + WalkFixture.update(
                                        "n",
                                        "participant.seen",
                                        WalkFixture.fieldValue("communication.status"),
                                        "participant.mood",
                                        WalkFixture.fieldValue("communication.mood")),
                        edge("t", "out", "n"));
        CommunicationState state =
                WalkFixture.communicationState("ASKED", status, "2026-06-01T00:00:00Z", Map.of("mood", "good"));

        // when
        EventEffects effects = fixture.walk(
                        WalkFixture.event(
                                new CommunicationUpdated(
                                        WalkFixture.CAMPAIGN,
                                        WalkFixture.PARTICIPANT,
                                        WalkFixture.CUSTOMER,
                                        WalkFixture.RUN,
                                        state),
                                0),
                        fixture.batch())
                .orElseThrow();

        // then
        assertThat(WalkFixture.updates(effects))
                .containsExactly("participant.seen=" + WireName.of(status), "participant.mood=good");
        assertThat(effects.communication()).isEqualTo(state);
    }

    @Test
    @DisplayName("W8: an event past 20 is ended with a recorded error, whatever its trigger")
    void shouldEndEventsOfALongChain() {
        WalkFixture fixture = fixture();
        events().forEach(event -> {
            ParticipantEvent data = (ParticipantEvent) event.get()[1];
            EventEffects effects =
                    fixture.walk(WalkFixture.event(data, 21), fixture.batch()).orElseThrow();
            assertThat(effects.commands()).isEmpty();
            assertThat(WalkFixture.walk(effects).error())
                    .startsWith("The chain of events that led here is longer than 20");
        });
    }

    @Test
    @DisplayName("W1: several active flows with the same trigger all start")
    void shouldStartAllFlowsOfATrigger() {
        WalkFixture fixture = fixture();
        for (int i = 0; i < 3; i++) {
            fixture.flow(
                    new UUID(0x7001, i),
                    node("t", "communication_updated", "{}") + "," + communication("n", "email", "AGAIN_" + i),
                    edge("t", "out", "n"));
        }
        assertThat(WalkFixture.commands(
                        fixture.walk(WalkFixture.event(updated(CommunicationStatus.READ), 0), fixture.batch())
                                .orElseThrow()))
                .containsExactly("COMMUNICATION_UPDATED", "AGAIN_0", "AGAIN_1", "AGAIN_2");
    }
}
