package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of the graph (W2, W4). Finding by finding: code, node, message. */
class FlowValidatorTest {
    private static final FlowValidator VALIDATOR = new FlowValidator();

    private static List<Finding> validate(Flow flow, Flow... otherActive) {
        return VALIDATOR.validate(flow, ValidationFixture.campaign(otherActive));
    }

    private static List<String> codesOf(Flow flow, Flow... otherActive) {
        return validate(flow, otherActive).stream()
                .map(finding -> finding.code() + " " + finding.nodeId())
                .toList();
    }

    @Test
    void shouldFindNothingInTheGuidesPaymentReminderButTheOpenBranch() {
        String whatsapp =
                "'template': {'name': 'remind', 'language': 'en', 'variables': [{'kind': 'field', 'field': 'participant.a_date'}]}";
        Flow flow = FlowBuilder.flow()
                .node("n1", NodeType.PARTICIPANT_CREATED)
                .node(
                        "n2",
                        NodeType.FIELD_CHECK,
                        "{'property': 'participant.a_boolean', 'operator': 'equals', 'value': {'kind': 'literal', 'value': false}}")
                .node("n3", NodeType.CANCEL_COMMUNICATIONS)
                .node(
                        "n4",
                        NodeType.FIELD_CHECK,
                        "{'property': 'participant.a_date', 'operator': 'is_on_or_after', 'value': {'kind': 'relative_date', 'base': 'today', 'offset_days': 3}}")
                .node(
                        "n5",
                        NodeType.WHATSAPP_COMMUNICATION,
                        ValidationFixture.communication(
                                        ValidationFixture.MESSAGES, ValidationFixture.WHATSAPP, whatsapp)
                                .replace("REMINDER", "REMINDED_BEFORE_2D"))
                .node(
                        "n6",
                        NodeType.FIELD_CHECK,
                        "Due today",
                        "{'property': 'participant.a_date', 'operator': 'is_on_or_after', 'value': {'kind': 'relative_date', 'base': 'today'}}")
                .node(
                        "n7",
                        NodeType.WHATSAPP_COMMUNICATION,
                        ValidationFixture.communication(
                                        ValidationFixture.MESSAGES, ValidationFixture.WHATSAPP, whatsapp)
                                .replace("REMINDER", "REMINDED_DUE_DATE"))
                .edge("n1", "n2")
                .edge("n2", Port.ELSE, "n3")
                .edge("n2", Port.MATCH, "n4")
                .edge("n4", Port.MATCH, "n5")
                .edge("n4", Port.ELSE, "n6")
                .edge("n6", Port.MATCH, "n7")
                .build();
        assertThat(validate(flow))
                .containsExactly(new Finding(
                        Severity.WARNING,
                        FindingCode.BRANCH_OPEN,
                        flow.id(),
                        "n6",
                        "The output Else of Due today is not connected: participants on that path stop there"));
    }

    @Test
    void shouldFindThatThereIsNoTrigger() {
        assertThat(codesOf(FlowBuilder.flow().build())).containsExactly("NO_TRIGGER null");
        assertThat(codesOf(FlowBuilder.flow()
                        .node("a", NodeType.CANCEL_COMMUNICATIONS)
                        .build()))
                .containsExactly("NO_TRIGGER null", "NODE_UNREACHABLE a");
    }

