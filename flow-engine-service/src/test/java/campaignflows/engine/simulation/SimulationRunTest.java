package campaignflows.engine.simulation;

import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.node;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.simulation.SimulationRun.EventResult;
import campaignflows.engine.value.TenantFormats;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.contracts.communication.CommunicationState;
import campaignflows.platform.contracts.communication.CommunicationStatus;
import campaignflows.platform.contracts.definition.FieldLevel;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.simulation.SimulationResult.Canceled;
import campaignflows.platform.contracts.simulation.SimulationResult.Effect;
import campaignflows.platform.contracts.simulation.SimulationResult.Planned;
import campaignflows.platform.contracts.simulation.SimulationResult.Written;
import campaignflows.platform.contracts.simulation.SimulationScope;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.contracts.walk.WalkRecorded;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.values.FieldType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("W6 simulations of one participant")
class SimulationRunTest {
    private static final UUID FLOW = UUID.fromString("00000000-0000-7000-8000-00000000000f");
    private static final UUID OTHER = UUID.fromString("00000000-0000-7000-8000-00000000000e");
    private static final String NOT_ACTIVE = "inactive, as the snapshot says";

    private final WalkFixture fixture =
            new WalkFixture().field("due", FieldType.DATE).field("paid", FieldType.BOOLEAN);

    private EventResult walk(NodeType trigger, String at, @Nullable CommunicationState communication) {
        SimulationRun run = new SimulationRun(
                new SimulationScope(fixture.campaign(), FLOW, Instant.parse(at)), TenantFormats.of(fixture.tenant()));
        ParticipantSnapshot participant = fixture.activeRun(null).snapshot();
        assertThat(participant.activeRun()).as(NOT_ACTIVE).isNull();
        return run.walk(trigger, participant, communication, 0, run.state(participant, Map.of()));
    }

    private WalkFixture created(String nodes, String edges) {
        return fixture.flow(FLOW, node("t", "participant_created", "{}") + "," + nodes, edges);
    }

    @Test
    void shouldTellWhatNodesDoInTheirOrderWithOldAndNewValues() {
        fixture.participant("paid", "false").customer("name", "Ada").participant("due", "2026-07-01");
        created(
                node(
                                "write",
                                "update_field",
                                "{\"updates\": [{\"field\": \"participant.paid\", \"value\": {\"kind\": \"literal\", \"value\": true}}, {\"field\": \"participant.result\", \"value\": {\"kind\": \"literal\", \"value\": true}}]}")
                        + "," + node("cancel", "cancel_communications", "{}") + ","
                        + communication(
                                "mail",
                                "email",
                                "DUE",
                                ", \"subject\": \"Due {{ participant.due }}\", \"body\": \"Dear {{ customer.name }}\", \"when\": {\"base\": {\"kind\": \"field\", \"field\": \"participant.due\"}, \"offset_days\": -2, \"time_of_day\": \"09:00\"}, \"parameters\": {\"paid\": {\"kind\": \"field\", \"field\": \"participant.paid\"}}"),
                edge("t", "out", "write") + "," + edge("write", "out", "cancel") + "," + edge("cancel", "out", "mail"));

        EventResult result = walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null);

