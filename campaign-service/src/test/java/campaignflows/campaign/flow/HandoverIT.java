package campaignflows.campaign.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Flows that hand over to each other, as they are activated, changed and deleted (rules W3, W4, W5). */
@QuarkusTest
class HandoverIT extends ServiceIT {
    private static final String ENTRY = """
            "nodes": [{"id": "f", "type": "from_another_flow", "settings": {}},
                      {"id": "c", "type": "cancel_communications", "settings": {}}],
            "edges": [{"id": "e", "source": "f", "port": "out", "target": "c"}]""";

    private static String handingOverTo(UUID target) {
        return """
                "nodes": [{"id": "t", "type": "communication_updated", "settings": {}},
                          {"id": "n", "type": "to_another_flow", "name": "Over", "settings": {"flow_id": "%s"}}],
                "edges": [{"id": "e", "source": "t", "port": "out", "target": "n"}]""".formatted(target);
    }

    private Response deactivate(UUID campaign, UUID flow) {
        return api.post(campaign, "/flows/" + flow + "/deactivate");
    }

    private Response validate(UUID campaign, UUID flow) {
        return api.post(campaign, "/flows/" + flow + "/validate");
    }

    @Test
    @DisplayName("W4: the target of To Another Flow is a flow of the campaign with From Another Flow, as it is stored")
    void shouldValidateTheTargetAsItIsStored() {
        UUID campaign = api.createCampaign("A");
        UUID target = api.addFlow(campaign, "Target", Api.cancelWhenCreated());
        UUID source = api.addFlow(campaign, "Source", handingOverTo(target));
        UUID elsewhere = api.addFlow(api.createCampaign("B"), "Foreign", ENTRY);

        api.activate(campaign, source)
                .then()
                .statusCode(422)
                .body("findings[0].code", equalTo("target_flow_without_entry"))
                .body("findings[0].flow_id", equalTo(source.toString()))
                .body("findings[0].node_id", equalTo("n"));
        api.save(campaign, target, 1, ENTRY).then().statusCode(200);
        validate(campaign, source)
                .then()
                .body("findings", hasSize(1))
                .body("findings[0].code", equalTo("target_flow_inactive"))
                .body("findings[0].severity", equalTo("warning"));
        api.activate(campaign, target).then().statusCode(200);
        validate(campaign, source).then().body("findings", hasSize(0));

        api.save(campaign, source, 1, handingOverTo(elsewhere)).then().statusCode(200);
        validate(campaign, source).then().body("findings[0].code", equalTo("target_flow_missing"));
        api.save(campaign, source, 2, handingOverTo(source)).then().statusCode(200);
        api.activate(campaign, source).then().statusCode(422).body("findings[0].code", equalTo("target_flow_own"));
    }

    @Test
    @DisplayName("C1: the flows of a copy hand over to each other, not to those of the original")
    void shouldHandOverWithinACopy() {
        UUID campaign = api.createCampaign("A");
        UUID target = api.addFlow(campaign, "Target", ENTRY);
        api.addFlow(campaign, "Source", handingOverTo(target));

        UUID copy = UUID.fromString(
                api.post(campaign, "/duplicate", "{\"name\": \"B\"}").path("id"));

        String copied = api.get(copy, "/flows").path("items[0].id");
        assertThat(copied).isNotEqualTo(target.toString());
        api.get(copy, "/flows").then().body("items[1].nodes[1].settings.flow_id", equalTo(copied));
        api.activate(copy, UUID.fromString(copied)).then().statusCode(200);
        String source = api.get(copy, "/flows").path("items[1].id");
        api.activate(copy, UUID.fromString(source)).then().statusCode(200);
        api.post(copy, "/start").then().statusCode(200);
    }

    @Test
    @DisplayName("W3, C3: a target may become inactive, but no active flow is left leading nowhere")
    void shouldKeepTargetsOfActiveFlows() {
        UUID campaign = api.createCampaign("A");
        UUID target = api.addFlow(campaign, "Target", ENTRY);
        UUID source = api.addFlow(campaign, "Source", handingOverTo(target));
        api.activate(campaign, target).then().statusCode(200);
        api.activate(campaign, source).then().statusCode(200);

        deactivate(campaign, target).then().statusCode(200);
        api.delete(campaign, "/flows/" + target)
                .then()
                .statusCode(409)
                .body("detail", containsString("deactivate the flow Source first"))
                .body("findings[0].flow_id", equalTo(source.toString()))
                .body("findings[0].node_id", equalTo("n"));
        api.save(campaign, target, 1, Api.cancelWhenCreated())
                .then()
                .statusCode(422)
                .body("findings", hasSize(1))
                .body("findings[0].flow_id", equalTo(source.toString()));
        api.post(campaign, "/start").then().statusCode(200);
        api.post(campaign, "/stop").then().statusCode(200);

        deactivate(campaign, source).then().statusCode(200);
        api.save(campaign, target, 1, Api.cancelWhenCreated()).then().statusCode(200);
        api.delete(campaign, "/flows/" + target).then().statusCode(204);
        api.activate(campaign, source).then().statusCode(422).body("findings[0].code", equalTo("target_flow_missing"));
    }
}
