package campaignflows.campaign.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Campaigns as documents: export, import, duplicate (C1). */
@QuarkusTest
class DocumentIT extends ServiceIT {
    private static final String DUE =
            "{\"name\": \"due_date\", \"title\": \"Due Date\", \"type\": \"date\", \"level\": \"participant\", \"required\": true}";
    private static final String TIER =
            "{\"name\": \"tier\", \"type\": \"enumeration\", \"level\": \"customer\", \"values\": [\"gold\", \"silver\"]}";

    private UUID original() {
        UUID campaign = api.createCampaign("Reminders");
        api.patch(campaign, "", "{\"description\": \"Monthly\", \"updated_on_unchanged\": false}")
                .then()
                .statusCode(200);
        api.post(campaign, "/fields", DUE).then().statusCode(201);
        api.post(campaign, "/fields", TIER).then().statusCode(201);
        List<String> names = api.get(campaign, "/fields").path("items.name");
        api.put(campaign, "/fields/order", "{\"names\": [\"%s\"]}".formatted(String.join("\", \"", names.reversed())))
                .then()
                .statusCode(200);
        UUID flow = api.addFlow(
                campaign, "First", Api.emailIf("participant.due_date", "is_on", "\"2026-06-30\"", "REMINDED"));
        api.addFlow(campaign, "Second", Api.cancelWhenCreated());
        api.activate(campaign, flow).then().statusCode(200);
        return campaign;
    }

    private static Response importInto(Api api, String document, String query) {
        return api.admin().body(document).post("/api/v1/campaigns/import" + query);
    }

    @Test
    void shouldMakeTheSameCampaignOfItsDocument() {
        UUID campaign = original();
        Response export = api.get(campaign, "/export");
        export.then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .body("format", equalTo("campaign-flows/1"))
                .body("agents[0].name", equalTo("Messages"))
                .body("channels[0].type", equalTo("email"));
        String document = export.asString();
        importInto(api, document, "").then().statusCode(409).body("detail", containsString("Reminders"));

        Response copy = importInto(api, document, "?name=Imported");
        copy.then()
                .statusCode(201)
                .body("name", equalTo("Imported"))
                .body("description", equalTo("Monthly"))
                .body("status", equalTo("inactive"))
                .body("updated_on_unchanged", equalTo(false));
        UUID imported = UUID.fromString(copy.path("id"));
        assertThat(api.get(imported, "/fields").asString())
                .isEqualTo(api.get(campaign, "/fields").asString());
        assertThat(withoutFlowIds(api.get(imported, "/export").asString().replace("Imported", "Reminders")))
                .isEqualTo(withoutFlowIds(document));
        api.get(imported, "/flows").then().body("items", hasSize(2)).body("items.active", everyItem(equalTo(false)));
        UUID flow = UUID.fromString(api.get(imported, "/flows").path("items[0].id"));
        api.activate(imported, flow).then().statusCode(200);
        api.post(imported, "/start").then().statusCode(200);
    }

    private static String withoutFlowIds(String document) {
        return document.replaceAll("\"id\" : \"0[0-9a-f]{7}-[^\"]*\",\\s*\"name\" : \"(First|Second)\"", "$1");
    }

    @Test
    void shouldFindAgentsAndChannelsOfAnotherTenantByTheirNames() {
        String document = api.get(original(), "/export").asString();
        Api other = newTenantApi();
        UUID agent = Ids.v7();
        UUID channel = Ids.v7();
        others.agentsOf(
                other.tenant(),
                new AgentSummary(
                        agent,
                        "Messages",
                        AgentKind.MESSAGE,
                        RunningStatus.RUNNING,
                        List.of(new AgentSummary.AttachedChannel(
                                channel, "Mail", ChannelType.EMAIL, RunningStatus.RUNNING)),
                        List.of()));
        UUID imported = Api.id(importInto(other, document, ""));
        other.get(imported, "/flows")
                .then()
                .body("items[0].nodes[2].settings.agent_id", equalTo(agent.toString()))
                .body("items[0].nodes[2].settings.channel_id", equalTo(channel.toString()));
        UUID flow = UUID.fromString(other.get(imported, "/flows").path("items[0].id"));
        other.activate(imported, flow).then().statusCode(200);
    }

    @Test
    void shouldImportAllOrNothing() {
        String document = api.get(original(), "/export").asString();
        importInto(api, document.replace("\"enumeration\"", "\"date\""), "?name=Bad")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("values"));
        importInto(api, document.replace("campaign-flows/1", "campaign-flows/9"), "?name=Bad")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("format"))
                .body("errors[0].message", containsString("has the format campaign-flows/9, but this version reads"));
        importInto(api, document.replace("\"source\" : \"n1\"", "\"source\" : \"n9\""), "?name=Bad")
                .then()
                .statusCode(422)
                .body("findings[0].code", equalTo("structure_invalid"));
        importInto(api, document.replace("\"format\"", "\"surprise\""), "?name=Bad")
                .then()
                .statusCode(400);
        importInto(api, "", "").then().statusCode(400);
        importInto(api, "{\"format\": \"campaign-flows/1\"}", "").then().statusCode(422);
        // The tier is used by the original with two values: another list is another type.
        importInto(api, document.replace("\"silver\"", "\"bronze\""), "?name=Bad")
                .then()
                .statusCode(409);
        assertThat(api.admin().get("/api/v1/campaigns?search=Bad").<List<?>>path("items"))
                .isEmpty();
        api.admin().get("/api/v1/campaigns").then().body("items", hasSize(1));
    }

    @Test
    void shouldDuplicateUnderAFreeName() {
        UUID campaign = original();
        Response first = api.post(campaign, "/duplicate");
        first.then().statusCode(200).body("name", equalTo("Reminders (copy)")).body("status", equalTo("inactive"));
        api.post(campaign, "/duplicate").then().statusCode(200).body("name", equalTo("Reminders (copy 2)"));
        api.post(campaign, "/duplicate", "{\"name\": \"reminders\"}").then().statusCode(409);
        api.post(campaign, "/duplicate", "{\"name\": \"June\"}")
                .then()
                .statusCode(200)
                .body("name", equalTo("June"));
        UUID copy = UUID.fromString(first.path("id"));
        assertThat(api.get(copy, "/fields").asString())
                .isEqualTo(api.get(campaign, "/fields").asString());
        api.get(copy, "/flows").then().body("items.name", equalTo(List.of("First", "Second")));
        assertThat(api.get(copy, "/flows").<List<String>>path("items.id"))
                .doesNotContainAnyElementsOf(api.get(campaign, "/flows").path("items.id"));
    }

    @Test
    void shouldShowAndCopyNothingOfAnotherTenantAndAskForTheRole() {
        UUID campaign = original();
        Api stranger = newTenantApi();
        stranger.get(campaign, "/export").then().statusCode(404);
        stranger.post(campaign, "/duplicate").then().statusCode(404);
        api.as(Role.OPERATOR)
                .post("/api/v1/campaigns/" + campaign + "/duplicate")
                .then()
                .statusCode(403);
        api.as(Role.OPERATOR).body("{}").post("/api/v1/campaigns/import").then().statusCode(403);
        api.as(Role.VIEWER)
                .get("/api/v1/campaigns/" + campaign + "/export")
                .then()
                .statusCode(200);
    }
}