        assertThat(result.updated()).isTrue();
        List<Effect> effects = result.effects();
        assertThat(effects.subList(0, 4))
                .containsExactly(
                        new Written(FLOW, "write", FieldLevel.PARTICIPANT, "paid", "false", "true"),
                        new Written(FLOW, "write", FieldLevel.PARTICIPANT, "result", null, "true"),
                        new Written(FLOW, "write", FieldLevel.PARTICIPANT, "result_at", null, "2026-06-27T10:00:00Z"),
                        new Canceled(FLOW, "cancel"));
        assertThat(effects.get(4)).isInstanceOfSatisfying(Planned.class, planned -> {
            assertThat(planned.dueAt()).isEqualTo("2026-06-29T09:00:00Z");
            assertThat(planned.skipped()).isNull();
            assertThat(planned.plan().content().subject()).isEqualTo("Due 2026-07-01");
            assertThat(planned.plan().content().body()).isEqualTo("Dear Ada");
            assertThat(planned.plan().parameters()).containsExactly(Map.entry("paid", "true"));
        });
    }

    @Test
    void shouldReckonInTheZoneOfTheParticipantAtTheMomentThatIsAskedFor() {
        // 2026-10-25 03:00 in Berlin is the hour that comes twice.
        fixture.zone("Europe/Berlin");
        created(
                communication(
                        "mail",
                        "email",
                        "DUE",
                        ", \"when\": {\"base\": {\"kind\": \"today\"}, \"offset_days\": 1, \"time_of_day\": \"02:30\"}"),
                edge("t", "out", "mail"));

        Planned planned = (Planned) walk(NodeType.PARTICIPANT_CREATED, "2026-10-23T23:30:00Z", null)
                .effects()
                .getFirst();

        assertThat(planned.dueAt()).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(planned.plan().createdAt()).isEqualTo("2026-10-23T23:30:00Z");
    }

    @Test
    void shouldWalkADraftAsFarAsItGoes() {
        created(
                node("check", "field_check", "{\"property\": \"participant.gone\", \"operator\": \"is_set\"}") + ","
                        + communication("mail", "email", "DUE"),
                edge("t", "out", "mail") + "," + edge("mail", "out", "check"));

        EventResult result = walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null);

        WalkRecorded walk = result.walks().getFirst();
        assertThat(walk.outcome()).isEqualTo(WalkOutcome.FAILED);
        assertThat(walk.steps()).extracting(Step::nodeId).containsExactly("t", "mail", "check");
        assertThat(walk.error()).contains("participant.gone");
        assertThat(result.effects()).hasSize(1);
    }

    @Test
    void shouldNotChooseBetweenTwoEdges() {
        created(
                communication("mail", "email", "DUE") + "," + node("cancel", "cancel_communications", "{}"),
                edge("t", "out", "mail")
                        + ",{\"id\": \"second\", \"source\": \"t\", \"port\": \"out\", \"target\": \"cancel\"}");

        EventResult result = walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null);

        assertThat(result.walks().getFirst().error()).contains("two edges leave one port");
        assertThat(result.effects()).isEmpty();
    }

    @Test
    void shouldEndInACircle() {
        created(
                node("a", "cancel_communications", "{}") + "," + node("b", "cancel_communications", "{}"),
                edge("t", "out", "a") + "," + edge("a", "out", "b") + "," + edge("b", "out", "a"));

        assertThat(walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null)
                        .walks()
                        .getFirst()
                        .error())
                .contains("circle");
    }

    @Test
    void shouldRunPythonAndTellItsErrors() {
        fixture.participant("due", "2026-07-01");
        created(
                node(
                                "script",
                                "python_action",
                                "{\"script\": \"def run(context):\\n    return {'participant.paid': context.participant.due is not None}\"}")
                        + ","
                        + node("wrong", "python_action", "{\"script\": \"def run(context):\\n    return 1 / 0\"}"),
                edge("t", "out", "script") + "," + edge("script", "out", "wrong"));

        EventResult result = walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null);

        assertThat(result.effects())
                .containsExactly(new Written(FLOW, "script", FieldLevel.PARTICIPANT, "paid", null, "true"));
        assertThat(result.walks().getFirst().error()).contains("ZeroDivisionError");
    }

    @Test
    void shouldSayWhyAnExpressionDidNotMatch() {
        created(
                node(
                                "check",
                                "field_check",
                                "{\"property\": \"participant.paid\", \"operator\": \"equals\", \"value\": {\"kind\": \"expression\", \"code\": \"1 // 0 == 1\"}}")
                        + "," + communication("mail", "email", "DUE"),
                edge("t", "out", "check") + "," + edge("check", "else", "mail"));
        fixture.participant("paid", "true");

        EventResult result = walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null);

        Step check = result.walks().getFirst().steps().get(1);
        assertThat(check.message()).contains("ZeroDivisionError");
        assertThat(result.effects()).hasSize(1);
    }

    @Test
    void shouldGoOnInTheFlowThatItIsHandedOverTo() {
        created(node("over", "to_another_flow", "{\"flow_id\": \"%s\"}".formatted(OTHER)), edge("t", "out", "over"))
                .flow(
                        OTHER,
                        node("from", "from_another_flow", "{}") + "," + node("t", "participant_created", "{}") + ","
                                + communication("mail", "email", "X"),
                        edge("from", "out", "mail") + "," + edge("t", "out", "mail"));

        EventResult result = walk(NodeType.PARTICIPANT_CREATED, "2026-06-27T10:00:00Z", null);

        assertThat(result.walks()).extracting(WalkRecorded::flowId).containsExactly(FLOW, OTHER);
        assertThat(result.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.flowId()).isEqualTo(OTHER);
            assertThat(effect.nodeId()).isEqualTo("mail");
        });
        assertThat(result.depth()).isEqualTo(1);
    }

    @Test
    void shouldBeginWhereAnotherFlowWouldHandOver() {
        fixture.flow(
                FLOW,
                node("from", "from_another_flow", "{}") + "," + communication("mail", "email", "X"),
                edge("from", "out", "mail"));

        assertThat(walk(NodeType.FROM_ANOTHER_FLOW, "2026-06-27T10:00:00Z", null)
                        .effects())
                .hasSize(1);
    }

    @Test
    void shouldBeginOnlyTheChosenFlowAndTellItsCommunication() {
        fixture.flow(
                        FLOW,
                        node("e", "communication_ended", "{}") + ","
                                + node(
                                        "check",
                                        "field_check",
                                        "{\"property\": \"communication.status\", \"operator\": \"equals\", \"value\": {\"kind\": \"literal\", \"value\": \"no_response\"}}"),
                        edge("e", "out", "check"))
                .flow(
                        OTHER,
                        node("e", "communication_ended", "{}") + "," + communication("mail", "email", "X"),
                        edge("e", "out", "mail"));

        EventResult result = walk(
                NodeType.COMMUNICATION_ENDED,
                "2026-06-27T10:00:00Z",
                WalkFixture.communicationState("A", CommunicationStatus.NO_RESPONSE, "2026-06-01T00:00:00Z", Map.of()));

        assertThat(result.walks()).extracting(WalkRecorded::flowId).containsExactly(FLOW);
        assertThat(result.walks().getFirst().steps().get(1).port()).hasToString("MATCH");
        assertThat(result.updated()).isFalse();
    }
}
