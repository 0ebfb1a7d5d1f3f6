package campaignflows.campaign.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.communication.AgentKind;
import campaignflows.platform.contracts.communication.AgentSummary;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.communication.ResultField;
import campaignflows.platform.contracts.communication.RunningStatus;
import campaignflows.platform.contracts.definition.CampaignDefined;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.contracts.definition.FieldDefinition;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.values.FieldType;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the other services receive of a campaign, on the real topic. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class DefinitionIT extends ServiceIT {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    TopicRecords records;

    @BeforeEach
    void connect() {
        records = new TopicRecords(kafka);
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    private static @Nullable CampaignDefined decode(byte @Nullable [] value) {
        return value == null
                ? null
                : CampaignDefined.FAMILY.decode(value).map(Envelope::data).orElseThrow();
    }

    private List<@Nullable CampaignDefined> awaitDefinitions(UUID campaign, int count) {
        Await.until(
                count + " definitions", () -> records.definitionsOf(campaign).size() >= count);
        return records.definitionsOf(campaign).stream()
                .<@Nullable CampaignDefined>map(DefinitionIT::decode)
                .toList();
    }

    @Test
    void shouldPublishEachChangeInOrderAndATombstoneAtTheEnd() {
        UUID campaign = api.createCampaign("A");
        api.patch(campaign, "", "{\"updated_on_unchanged\": false}").then().statusCode(200);
        api.post(
                        campaign,
                        "/fields",
                        "{\"name\": \"due\", \"type\": \"date\", \"level\": \"participant\", \"required\": true}")
                .then()
                .statusCode(201);
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.activate(campaign, flow).then().statusCode(200);
        api.post(campaign, "/start").then().statusCode(200);
        api.post(campaign, "/stop").then().statusCode(200);
        api.delete(campaign, "").then().statusCode(204);

        List<@Nullable CampaignDefined> published = awaitDefinitions(campaign, 7);
        assertThat(published).hasSize(7).last().isNull();
        List<CampaignDefined> definitions =
                published.stream().limit(6).map(Objects::requireNonNull).toList();
        assertThat(definitions).extracting(CampaignDefined::revision).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(definitions)
                .extracting(CampaignDefined::status)
                .containsExactly(
                        CampaignStatus.INACTIVE,
                        CampaignStatus.INACTIVE,
                        CampaignStatus.INACTIVE,
                        CampaignStatus.INACTIVE,
                        CampaignStatus.ACTIVE,
                        CampaignStatus.INACTIVE);
        assertThat(definitions).extracting(CampaignDefined::run).containsExactly(0, 0, 0, 0, 1, 1);
        assertThat(definitions)
                .extracting(CampaignDefined::updatedOnUnchanged)
                .containsExactly(true, false, false, false, false, false);
        assertThat(definitions).extracting(one -> one.flows().size()).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(definitions.getLast().tenantId()).isEqualTo(api.tenant());
        assertThat(definitions.getLast().flows().getFirst().id()).isEqualTo(flow);
        assertThat(definitions.getLast().fields())
                .extracting(FieldDefinition::name)
                .startsWith("external_id", "name", "email")
                .endsWith("result", "result_at", "due");
        assertThat(definitions.getLast().field("due").orElseThrow().required()).isTrue();
    }

    @Test
    void shouldNotPublishDrafts() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.cancelWhenCreated());
        api.save(campaign, flow, 1, Api.cancelWhenCreated()).then().statusCode(200);
        api.patch(campaign, "/flows/" + flow, "{\"name\": \"G\"}").then().statusCode(200);
        api.patch(campaign, "", "{\"name\": \"B\"}").then().statusCode(200);
        assertThat(awaitDefinitions(campaign, 2))
                .extracting(definition -> Objects.requireNonNull(definition).name())
                .containsExactly("A", "B");
    }

    @Test
    void shouldTakeTheResultsOfTheAgentsAtActivationAndStart() {
        UUID campaign = api.createCampaign("A");
        UUID flow = api.addFlow(campaign, "F", Api.emailIf("communication.score", "gte", "3", "MAIL"));
        api.activate(campaign, flow).then().statusCode(422).body("findings[0].code", equalTo("unknown_field"));
        others.agentsOf(api.tenant(), scoring(new ResultField("score", "Score", FieldType.INTEGER, List.of())));
        api.activate(campaign, flow).then().statusCode(200);
        api.service()
                .get("/internal/v1/campaigns/" + campaign + "/definition")
                .then()
                .body("communication_results", hasSize(1))
                .body("communication_results[0].name", equalTo("score"));
        others.agentsOf(
                api.tenant(),
                scoring(
                        new ResultField("score", "Score", FieldType.INTEGER, List.of()),
                        new ResultField("mood", "Mood", FieldType.ENUMERATION, List.of("good", "bad"))));
        api.post(campaign, "/start").then().statusCode(200);
        api.service()
                .get("/internal/v1/campaigns/" + campaign + "/definition")
                .then()
                .body("communication_results.name", equalTo(List.of("score", "mood")));
    }

    private static AgentSummary scoring(ResultField... results) {
        return new AgentSummary(
                Api.MESSAGES,
                "Messages",
                AgentKind.MESSAGE,
                RunningStatus.RUNNING,
                List.of(new AgentSummary.AttachedChannel(Api.EMAIL, "Mail", ChannelType.EMAIL, RunningStatus.RUNNING)),
                List.of(results));
    }

    @Test
    void shouldAnswerTheNewestDefinitionAndWhetherItIsKnown() {
        UUID campaign = api.createCampaign("A");
        String path = "/internal/v1/campaigns/" + campaign + "/definition?tenant=" + api.tenant();
        api.service()
                .get(path)
                .then()
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("name", equalTo("A"));
        api.service().get(path + "&known_revision=1").then().statusCode(304);
        api.patch(campaign, "", "{\"name\": \"B\"}").then().statusCode(200);
        api.service().get(path + "&known_revision=1").then().statusCode(200).body("name", equalTo("B"));
        api.service().get(path + "&known_revision=x").then().statusCode(400);
        api.service()
                .get(path.replace(campaign.toString(), UUID.randomUUID().toString()))
                .then()
                .statusCode(404);
    }

    @Test
    void shouldRefuseWhatWouldNotFitIntoAMessage() {
        UUID campaign = api.createCampaign("A");
        String text = "x".repeat(95_000);
        for (int flow = 0; flow < 3; flow++) {
            StringBuilder nodes = new StringBuilder("{\"id\": \"t\", \"type\": \"communication_ended\"}");
            StringBuilder edges = new StringBuilder();
            for (int i = 0; i < 16; i++) {
                nodes.append(
                        ",{\"id\": \"m%d\", \"type\": \"email_communication\", \"settings\": {\"communication_name\": \"M%d_%d\", \"agent_id\": \"%s\", \"channel_id\": \"%s\", \"subject\": \"S\", \"body\": \"%s\"}}"
                                .formatted(i, flow, i, Api.MESSAGES, Api.EMAIL, text));
                edges.append(i == 0 ? "" : ",")
                        .append("{\"id\": \"e%d\", \"source\": \"%s\", \"port\": \"out\", \"target\": \"m%d\"}"
                                .formatted(i, i == 0 ? "t" : "m" + (i - 1), i));
            }
            UUID id = api.addFlow(campaign, "F" + flow, "\"nodes\": [%s], \"edges\": [%s]".formatted(nodes, edges));
            if (flow < 2) {
                api.activate(campaign, id).then().statusCode(200);
            } else {
                api.activate(campaign, id)
                        .then()
                        .statusCode(422)
                        .body("findings[0].code", equalTo("definition_too_large"));
            }
        }
        // Three flows of 1.5 MB each do not fit on one page of the list.
        api.get(campaign, "/flows").then().body("items", hasSize(3));
    }
}
