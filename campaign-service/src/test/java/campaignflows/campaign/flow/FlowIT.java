package campaignflows.campaign.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules W1 to W5 over HTTP. */
@QuarkusTest
class FlowIT extends ServiceIT {
    private static final String EMPTY = "\"nodes\": [], \"edges\": []";

    private static String node(String type, String settings) {
        return "\"nodes\": [{\"id\": \"n1\", \"type\": \"%s\", \"settings\": %s}], \"edges\": []"
                .formatted(type, settings);
    }

    @Test
    void shouldAddAnInactiveFlowAndShowItAsItWasSent() {
        UUID campaign = api.createCampaign("A");
        Response created =
                api.post(campaign, "/flows", "{\"name\": \" Reminder \", %s}".formatted(Api.cancelWhenCreated()));
        created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("name", equalTo("Reminder"))
                .body("active", equalTo(false))
                .body("revision", equalTo(1))
                .body("nodes[0].type", equalTo("participant_created"))
                .body("nodes[1].position.y", equalTo(1.0f))
                .body("edges[0].port", equalTo("out"));
        api.get(campaign, "/flows/" + created.path("id"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("", equalTo(created.<Object>path("")));
        api.post(campaign, "/flows", "{}").then().statusCode(422).body("errors[0].field", equalTo("name"));
        api.post(campaign, "/flows", "{\"name\": \"Empty\"}")
                .then()
                .statusCode(201)
                .body("nodes", hasSize(0));
    }

    @Test
    void shouldAcceptWhatItShows() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.emailIf("customer.name", "equals", "\"Ann\"", "MAIL"));
        String shown = api.get(campaign, "/flows/" + flow).asString();
        api.admin()
                .header("If-Match", "\"1\"")
                .body(shown)
                .put("/api/v1/campaigns/" + campaign + "/flows/" + flow)
                .then()
                .statusCode(200)
                .body("revision", equalTo(2));
    }

    @Test
    void shouldSaveADraftThatIsInvalid() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        api.save(campaign, flow, 1, node("field_check", "{}"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("revision", equalTo(2))
                .body("name", equalTo("F"))
                .body("nodes", hasSize(1));
        api.save(campaign, flow, 2, "\"name\": \"G\", " + EMPTY)
                .then()
                .statusCode(200)
                .body("name", equalTo("G"));
    }

    @Test
    void shouldLockOptimistically() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        api.put(campaign, "/flows/" + flow, "{" + EMPTY + "}").then().statusCode(428);
        api.save(campaign, flow, 1, Api.cancelWhenCreated()).then().statusCode(200);
        api.save(campaign, flow, 1, EMPTY)
                .then()
                .statusCode(409)
                .body("code", equalTo("stale_revision"))
                .body("detail", containsString("revision is 2"));
        api.get(campaign, "/flows/" + flow).then().body("nodes", hasSize(2)).body("revision", equalTo(2));
        api.admin()
                .header("If-Match", "seven")
                .body("{" + EMPTY + "}")
                .put("/api/v1/campaigns/" + campaign + "/flows/" + flow)
                .then()
                .statusCode(400);
    }

