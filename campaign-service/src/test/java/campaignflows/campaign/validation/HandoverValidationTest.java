package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** To Another Flow and From Another Flow as activation sees them. */
class HandoverValidationTest {

    private static Flow handingOverTo(String settings) {
        return FlowBuilder.flow()
                .node("t", NodeType.COMMUNICATION_UPDATED)
                .node("n", NodeType.TO_ANOTHER_FLOW, "Over", settings)
                .edge("t", "n")
                .build();
    }

    private static Flow handingOverTo(UUID target) {
        return handingOverTo("{'flow_id': '%s'}".formatted(target));
    }

    private static List<Finding> validate(Flow flow) {
        return new FlowValidator().validate(flow, ValidationFixture.campaign());
    }

    @Test
    @DisplayName("W4: To Another Flow leads to an active flow with a From Another Flow")
    void shouldFindNothingWrong() {
        assertThat(validate(handingOverTo(ValidationFixture.FOLLOW_UP))).isEmpty();
    }

    @Test
    @DisplayName("W4: To Another Flow without target")
    void shouldAskForTheTarget() {
        assertThat(validate(handingOverTo("{}")))
                .singleElement()
                .returns(Severity.ERROR, Finding::severity)
                .returns(FindingCode.REQUIRED_FIELDS, Finding::code)
                .returns("n", Finding::nodeId)
                .returns("Fill in required fields for: Over. Missing in Over: Flow", Finding::message);
    }

    @Test
    @DisplayName("W4: To Another Flow to its own flow")
    void shouldNotLeadToItsOwnFlow() {
        Flow flow = FlowBuilder.around(NodeType.FROM_ANOTHER_FLOW, "{}");
        Flow own = new Flow(
                flow.id(),
                "Own",
                false,
                1,
                handingOverTo(flow.id()).nodes(),
                handingOverTo(flow.id()).edges());
        assertThat(validate(own))
                .singleElement()
                .returns(FindingCode.TARGET_FLOW_OWN, Finding::code)
                .returns("Over leads to its own flow: choose another one", Finding::message);
    }

    @Test
    @DisplayName("W4: To Another Flow to a flow without From Another Flow, or to one that is gone")
    void shouldLeadToAFlowThatCanGoOn() {
        assertThat(validate(handingOverTo(ValidationFixture.CLOSED)))
                .singleElement()
                .returns(Severity.ERROR, Finding::severity)
                .returns(FindingCode.TARGET_FLOW_WITHOUT_ENTRY, Finding::code)
                .returns(
                        "Over: The flow Closed has no trigger From Another Flow: add it there, or choose another flow",
                        Finding::message);
        assertThat(validate(handingOverTo(new UUID(9, 9))))
                .singleElement()
                .returns(Severity.ERROR, Finding::severity)
                .returns(FindingCode.TARGET_FLOW_MISSING, Finding::code);
    }

    @Test
    @DisplayName("W4: warning where the target flow is inactive")
    void shouldWarnOfAnInactiveTarget() {
        assertThat(validate(handingOverTo(ValidationFixture.SLEEPING)))
                .singleElement()
                .returns(Severity.WARNING, Finding::severity)
                .returns(FindingCode.TARGET_FLOW_INACTIVE, Finding::code)
                .returns("n", Finding::nodeId);
    }

    @Test
    void shouldWarnOfWhatIsNeverWalked() {
        Flow flow = FlowBuilder.flow()
                .node("t", NodeType.FROM_ANOTHER_FLOW)
                .node("n", NodeType.TO_ANOTHER_FLOW, "Over", "{'flow_id': '%s'}".formatted(ValidationFixture.FOLLOW_UP))
                .node("end", NodeType.CANCEL_COMMUNICATIONS)
                .edge("t", "n")
                .edge("n", "end")
                .build();
        assertThat(validate(flow))
                .singleElement()
                .returns(Severity.WARNING, Finding::severity)
                .returns(FindingCode.NEVER_WALKED, Finding::code);
    }

    @Test
    @DisplayName("W4: From Another Flow and Communication Updated are triggers like the others")
    void shouldTreatTheTriggersLikeAllOthers() {
        Flow flow = FlowBuilder.flow()
                .node("a", NodeType.FROM_ANOTHER_FLOW)
                .node("b", NodeType.FROM_ANOTHER_FLOW)
                .node("c", NodeType.COMMUNICATION_UPDATED)
                .node("n", NodeType.TO_ANOTHER_FLOW, "Over", "{'flow_id': '%s'}".formatted(ValidationFixture.FOLLOW_UP))
                .edge("a", "n")
                .edge("b", "n")
                .edge("n", "b")
                .build();
        assertThat(validate(flow))
                .extracting(finding -> finding.code() + " " + finding.nodeId())
                .contains("TRIGGER_REPEATED b", "TRIGGER_NOT_CONNECTED c", "EDGE_INTO_TRIGGER b");
    }
}
