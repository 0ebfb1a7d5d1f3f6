package campaignflows.engine.walk;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.commands;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.message.IncomingSession;
import campaignflows.platform.contracts.message.ParticipantEvent;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.EventEffects;
import campaignflows.platform.contracts.walk.WalkRecorded;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The trigger Incoming Session (product.md, Triggers). */
class IncomingSessionTest {
    private static final UUID FLOW = new UUID(0x7000, 1);
    private static final UUID OTHER = new UUID(0x7000, 2);
    private static final UUID SESSION = UUID.fromString("0190d1a0-0000-7000-8000-000000000abc");

    @Test
    void shouldWalkEveryFlowThatBeginsWithItAndNoOther() {
        // given
        WalkFixture fixture = new WalkFixture();
        for (UUID flow : new UUID[] {FLOW, OTHER}) {
            fixture.flow(
                    flow,
                    node("in", "incoming_session", "{}") + "," + communication("send", "telegram", "A"),
                    edge("in", "out", "send"));
        }
        fixture.flow(
                new UUID(0x7000, 3),
                node("created", "participant_created", "{}") + "," + communication("send", "email", "NEVER"),
                edge("created", "out", "send"));

        // when
        EventEffects effects =
                fixture.walk(incoming(WalkFixture.RUN), fixture.batch()).orElseThrow();

        // then
        assertThat(commands(effects)).containsExactly("A", "A");
        assertThat(effects.walks()).hasSize(2).allSatisfy(each -> {
            WalkRecorded walk = each.walk();
            assertThat(walk.outcome()).isEqualTo(WalkOutcome.COMPLETED);
            assertThat(walk.trigger().type()).isEqualTo("IncomingSession");
            assertThat(walk.trigger().nodeType()).isEqualTo(NodeType.INCOMING_SESSION);
            assertThat(walk.steps().getFirst().message())
                    .isEqualTo("The contact came in on telegram, session " + SESSION);
        });
    }

    @Test
    void shouldCheckTheCommunicationThatWasCreatedLast() {
        // given: nobody is answered twice
        WalkFixture fixture = new WalkFixture()
                .lastCommunication(WalkFixture.communicationState(
                        "WELCOME", CommunicationStatus.COMPLETED, "2026-06-01T00:00:00Z", Map.of()))
                .flow(
                        FLOW,
                        String.join(
                                ",",
                                node("in", "incoming_session", "{}"),
                                check("welcomed", "communication.name", "equals", literal("\"WELCOME\"")),
                                communication("back", "telegram", "BACK"),
                                communication("welcome", "telegram", "WELCOME")),
                        String.join(
                                ",",
                                edge("in", "out", "welcomed"),
                                edge("welcomed", "match", "back"),
                                edge("welcomed", "else", "welcome")));

        // when / then
        assertThat(commands(
                        fixture.walk(incoming(WalkFixture.RUN), fixture.batch()).orElseThrow()))
                .containsExactly("BACK");
    }

    @Test
    void shouldNotTouchTheStateOfCommunicationsNorWalkWithoutARun() {
        // given
        WalkFixture fixture = new WalkFixture()
                .flow(
                        FLOW,
                        node("in", "incoming_session", "{}") + "," + communication("send", "telegram", "A"),
                        edge("in", "out", "send"));

        // when / then
        assertThat(fixture.walk(incoming(WalkFixture.RUN), fixture.batch())
                        .orElseThrow()
                        .communication())
                .isNull();
        assertThat(fixture.walk(incoming(null), fixture.batch())).isEqualTo(Optional.empty());
        assertThat(EventWalker.hasNoEffect(incoming(null).data())).isTrue();
    }

    private static Envelope<ParticipantEvent> incoming(@Nullable Integer run) {
        return WalkFixture.event(
                new IncomingSession(
                        WalkFixture.CAMPAIGN,
                        WalkFixture.PARTICIPANT,
                        WalkFixture.CUSTOMER,
                        run,
                        SESSION,
                        ChannelType.TELEGRAM,
                        new UUID(0x7000, 9)),
                0);
    }
}