    @Test
    void shouldFindATriggerTypeTwice() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.PARTICIPANT_CREATED)
                .node("c", NodeType.COMMUNICATION_ENDED)
                .node("end", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "end")
                .edge("b", "end")
                .edge("c", "end")
                .build();
        assertThat(codesOf(flow)).containsExactly("TRIGGER_REPEATED b");
    }

    @Test
    void shouldFindATriggerWithoutOutgoingEdge() {
        assertThat(codesOf(FlowBuilder.flow()
                        .node("a", NodeType.PARTICIPANT_UPDATED)
                        .build()))
                .containsExactly("TRIGGER_NOT_CONNECTED a");
    }

    @Test
    void shouldFindANodeThatCannotBeReached() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.CANCEL_COMMUNICATIONS)
                .node("c", NodeType.CANCEL_COMMUNICATIONS)
                .node("d", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "b")
                .edge("c", "d")
                .build();
        assertThat(codesOf(flow)).containsExactly("NODE_UNREACHABLE c", "NODE_UNREACHABLE d");
    }

    @Test
    void shouldFindAFieldCheckWithNeitherOutput() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.FIELD_CHECK, "{'property': 'customer.name', 'operator': 'is_set'}")
                .edge("a", "b")
                .build();
        assertThat(codesOf(flow)).containsExactly("FIELD_CHECK_NOT_CONNECTED b");
    }

    @Test
    void shouldWarnOfAnOpenMatchToo() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.FIELD_CHECK, "Named?", "{'property': 'customer.name', 'operator': 'is_set'}")
                .node("c", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "b")
                .edge("b", Port.ELSE, "c")
                .build();
        assertThat(validate(flow))
                .singleElement()
                .returns(Severity.WARNING, Finding::severity)
                .returns(
                        "The output Match of Named? is not connected: participants on that path stop there",
                        Finding::message);
    }

    @Test
    void shouldFindAnEdgeIntoATrigger() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.COMMUNICATION_ENDED)
                .node("c", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "b")
                .edge("b", "c")
                .build();
        assertThat(codesOf(flow)).containsExactly("EDGE_INTO_TRIGGER b");
    }

    @Test
    void shouldFindTwoEdgesFromOnePort() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.CANCEL_COMMUNICATIONS)
                .node("c", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "b")
                .edge("a", "c")
                .build();
        assertThat(codesOf(flow)).containsExactly("PORT_TAKEN a");
    }

    @Test
    void shouldAllowManyEdgesIntoANode() {
        Flow flow = FlowBuilder.around(NodeType.FIELD_CHECK, "{'property': 'customer.name', 'operator': 'is_set'}");
        assertThat(codesOf(flow)).isEmpty();
    }

    @Test
    void shouldFindAPortThatTheNodeLacks() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.FIELD_CHECK, "{'property': 'customer.name', 'operator': 'is_set'}")
                .node("c", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", Port.MATCH, "b")
                .edge("b", Port.MATCH, "c")
                .edge("b", Port.ELSE, "c")
                .edge("b", Port.OUT, "c")
                .build();
        assertThat(codesOf(flow)).containsExactly("UNKNOWN_PORT a", "UNKNOWN_PORT b");
    }

    @Test
    void shouldFindACycleAndNameItsNodes() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node(
                        "b",
                        NodeType.UPDATE_FIELD,
                        "One",
                        "{'updates': [{'field': 'customer.name', 'value': {'kind': 'literal', 'value': 'x'}}]}")
                .node("c", NodeType.CANCEL_COMMUNICATIONS, "Two", "{}")
                .edge("a", "b")
                .edge("b", "c")
                .edge("c", "b")
                .build();
        assertThat(validate(flow))
                .singleElement()
                .returns(FindingCode.CYCLE, Finding::code)
                .returns("b", Finding::nodeId)
                .returns("The flow goes in a circle through One, Two: remove one of the edges", Finding::message);
    }

    @Test
    void shouldFindANodeThatLeadsToItself() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "b")
                .edge("b", "b")
                .build();
        assertThat(codesOf(flow)).containsExactly("CYCLE b");
    }

    @Test
    void shouldTakeTwoWaysToOneNodeForNoCycle() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.PARTICIPANT_CREATED)
                .node("b", NodeType.FIELD_CHECK, "{'property': 'customer.name', 'operator': 'is_set'}")
                .node("c", NodeType.CANCEL_COMMUNICATIONS)
                .node("d", NodeType.CANCEL_COMMUNICATIONS)
                .edge("a", "b")
                .edge("b", Port.MATCH, "c")
                .edge("b", Port.ELSE, "d")
                .edge("c", "d")
                .build();
        assertThat(codesOf(flow)).isEmpty();
    }

    @Test
    void shouldValidateAsLongAFlowAsThereMayBe() {
        FlowBuilder graph = FlowBuilder.flow().node("n0", NodeType.PARTICIPANT_CREATED);
        IntStream.range(1, 1000)
                .forEach(
                        i -> graph.node("n" + i, NodeType.CANCEL_COMMUNICATIONS).edge("n" + (i - 1), "n" + i));
        assertThat(codesOf(graph.build())).isEmpty();
    }

    @Test
    void shouldNameAllNodesThatAreNotFilledInOnceEach() {
        Flow flow = FlowBuilder.flow()
                .node("t", NodeType.PARTICIPANT_CREATED)
                .node("a", NodeType.FIELD_CHECK, "Paid?", "{'property': 'participant.a_boolean'}")
                .node("b", NodeType.VOICE_COMMUNICATION, "", "{}")
                .node("c", NodeType.UPDATE_FIELD, " ", "{}")
                .edge("t", "a")
                .edge("a", Port.MATCH, "b")
                .edge("a", Port.ELSE, "c")
                .build();
        String all = "Fill in required fields for: Paid?, Voice Communication, Update Field";
        assertThat(validate(flow).stream().filter(finding -> finding.code() == FindingCode.REQUIRED_FIELDS))
                .extracting(Finding::nodeId, Finding::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", all + ". Missing in Paid?: Operator, Value"),
                        org.assertj.core.groups.Tuple.tuple(
                                "b", all + ". Missing in Voice Communication: Communication name, Agent, Channel"),
                        org.assertj.core.groups.Tuple.tuple("c", all + ". Missing in Update Field: Updates"));
    }

    @Test
    void shouldWarnOfACommunicationThatNoFieldCheckGuards() {
        Flow flow = FlowBuilder.around(
                NodeType.VOICE_COMMUNICATION,
                ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, ""));
        assertThat(validate(flow))
                .singleElement()
                .returns(Severity.WARNING, Finding::severity)
                .returns(FindingCode.DUPLICATES_POSSIBLE, Finding::code)
                .returns("n", Finding::nodeId);
    }

    @Test
    void shouldNotWarnBehindAFieldCheckOrAfterACommunicationEnded() {
        Flow guarded = FlowBuilder.flow()
                .node("t", NodeType.PARTICIPANT_UPDATED)
                .node("c", NodeType.FIELD_CHECK, "{'property': 'communication.name', 'operator': 'is_not_set'}")
                .node(
                        "v",
                        NodeType.VOICE_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, ""))
                .node("x", NodeType.CANCEL_COMMUNICATIONS)
                .edge("t", "c")
                .edge("c", Port.MATCH, "v")
                .edge("c", Port.ELSE, "x")
                .build();
        Flow ended = FlowBuilder.flow()
                .node("t", NodeType.COMMUNICATION_ENDED)
                .node(
                        "v",
                        NodeType.VOICE_COMMUNICATION,
                        ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, ""))
                .edge("t", "v")
                .build();
        assertThat(codesOf(guarded)).isEmpty();
        assertThat(codesOf(ended)).isEmpty();
    }

    @Test
    void shouldFindACommunicationNameThatIsMalformed() {
        for (String name : List.of("reminder", "A B", "Ä", "A".repeat(65))) {
            Flow flow = FlowBuilder.around(
                    NodeType.VOICE_COMMUNICATION,
                    ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, "")
                            .replace("REMINDER", name));
            assertThat(codesOf(flow)).as(name).contains("COMMUNICATION_NAME_INVALID n");
        }
    }

    @Test
    void shouldFindACommunicationNameThatIsUsedTwice() {
        String voice = ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, "");
        Flow other = FlowBuilder.around(NodeType.VOICE_COMMUNICATION, voice);
        Flow twice = FlowBuilder.flow()
                .node("t", NodeType.COMMUNICATION_ENDED)
                .node("a", NodeType.VOICE_COMMUNICATION, voice)
                .node("b", NodeType.VOICE_COMMUNICATION, voice)
                .edge("t", "a")
                .edge("a", "b")
                .build();
        assertThat(codesOf(twice)).containsExactly("COMMUNICATION_NAME_TAKEN b");
        assertThat(codesOf(FlowBuilder.around(NodeType.VOICE_COMMUNICATION, voice), other))
                .contains("COMMUNICATION_NAME_TAKEN n");
    }
}