    @Test
    void shouldLetOneOfManyWithTheSameRevisionSave() throws Exception {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        List<Callable<Integer>> saves = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            saves.add(() -> api.save(campaign, flow, 1, Api.cancelWhenCreated()).statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> answer : threads.invokeAll(saves)) {
                answers.add(answer.get());
            }
        }
        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
        api.get(campaign, "/flows/" + flow).then().body("revision", equalTo(2));
    }

    @Test
    void shouldIgnoreWhatTheServerMakes() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        api.save(campaign, flow, 1, "\"id\": \"x\", \"active\": true, \"revision\": 9, " + EMPTY)
                .then()
                .statusCode(200)
                .body("id", equalTo(flow.toString()))
                .body("active", equalTo(false))
                .body("revision", equalTo(2));
    }

    @Test
    void shouldRefuseUnknownPropertiesByName() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        api.save(campaign, flow, 1, "\"colour\": 1, " + EMPTY)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("colour"));
        api.save(campaign, flow, 1, node("field_check", "{\"colour\": 1}"))
                .then()
                .statusCode(400)
                .body("errors[0].field", containsString("colour"));
        api.save(campaign, flow, 1, node("teleport", "{}")).then().statusCode(400);
        api.save(campaign, flow, 1, "\"nodes\": []").then().statusCode(422).body("errors[0].field", equalTo("edges"));
        api.get(campaign, "/flows/" + flow).then().body("revision", equalTo(1));
    }

    @Test
    void shouldRefuseABrokenStructure() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        api.save(
                        campaign,
                        flow,
                        1,
                        "\"nodes\": [], \"edges\": [{\"id\": \"e\", \"source\": \"a\", \"port\": \"out\", \"target\": \"b\"}]")
                .then()
                .statusCode(422)
                .body("findings", hasSize(2))
                .body("findings[0].severity", equalTo("error"))
                .body("findings[0].error", nullValue())
                .body("findings[0].code", equalTo("structure_invalid"))
                .body("findings[0].flow_id", equalTo(flow.toString()));
    }

    @Test
    void shouldRefuseToSaveWhatCannotBeRead() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        api.save(
                        campaign,
                        flow,
                        1,
                        node("voice_communication", "{\"when\": {\"window\": {\"weekdays\": [\"monday\"]}}}"))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldSaveAsLargeAFlowAsThereMayBe() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", EMPTY);
        String nodes = IntStream.range(0, 1000)
                .mapToObj(i ->
                        "{\"id\": \"n%d\", \"type\": \"field_check\", \"settings\": {\"property\": \"customer.name\", \"operator\": \"is_set\"}}"
                                .formatted(i))
                .collect(Collectors.joining(","));
        String edges = IntStream.range(0, 999)
                .mapToObj(i ->
                        "{\"id\": \"a%d\", \"source\": \"n%d\", \"port\": \"match\", \"target\": \"n%d\"},{\"id\": \"b%d\", \"source\": \"n%d\", \"port\": \"else\", \"target\": \"n%d\"}"
                                .formatted(i, i, i + 1, i, i, i + 1))
                .collect(Collectors.joining(","));
        api.save(campaign, flow, 1, "\"nodes\": [%s], \"edges\": [%s]".formatted(nodes, edges))
                .then()
                .statusCode(200);
        String body = "x".repeat(100_000);
        String mails = IntStream.range(0, 25)
                .mapToObj(i -> "{\"id\": \"n%d\", \"type\": \"email_communication\", \"settings\": {\"body\": \"%s\"}}"
                        .formatted(i, body))
                .collect(Collectors.joining(","));
        api.save(campaign, flow, 2, "\"nodes\": [%s], \"edges\": []".formatted(mails))
                .then()
                .statusCode(422)
                .body("findings[0].message", containsString("bytes"));
    }

    @Test
    void shouldActivateAValidFlowWithItsWarnings() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.emailIf("customer.name", "equals", "\"Ann\"", "MAIL"));
        api.post(campaign, "/flows/" + flow + "/validate")
                .then()
                .statusCode(200)
                .body("findings", hasSize(1))
                .body("findings[0].severity", equalTo("warning"))
                .body("findings[0].code", equalTo("branch_open"))
                .body("findings[0].flow_id", equalTo(flow.toString()))
                .body("findings[0].node_id", equalTo("n2"));
        api.get(campaign, "/flows/" + flow).then().body("active", equalTo(false));
        api.activate(campaign, flow)
                .then()
                .statusCode(200)
                .body("active", equalTo(true))
                .body("revision", equalTo(1));
        api.activate(campaign, flow).then().statusCode(200).body("active", equalTo(true));
        api.post(campaign, "/flows/" + flow + "/deactivate")
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
        api.post(campaign, "/flows/" + flow + "/deactivate")
                .then()
                .statusCode(200)
                .body("active", equalTo(false));
    }

    @Test
    void shouldRefuseToActivateAFlowWithAllItsErrors() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(
                campaign,
                "F",
                Api.emailIf("participant.gone", "equals", "1", "not a name")
                        .replace(Api.MESSAGES.toString(), Ids.v7().toString()));
        Response refused = api.activate(campaign, flow);
        refused.then().statusCode(422).body("findings.flow_id", hasItem(flow.toString()));
        assertThat(refused.<List<String>>path("findings.code"))
                .containsExactlyInAnyOrder(
                        "unknown_field", "communication_name_invalid", "agent_missing", "branch_open");
        api.get(campaign, "/flows/" + flow).then().body("active", equalTo(false));
    }

    @Test
    void shouldRefuseACommunicationNameOfAnotherActiveFlow() {
        UUID campaign = api.createCampaign("A");
        UUID first = api.addFlow(campaign, "First", Api.emailIf("customer.name", "equals", "\"Ann\"", "MAIL"));
        UUID second = api.addFlow(campaign, "Second", Api.emailIf("customer.name", "equals", "\"Bob\"", "MAIL"));
        api.activate(campaign, first).then().statusCode(200);
        api.activate(campaign, second)
                .then()
                .statusCode(422)
                .body("findings.code", hasItem("communication_name_taken"))
                .body("findings.find { it.code == 'communication_name_taken' }.message", containsString("First"));
        api.post(campaign, "/flows/" + first + "/deactivate").then().statusCode(200);
        api.activate(campaign, second).then().statusCode(200);
    }

    @Test
    void shouldReadLiteralsAsTheTenantWritesThem() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", "{\"name\": \"due\", \"type\": \"date\", \"level\": \"participant\"}")
                .then()
                .statusCode(201);
        UUID flow = api.addFlow(campaign, "F", Api.emailIf("participant.due", "is_on", "\"30.06.2026\"", "MAIL"));
        api.activate(campaign, flow).then().statusCode(200);
    }

    @Test
    void shouldRefuseAChangeThatMakesAnActiveFlowInvalid() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.activate(campaign, flow).then().statusCode(200);
        api.save(campaign, flow, 1, EMPTY).then().statusCode(422).body("findings[0].code", equalTo("no_trigger"));
        api.get(campaign, "/flows/" + flow).then().body("revision", equalTo(1)).body("nodes", hasSize(2));
        api.save(campaign, flow, 1, Api.emailIf("customer.name", "equals", "\"Ann\"", "MAIL"))
                .then()
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("active", equalTo(true));
        api.save(campaign, flow, 1, EMPTY).then().statusCode(409);
    }

    @Test
    void shouldKeepActiveFlowsReadOnlyWhileTheCampaignIsActive() {
        UUID campaign = api.createCampaign("A");
        UUID active = api.addFlow(campaign, "Active", Api.cancelWhenCreated());
        UUID draft = api.addFlow(campaign, "Draft", EMPTY);
        api.activate(campaign, active).then().statusCode(200);
        api.post(campaign, "/start").then().statusCode(200);

        api.save(campaign, active, 1, Api.cancelWhenCreated())
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
        api.patch(campaign, "/flows/" + active, "{\"name\": \"X\"}").then().statusCode(409);
        api.post(campaign, "/flows/" + active + "/deactivate").then().statusCode(409);
        api.delete(campaign, "/flows/" + active).then().statusCode(409);
        api.delete(campaign, "/flows/" + draft).then().statusCode(409);
        api.put(campaign, "/flows/order", "{\"ids\": [\"%s\", \"%s\"]}".formatted(draft, active))
                .then()
                .statusCode(409);

        api.save(campaign, draft, 1, Api.cancelWhenCreated()).then().statusCode(200);
        api.patch(campaign, "/flows/" + draft, "{\"name\": \"Next\"}")
                .then()
                .statusCode(200)
                .body("revision", equalTo(3));
        api.activate(campaign, draft).then().statusCode(409);
        api.addFlow(campaign, "Another", EMPTY);
    }

    @Test
    void shouldListInOrderAndReorder() {
        UUID campaign = api.createCampaign("A");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(api.addFlow(campaign, "F" + i, EMPTY).toString());
        }
        Response first = api.get(campaign, "/flows?limit=3");
        first.then().body("total", equalTo(5));
        assertThat(first.<List<String>>path("items.id")).isEqualTo(ids.subList(0, 3));
        assertThat(api.get(campaign, "/flows?limit=3&cursor=" + first.path("next_cursor"))
                        .<List<String>>path("items.id"))
                .isEqualTo(ids.subList(3, 5));
        List<String> reversed = ids.reversed();
        api.put(campaign, "/flows/order", "{\"ids\": [\"" + String.join("\", \"", reversed) + "\"]}")
                .then()
                .statusCode(204);
        assertThat(api.get(campaign, "/flows").<List<String>>path("items.id")).isEqualTo(reversed);
        for (String bad : List.of("{}", "{\"ids\": []}", "{\"ids\": [\"" + ids.getFirst() + "\"]}")) {
            api.put(campaign, "/flows/order", bad).then().statusCode(422);
        }
        api.delete(campaign, "/flows/" + ids.getFirst()).then().statusCode(204);
        api.get(campaign, "/flows").then().body("items", hasSize(4));
        api.get(campaign, "/flows/" + ids.getFirst()).then().statusCode(404);
    }

    @Test
    void shouldAnswer503WhenTheAgentsCannotBeAskedFor() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        others.communication.fails();
        assertThat(api.activate(campaign, flow).statusCode()).isIn(502, 503);
        others.communication.goesDown();
        api.activate(campaign, flow).then().statusCode(503);
        api.save(campaign, flow, 1, EMPTY).then().statusCode(200);
    }
}
