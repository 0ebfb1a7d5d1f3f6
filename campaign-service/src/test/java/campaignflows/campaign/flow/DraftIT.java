package campaignflows.campaign.flow;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.values.FieldType;
import campaignflows.platform.web.auth.Role;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafts: what they may hold, who saved them, and what other flows know through them. */
@QuarkusTest
class DraftIT extends ServiceIT {
    private static final UUID ASKING = UUID.fromString("019200a0-0000-7000-8000-000000000011");

    private static String withNode(String type, String settings) {
        return """
                "nodes": [{"id": "n1", "type": "participant_created"},
                          {"id": "n2", "type": "%s", "name": "Odd", "settings": %s}],
                "edges": [{"id": "e1", "source": "n1", "port": "out", "target": "n2"}]""".formatted(type, settings);
    }

    @ParameterizedTest
    @DisplayName("W3: a draft may be invalid, also by a value of the wrong kind: kept as it is, with a finding")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            field_check         | {"property": "customer.name", "operator": "is", "value": {"kind": "literal", "value": "a"}} | operator | Expected one of equals, not_equals
            field_check         | {"property": 5}                                            | property               | Expected a text
            field_check         | {"property": "customer.name", "value": {"kind": "constant"}} | value                | Expected the property kind: use one of literal, relative_date, field, expression
            field_check         | {"value": {"kind": "relative_date", "base": "today", "offset_days": "3"}} | value.offset_days | Expected a whole number
            field_check         | {"value": {"kind": "expression", "code": ["1"]}}           | value.code             | Expected a text
            email_communication | {"agent_id": "ann", "subject": "Hello"}                    | agent_id               | Expected an id, which is a UUID
            email_communication | {"when": {"time_of_day": "25:00"}}                         | when.time_of_day       | Expected a time of day, such as 09:30
            email_communication | {"when": {"window": {"weekdays": ["mon", "monday"]}}}      | when.window.weekdays[1] | Expected one of mon, tue
            update_field        | {"updates": [{"field": "customer.name"}, {"field": {}}]}   | updates[1].field       | Expected a text
            update_field        | {"updates": {}}                                            | updates                | Expected a list
            to_another_flow     | {"flow_id": "F"}                                           | flow_id                | Expected an id, which is a UUID
            python_action       | {"script": 1.50}                                           | script                 | Expected a text
            python_action       | []                                                         | null                   | Expected an object
            """)
    void shouldKeepADraftWithAValueOfTheWrongKind(String type, String settings, String setting, String message)
            throws JsonProcessingException {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", withNode(type, settings));
        assertSame(settings, api.get(campaign, "/flows/" + flow).asString());
        assertSame(
                settings,
                api.save(campaign, flow, 1, withNode(type, settings))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        api.post(campaign, "/flows/" + flow + "/validate")
                .then()
                .statusCode(200)
                .body(
                        "findings.findAll { it.node_id == 'n2' && it.code == 'value_invalid' }.setting",
                        contains("null".equals(setting) ? null : setting))
                .body(
                        "findings.findAll { it.node_id == 'n2' && it.code == 'value_invalid' }.message",
                        hasItem(containsString(message)));
        api.activate(campaign, flow).then().statusCode(422).body("findings.code", hasItem("value_invalid"));
        assertSame(
                settings,
                Json.mapper()
                        .writeValueAsString(Json.mapper()
                                .readTree(api.get(campaign, "/export").asString())
                                .at("/flows/0")));
    }

    private static void assertSame(String settings, String flow) throws JsonProcessingException {
        JsonNode kept = Json.mapper().readTree(flow).at("/nodes/1/settings");
        assertEquals(Json.mapper().readTree(settings), kept);
    }

    @Test
    void shouldTellEachValueOfTheWrongKind() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(
                campaign,
                "F",
                withNode("email_communication", "{\"agent_id\": \"a\", \"channel_id\": 1, \"subject\": \"S\"}"));
        api.post(campaign, "/flows/" + flow + "/validate")
                .then()
                .body(
                        "findings.findAll { it.node_id == 'n2' && it.severity == 'error' }.setting",
                        contains("agent_id", "channel_id"));
    }

    @Test
    void shouldRefuseSuchAChangeOfAnActiveFlow() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.activate(campaign, flow).then().statusCode(200);
        api.save(campaign, flow, 1, withNode("field_check", "{\"operator\": \"is\"}"))
                .then()
                .statusCode(422)
                .body("findings.setting", hasItem("operator"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"operator": "is", "value": {"kind": "literal", "value": 1e100000}}
            {"operator": "is", "property": "a\\u0000"}
            {"operator": [[[[[[[[[[[[[[[[[[[[[[[["is"]]]]]]]]]]]]]]]]]]]]]]]]}
            """)
    void shouldRefuseToKeepWhatCouldNotBeStored(String settings) {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/flows", "{\"name\": \"F\", %s}".formatted(withNode("field_check", settings)))
                .then()
                .statusCode(422)
                .body("findings.code", hasItem("structure_invalid"));
    }

    @Test
    @DisplayName("A flow says when and by whom it was saved, and so does the conflict")
    void shouldTellWhoSavedAFlow() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.get(campaign, "/flows/" + flow)
                .then()
                .body("updated_by", equalTo("ann"))
                .body("updated_at", notNullValue());
        api.as(Role.ADMIN, "Bob's key")
                .header("If-Match", "\"1\"")
                .body("{%s}".formatted(Api.cancelWhenCreated()))
                .put("/api/v1/campaigns/" + campaign + "/flows/" + flow)
                .then()
                .statusCode(200)
                .body("updated_by", equalTo("Bob's key"));
        api.get(campaign, "/flows").then().body("items.updated_by", contains("Bob's key"));
        api.save(campaign, flow, 1, Api.cancelWhenCreated())
                .then()
                .statusCode(409)
                .body("code", equalTo("stale_revision"))
                .body("detail", containsString("revision is 2, saved by Bob's key at 20"));
        api.activate(campaign, flow).then().body("updated_by", equalTo("ann"));
    }

    @Test
    @DisplayName("Communication Results are those of the agents that any of the campaign's flows uses, drafts too")
    void shouldKnowTheResultsOfAgentsThatOnlyADraftUses() throws JsonProcessingException {
        others.agentsOf(
                api.tenant(),
                Api.messages(),
                new AgentSummary(
                        ASKING,
                        "Asking",
                        AgentKind.SIMULATED,
                        RunningStatus.RUNNING,
                        List.of(new AgentSummary.AttachedChannel(
                                Api.EMAIL, "Mail", ChannelType.EMAIL, RunningStatus.RUNNING)),
                        List.of(new ResultField("mood", "Mood", FieldType.STRING, List.of()))));
        UUID campaign = api.createCampaign("A");
        UUID asking = api.addFlow(
                campaign, "Asks", withNode("email_communication", "{\"agent_id\": \"%s\"}".formatted(ASKING)));
        UUID checking =
                api.addFlow(campaign, "Checks", Api.emailIf("communication.mood", "equals", "\"good\"", "THANKS"));
        api.post(campaign, "/flows/" + checking + "/validate")
                .then()
                .body("findings.findAll { it.severity == 'error' }", empty());
        api.activate(campaign, checking).then().statusCode(200);
        assertEquals(List.of("mood"), resultsOf(campaign));

        // The draft's agent goes; the active flow still walks with what it was validated with.
        api.save(campaign, asking, 1, "\"nodes\": [], \"edges\": []").then().statusCode(200);
        api.post(campaign, "/flows/" + checking + "/validate").then().body("findings.code", hasItem("unknown_field"));
        assertEquals(List.of("mood"), resultsOf(campaign));
        api.post(campaign, "/start").then().statusCode(422).body("findings.setting", hasItem("property"));

        api.save(campaign, asking, 2, withNode("email_communication", "{\"agent_id\": \"%s\"}".formatted(ASKING)))
                .then()
                .statusCode(200);
        api.post(campaign, "/start").then().statusCode(200);
        assertEquals(List.of("mood"), resultsOf(campaign));
        api.get(campaign, "/flows").then().body("items.name", not(empty()));
    }

    private List<String> resultsOf(UUID campaign) throws JsonProcessingException {
        String definition = api.service()
                .get("/internal/v1/campaigns/" + campaign + "/definition?tenant=" + api.tenant())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return Json.mapper().readValue(definition, CampaignDefined.class).communicationResults().stream()
                .map(ResultField::name)
                .toList();
    }
}
