package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.Node;
import campaignflows.platform.contracts.flow.NodeType;
import campaignflows.platform.contracts.flow.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings say where in the settings and in the code something is wrong, and there are never more than can be read. */
class FindingPlaceTest {
    private static List<Finding> validate(Flow flow) {
        return new FlowValidator().validate(flow, ValidationFixture.campaign());
    }

    private static List<String> placesOf(NodeType type, String settings) {
        return validate(FlowBuilder.around(type, settings)).stream()
                .filter(finding -> "n".equals(finding.nodeId()))
                .map(finding ->
                        "%s %s %s:%s".formatted(finding.code(), finding.setting(), finding.line(), finding.column()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            FIELD_CHECK   | {}                                                                                                     | REQUIRED_FIELDS property null:null
            FIELD_CHECK   | {'property': 'participant.a_string', 'operator': 'equals'}                                             | REQUIRED_FIELDS value null:null
            FIELD_CHECK   | {'property': 'participant.x', 'operator': 'is_set'}                                                    | UNKNOWN_FIELD property null:null
            FIELD_CHECK   | {'property': 'participant.a_date', 'operator': 'contains', 'value': {'kind': 'literal', 'value': '1'}} | OPERATOR_NOT_ALLOWED operator null:null
            FIELD_CHECK   | {'property': 'participant.a_integer', 'operator': 'gt', 'value': {'kind': 'literal', 'value': 'x'}}    | VALUE_INVALID value.value null:null
            FIELD_CHECK   | {'property': 'participant.a_integer', 'operator': 'gt', 'value': {'kind': 'expression', 'code': '1 +'}} | EXPRESSION_INVALID value.code 1:4
            FIELD_CHECK   | {'property': 'participant.a_integer', 'operator': 'gt', 'value': {'kind': 'field', 'field': 'participant.x'}} | UNKNOWN_FIELD value.field null:null
            FIELD_CHECK   | {'property': 'participant.a_enumeration', 'operator': 'is_one_of', 'value': {'kind': 'literal', 'value': ['gold', 'tin']}} | VALUE_INVALID value.value[1] null:null
            UPDATE_FIELD  | {'updates': [{'field': 'participant.x', 'value': {'kind': 'literal', 'value': 1}}]}                    | UNKNOWN_FIELD updates[0].field null:null
            UPDATE_FIELD  | {'updates': [{'field': 'participant.a_string', 'value': {'kind': 'expression', 'code': '(1).x'}}]}     | EXPRESSION_INVALID updates[0].value.code 1:5
            UPDATE_FIELD  | {'updates': [{'field': 'participant.a_string'}]}                                                       | REQUIRED_FIELDS updates[0].value null:null
            PYTHON_ACTION | {'script': 'def run(context):\\n    return nothing'}                                                  | EXPRESSION_INVALID script 2:12
            TO_ANOTHER_FLOW | {'flow_id': '00000000-0000-0002-0000-000000000003'}                                                  | TARGET_FLOW_WITHOUT_ENTRY flow_id null:null
            """)
    void shouldNameTheSettingAndThePlaceInItsCode(NodeType type, String settings, String place) {
        assertThat(placesOf(type, settings)).contains(place);
    }

    @Test
    void shouldNameTheSettingsOfACommunication() {
        assertThat(
                        placesOf(
                                NodeType.EMAIL_COMMUNICATION,
                                ValidationFixture.communication(
                                        ValidationFixture.MESSAGES,
                                        ValidationFixture.TELEGRAM,
                                        "'parameters': {'due': {'kind': 'expression', 'code': 'nothing'}}, 'subject': '{{ customer.x }}',"
                                                + " 'when': {'base': {'kind': 'expression', 'code': '1 +'}, 'offset_days': 99999}")))
                .containsExactlyInAnyOrder(
                        "CHANNEL_NOT_ATTACHED channel_id null:null",
                        "CONTENT_MISSING body null:null",
                        "EXPRESSION_INVALID when.base.code 1:4",
                        "VALUE_INVALID when.offset_days null:null",
                        "UNKNOWN_FIELD subject null:null",
                        "EXPRESSION_INVALID parameters.due.code 1:1",
                        "DUPLICATES_POSSIBLE null null:null");
    }

    @Test
    @DisplayName("A text of white space is something to look for in a text, but no whole value")
    void shouldTakeWhiteSpaceForAValueWhereItCanBeFound() {
        for (String operator : List.of("contains", "not_contains", "starts_with", "ends_with")) {
            assertThat(placesOf(NodeType.FIELD_CHECK, check(operator, " "))).isEmpty();
            assertThat(placesOf(NodeType.FIELD_CHECK, check(operator, "")))
                    .containsExactly("REQUIRED_FIELDS value null:null");
        }
        assertThat(placesOf(NodeType.FIELD_CHECK, check("equals", " ")))
                .containsExactly("REQUIRED_FIELDS value null:null");
    }

    private static String check(String operator, String value) {
        return "{'property': 'participant.a_string', 'operator': '%s', 'value': {'kind': 'literal', 'value': '%s'}}"
                .formatted(operator, value);
    }

    @Test
    void shouldNotAnswerWithMoreThanPeopleCanReadNorThanTheFlowItself() {
        List<Node> nodes = new ArrayList<>();
        nodes.addAll(FlowBuilder.around(NodeType.CANCEL_COMMUNICATIONS, "{}").nodes());
        FlowBuilder broken = FlowBuilder.flow();
        for (int i = 0; i < 1_000; i++) {
            broken.node("n" + i, NodeType.FIELD_CHECK, "x".repeat(200), "{}");
        }
        nodes.addAll(broken.build().nodes());
        List<Finding> findings = validate(new Flow(UUID.randomUUID(), "F", false, 1, nodes, List.of()));
        assertThat(findings).hasSizeLessThanOrEqualTo(2 * Findings.MAX + 1);
        assertThat(findings.getLast())
                .returns(FindingCode.MORE_FINDINGS, Finding::code)
                .returns(Severity.ERROR, Finding::severity);
        assertThat(findings.stream()
                        .mapToLong(finding -> finding.message().length())
                        .sum())
                .isLessThan(5_000_000);
        assertThat(findings)
                .filteredOn(finding -> finding.code() == FindingCode.REQUIRED_FIELDS)
                .allSatisfy(finding -> assertThat(finding.message()).contains("and 980 more"));
    }

    @Test
    void shouldBoundTheFindingsOfOneNode() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            body.append("{{ customer.x%d }}".formatted(i));
        }
        List<Finding> findings = validate(FlowBuilder.around(
                NodeType.EMAIL_COMMUNICATION,
                ValidationFixture.communication(
                        ValidationFixture.MESSAGES,
                        ValidationFixture.EMAIL,
                        "'subject': 'S', 'body': '%s'".formatted(body))));
        assertThat(findings).filteredOn(Finding::isError).hasSize(Findings.MAX_OF_NODE + 1);
        assertThat(findings.getLast().message()).startsWith("There are 1,980 errors and 1 warnings more");
    }

    @Test
    @DisplayName("W4: duplicates are possible across a hand-over too")
    void shouldLookForDuplicatesAcrossAHandOver() {
        UUID further = UUID.randomUUID();
        Flow last = FlowBuilder.flow()
                .named("Last")
                .node("f", NodeType.FROM_ANOTHER_FLOW)
                .node("mail", NodeType.EMAIL_COMMUNICATION, "Mail", "{}")
                .edge("f", "mail")
                .build();
        Flow between = FlowBuilder.flow()
                .node("f", NodeType.FROM_ANOTHER_FLOW)
                .node("o", NodeType.TO_ANOTHER_FLOW, "{'flow_id': '%s'}".formatted(further))
                .edge("f", "o")
                .build();
        Flow guarded = FlowBuilder.flow()
                .node("f", NodeType.FROM_ANOTHER_FLOW)
                .node("c", NodeType.FIELD_CHECK)
                .node("mail", NodeType.EMAIL_COMMUNICATION)
                .edge("f", "c")
                .edge("c", Port.MATCH, "mail")
                .build();
        assertThat(TargetFlow.of(guarded).unguarded().communications()).isEmpty();
        assertThat(TargetFlow.of(between).unguarded().handovers()).containsExactly(further);
        assertThat(TargetFlow.of(last).unguarded().communications()).containsExactly("Mail");

        Flow handing = FlowBuilder.flow()
                .node("t", NodeType.PARTICIPANT_UPDATED)
                .node("o", NodeType.TO_ANOTHER_FLOW, "Over", "{'flow_id': '%s'}".formatted(between.id()))
                .edge("t", "o")
                .build();
        ValidationContext given = ValidationFixture.campaign();
        ValidationContext context = new ValidationContext(
                given.properties(),
                given.agents(),
                List.of(),
                java.util.Map.of(
                        between.id(),
                        TargetFlow.of(between),
                        further,
                        new TargetFlow(
                                further, "Last", true, true, TargetFlow.of(last).unguarded())),
                given.parsing());
        assertThat(new FlowValidator().validate(handing, context))
                .filteredOn(finding -> finding.code() == FindingCode.DUPLICATES_POSSIBLE)
                .singleElement()
                .returns("o", Finding::nodeId)
                .returns(Severity.WARNING, Finding::severity)
                .returns(
                        "No Field Check stands between the trigger and Mail in the flow Last, to which Over hands over: a participant who is added or updated again is contacted again",
                        Finding::message);
    }
}
