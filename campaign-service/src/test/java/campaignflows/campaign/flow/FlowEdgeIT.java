package campaignflows.campaign.flow;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stale tabs, careless clients and half-written templates meet at the edge (rules W3 and W4). */
@QuarkusTest
class FlowEdgeIT extends ServiceIT {
    private String address(UUID campaign, UUID flow) {
        return "/api/v1/campaigns/%s/flows/%s".formatted(campaign, flow);
    }

    @Test
    void shouldNeitherRenameActivateNorDeleteWhatAStaleTabShows() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.save(campaign, flow, 1, Api.cancelWhenCreated()).then().statusCode(200);

        for (Response stale : List.of(
                api.admin()
                        .header("If-Match", "\"1\"")
                        .body("{\"name\": \"G\"}")
                        .patch(address(campaign, flow)),
                api.admin().header("If-Match", "\"1\"").post(address(campaign, flow) + "/activate"),
                api.admin().header("If-Match", "\"1\"").delete(address(campaign, flow)))) {
            stale.then().statusCode(409).body("code", equalTo("stale_revision"));
        }
        api.get(campaign, "/flows/" + flow)
                .then()
                .body("name", equalTo("F"))
                .body("active", equalTo(false))
                .body("revision", equalTo(2));

        api.admin()
                .header("If-Match", "\"2\"")
                .post(address(campaign, flow) + "/activate")
                .then()
                .statusCode(200);
        api.admin()
                .header("If-Match", "\"2\"")
                .body("{\"name\": \"G\"}")
                .patch(address(campaign, flow))
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"");
        api.admin()
                .header("If-Match", "\"3\"")
                .delete(address(campaign, flow))
                .then()
                .statusCode(204);
    }

    @Test
    void shouldAnswerJsonOrRefuse() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        for (String path : List.of("", "/fields", "/flows", "/flows/" + flow, "/flows/" + flow + "/counts")) {
            api.admin()
                    .accept("application/xml")
                    .get("/api/v1/campaigns/" + campaign + path)
                    .then()
                    .statusCode(406)
                    .contentType(startsWith("application/problem+json"))
                    .body("code", equalTo("not_acceptable"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id": "n"}                                                        | nodes[0].type                       | Expected a node with the property type
                    {"id": "n", "type": "join"}                                        | nodes[0].type                       | use participant_created, participant_updated
                    {"id": 7, "type": "field_check"}                                   | nodes[0].id                         | Expected a text
                    {"id": "n", "type": "field_check", "position": 5}                  | nodes[0].position                   | Expected an object
                    {"id": "n", "type": "field_check", "position": {"x": "1"}}         | nodes[0].position.x                 | Expected a number
                    {"id": "n", "type": "field_check", "settings": {"property": "a", "property": "b"}} | nodes[0]           | is there twice: keep one
                    """)
    void shouldSayWhereANodeCannotBeRead(String node, String field, String message) {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/flows", "{\"name\": \"F\", \"nodes\": [%s]}".formatted(node))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field))
                .body("errors[0].message", containsString(message));
    }

    @Test
    void shouldSaveATemplateThatIsHalfWrittenAndFindTheHole() {
        UUID campaign = api.createCampaign("A");
        String graph = Api.emailIf("customer.name", "equals", "\"Ann\"", "MAIL")
                .replace("Dear {{ customer.name }}", "Dear {{ }}");
        UUID flow = api.addFlow(campaign, "F", graph);

        api.post(campaign, "/flows/" + flow + "/validate")
                .then()
                .statusCode(200)
                .body("findings[0].code", equalTo("template_invalid"))
                .body("findings[0].node_id", equalTo("n3"))
                .body("findings[0].message", containsString("nothing stands between {{ and }}"));
        api.activate(campaign, flow).then().statusCode(422);
    }
}
