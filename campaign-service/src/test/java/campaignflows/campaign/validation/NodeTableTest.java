package campaignflows.campaign.validation;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.contracts.flow.Flow;
import campaignflows.platform.contracts.flow.NodeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product's tables of triggers and actions as activation sees them: a row for each kind of node, none left out. */
class NodeTableTest {
    /** Complete settings of each kind that has some. */
    private static final Map<NodeType, String> COMPLETE = Map.of(
            NodeType.FIELD_CHECK, "{'property': 'customer.name', 'operator': 'is_set'}",
            NodeType.EMAIL_COMMUNICATION,
                    ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.EMAIL, ""),
            NodeType.TELEGRAM_COMMUNICATION,
                    ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.TELEGRAM, ""),
            NodeType.WHATSAPP_COMMUNICATION,
                    ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.WHATSAPP, ""),
            NodeType.VOICE_COMMUNICATION,
                    ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.VOICE, ""),
            NodeType.WEB_COMMUNICATION,
                    ValidationFixture.communication(ValidationFixture.SIMULATOR, ValidationFixture.WEB, ""),
            NodeType.UPDATE_FIELD,
                    "{'updates': [{'field': 'participant.result_at', 'value': {'kind': 'relative_date', 'base': 'now'}}]}",
            NodeType.TO_ANOTHER_FLOW, "{'flow_id': '%s'}".formatted(ValidationFixture.FOLLOW_UP),
            NodeType.PYTHON_ACTION, "{'script': 'def run(context):\\n    return {}'}");

    private static List<Finding> errors(Flow flow) {
        return new FlowValidator()
                .validate(flow, ValidationFixture.campaign()).stream()
                        .filter(Finding::isError)
                        .toList();
    }

    /** Beginning with Communication Ended, so that nothing warns of duplicates. */
    private static Flow around(NodeType type, String settings) {
        if (type.isTrigger()) {
            return FlowBuilder.flow()
                    .node("n", type, settings)
                    .node("end", NodeType.CANCEL_COMMUNICATIONS)
                    .edge("n", "end")
                    .build();
        }
        FlowBuilder graph = FlowBuilder.flow()
                .node("t", NodeType.COMMUNICATION_ENDED)
                .node("n", type, "Node", settings)
                .edge("t", "n");
        type.ports().forEach(port -> {
            if (type != NodeType.TO_ANOTHER_FLOW) {
                graph.node("end" + port, NodeType.CANCEL_COMMUNICATIONS).edge("n", port, "end" + port);
            }
        });
        return graph.build();
    }

    @ParameterizedTest
    @EnumSource(NodeType.class)
    @DisplayName("W4: a complete node of each kind has nothing wrong")
    void shouldAcceptEachKind(NodeType type) {
        Flow flow = around(type, COMPLETE.getOrDefault(type, "{}"));
        assertThat(new FlowValidator().validate(flow, ValidationFixture.campaign()))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(NodeType.class)
    @DisplayName("W4: an empty node of each kind that has settings is asked to be filled in")
    void shouldAskEachKindForItsSettings(NodeType type) {
        if (COMPLETE.containsKey(type)) {
            assertThat(errors(around(type, "{}")))
                    .singleElement()
                    .returns(FindingCode.REQUIRED_FIELDS, Finding::code)
                    .returns("n", Finding::nodeId)
                    .satisfies(finding -> assertThat(finding.message())
                            .startsWith("Fill in required fields for: Node. Missing in Node: "));
        }
    }

    @ParameterizedTest
    @EnumSource(NodeType.class)
    @DisplayName("W4: no edge leads into a trigger, of whatever kind, and each leads somewhere")
    void shouldTreatAllTriggersAlike(NodeType type) {
        if (type.isTrigger()) {
            Flow flow = FlowBuilder.flow()
                    .node("t", NodeType.CANCEL_COMMUNICATIONS)
                    .node("n", type)
                    .edge("t", "n")
                    .build();
            assertThat(errors(flow))
                    .extracting(finding -> finding.code() + " " + finding.nodeId())
                    .containsExactly("TRIGGER_NOT_CONNECTED n", "EDGE_INTO_TRIGGER n", "NODE_UNREACHABLE t");
        }
    }

    @Test
    @DisplayName("Product: six triggers, Field Check and nine actions")
    void shouldBeAllOfTheProduct() {
        assertThat(NodeType.values()).hasSize(16);
        assertThat(NodeType.values()).filteredOn(NodeType::isTrigger).hasSize(6);
    }
}
