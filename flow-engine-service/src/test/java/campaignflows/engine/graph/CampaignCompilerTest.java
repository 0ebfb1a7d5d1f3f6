package campaignflows.engine.graph;

import static campaignflows.engine.walk.WalkFixture.check;
import static campaignflows.engine.walk.WalkFixture.communication;
import static campaignflows.engine.walk.WalkFixture.edge;
import static campaignflows.engine.walk.WalkFixture.literal;
import static campaignflows.engine.walk.WalkFixture.node;
import static campaignflows.engine.walk.WalkFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.engine.value.TenantFormats;
import campaignflows.engine.walk.WalkFixture;
import campaignflows.platform.values.FieldType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Flows that no walk can work with say why, and are refused at activation. */
class CampaignCompilerTest {
    private static final UUID FLOW = new UUID(0x7000, 1);

    private static CompiledFlow compiled(WalkFixture fixture) {
        return CampaignCompiler.compile(fixture.campaign(), TenantFormats.of(fixture.tenant()))
                .flows()
                .getFirst();
    }

    private static String reason(WalkFixture fixture) {
        assertThat(compiled(fixture)).isInstanceOf(CompiledFlow.Broken.class);
        return ((CompiledFlow.Broken) compiled(fixture)).reason();
    }

    private static String reasonOf(String node) {
        return reason(new WalkFixture().field("n", FieldType.INTEGER).flow(node));
    }

    @Test
    void shouldNameWhatIsNotFilledIn() {
        assertThat(reasonOf(node("n", "field_check", "{}"))).isEqualTo("Node n: Fill in required fields for: Property");
        assertThat(reasonOf(node("n", "field_check", "{\"property\": \"participant.n\"}")))
                .isEqualTo("Node n: Fill in required fields for: Operator");
        assertThat(reasonOf(check("n", "participant.n", "gt", null)))
                .isEqualTo("Node n: Fill in required fields for: Value");
        assertThat(reasonOf(node("n", "email_communication", "{}")))
                .isEqualTo("Node n: Fill in required fields for: Communication name");
        assertThat(reasonOf(node("n", "update_field", "{\"updates\": []}")))
                .isEqualTo("Node n: Fill in required fields for: Updates");
        assertThat(reasonOf(node("n", "to_another_flow", "{}"))).isEqualTo("Node n: Fill in required fields for: Flow");
        assertThat(reasonOf(node("n", "python_action", "{}"))).isEqualTo("Node n: Fill in required fields for: Script");
        assertThat(reasonOf(check("n", "participant.n", "gt", "{\"kind\": \"expression\", \"code\": \" \"}")))
                .isEqualTo("Node n: Fill in required fields for: Value");
    }

    @Test
    void shouldNotWalkCodeThatDoesNotCompileNorWindowsThatNeverOpen() {
        String expression = "{\"kind\": \"expression\", \"code\": \"1 +\"}";
        String problem = " is not a valid expression. Line 1, column 4: Expected an expression, but the code ends here";
        assertThat(reasonOf(check("n", "participant.n", "gt", expression))).isEqualTo("Node n: Value" + problem);
        assertThat(reasonOf(update("n", "participant.n", expression))).isEqualTo("Node n: Value" + problem);
        assertThat(reasonOf(communication("n", "email", "A", ", \"parameters\": {\"p\": " + expression + "}")))
                .isEqualTo("Node n: Parameter p" + problem);
        assertThat(reasonOf(communication("n", "email", "A", ", \"when\": {\"base\": " + expression + "}")))
                .isEqualTo("Node n: When" + problem);
        assertThat(reasonOf(communication(
                        "n", "email", "A", ", \"when\": {\"window\": {\"from\": \"09:00\", \"to\": \"09:00\"}}")))
                .isEqualTo("Node n: When: The window begins when it ends: leave out both times if it is open all day");
    }

    @Test
    void shouldRefuseUnknownAndUnwritableFields() {
        assertThat(reasonOf(update("n", "participant.gone", literal("1"))))
                .isEqualTo("Node n: Field names an unknown property: participant.gone");
        assertThat(reasonOf(update("n", "communication.name", literal("1"))))
                .isEqualTo("Node n: Field names a communication's result, which a flow cannot write");
        assertThat(reasonOf(communication(
                        "n",
                        "email",
                        "A",
                        ", \"when\": {\"base\": {\"kind\": \"field\", \"field\": \"participant.n\"}}")))
                .isEqualTo("Node n: When names a field that is no date: participant.n");
    }

    @Test
    void shouldRefuseATemplateThatIsNotWellFormed() {
        assertThat(reasonOf(communication("n", "email", "A", ", \"body\": \"{{#a}}\"")))
                .startsWith("Node n: Body: The template is not well-formed");
    }

    @Test
    void shouldRefuseGraphsThatAreNone() {
        String trigger = node("t", "participant_created", "{}");
        String mail = communication("m", "email", "A");
        assertThat(reason(new WalkFixture().flow(FLOW, trigger, edge("t", "out", "gone"))))
                .isEqualTo("Edge t-out leads from or to a node that does not exist");
        assertThat(reason(new WalkFixture()
                        .flow(FLOW, trigger + "," + mail, edge("t", "out", "m") + "," + edge("t", "out", "m"))))
                .isEqualTo("Node t: two edges leave one port");
        assertThat(reason(new WalkFixture().flow(FLOW, trigger + "," + trigger, "")))
                .isEqualTo("Two nodes have the id t");
        assertThat(reason(new WalkFixture().flow(FLOW, trigger + "," + node("u", "participant_created", "{}"), "")))
                .isEqualTo("Two triggers are of one kind");
    }

    @Test
    void shouldLeaveOutFlowsThatAreNotActive() {
        // given
        WalkFixture fixture = new WalkFixture().flow(node("n", "cancel_communications", "{}"));
        var campaign = fixture.campaign();
        var flow = campaign.flows().getFirst();
        var inactive = new campaignflows.platform.contracts.flow.Flow(
                flow.id(), flow.name(), false, flow.revision(), flow.nodes(), flow.edges());
        var without = new campaignflows.platform.contracts.definition.CampaignDefined(
                campaign.tenantId(),
                campaign.campaignId(),
                campaign.name(),
                campaign.revision(),
                campaign.status(),
                campaign.run(),
                true,
                campaign.fields(),
                List.of(inactive),
                List.of());

        // when / then
        assertThat(CampaignCompiler.compile(without, TenantFormats.of(fixture.tenant()))
                        .flows())
                .isEmpty();
    }
}
