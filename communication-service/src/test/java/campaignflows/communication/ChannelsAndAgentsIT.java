package campaignflows.communication;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignStatus;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Channels and agents over HTTP. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class ChannelsAndAgentsIT extends ServiceFixture {
    @Test
    void shouldKeepCredentialsToItself() throws Exception {
        String created = as(Role.ADMIN)
                .body("""
                        {"name":"Secure","type":"email","credentials":{"username":"ann","password":"s3cret-value"},
                         "settings":{"host":"mail.example.org","port":587,"security":"starttls","from":"a@example.org"}}
                        """)
                .post("/api/v1/channels")
                .then()
                .statusCode(201)
                .body("has_credentials", equalTo(true), "$", not(hasKey("credentials")))
                .extract()
                .asString();
        String id = Json.mapper().readTree(created).get("id").asText();

        assertThat(created).doesNotContain("s3cret-value");
        assertThat(as(Role.ADMIN).get("/api/v1/channels/" + id).asString()).doesNotContain("s3cret-value");
        as(Role.ADMIN)
                .body("{\"settings\":{\"host\":\"h\",\"port\":25,\"security\":\"none\",\"from\":\"a@example.org\"}}")
                .patch("/api/v1/channels/" + id)
                .then()
                .statusCode(422);
        as(Role.ADMIN)
                .body("{\"credentials\":null,\"rate_per_second\":7,\"name\":\" Renamed \"}")
                .patch("/api/v1/channels/" + id)
                .then()
                .statusCode(200)
                .body(
                        "has_credentials", equalTo(false),
                        "rate_per_second", equalTo(7),
                        "name", equalTo("Renamed"),
                        "settings.host", equalTo("mail.example.org"));
        as(Role.ADMIN)
                .body("{\"rate_per_second\":null}")
                .patch("/api/v1/channels/" + id)
                .then()
                .statusCode(200)
                .body("rate_per_second", nullValue());
        as(Role.ADMIN).delete("/api/v1/channels/" + id).then().statusCode(204);
        as(Role.ADMIN).get("/api/v1/channels/" + id).then().statusCode(404);
    }

    @Test
    void shouldRefuseWhatIsNotValidOrNotBuilt() throws Exception {
        UUID voice = channel("Voice", "voice");
        UUID mail = emailChannel("Mail", 25);

        refused("/channels", "{\"name\":\"mAIL\",\"type\":\"web\"}", 409, "already");
        refused("/channels", "{\"name\":\" \",\"type\":\"web\"}", 422, "name of 1 to 200");
        refused("/channels", "{\"name\":\"x\"}", 422, "Give email");
        refused(
                "/channels",
                "{\"name\":\"x\",\"type\":\"web\",\"settings\":{\"token\":1}}",
                400,
                "settings has no property token");
        refused(
                "/channels",
                "{\"name\":\"x\",\"type\":\"web\",\"credentials\":{}}",
                422,
                "at least one of identity_secret, webhook_secret");
        refused("/channels", "{\"name\":\"x\",\"type\":\"web\",\"rate_per_second\":0}", 422, "10000");
        refused("/channels", "{\"name\":\"x\",\"type\":\"web\",\"surprise\":1}", 400, "surprise");
        refused("/channels", """
                {"name":"x","type":"email","settings":{"host":"h","port":25,"security":"none",
                 "from":"a@example.org\\r\\nBcc: b@example.org"}}
                """, 422, "settings of an email channel");
        refused("/agents", agentBody("a", "external", mail, "{}"), 422, "https address at which the agent");
        refused(
                "/agents",
                agentBody("a", "message", voice, "{\"questions\":[{\"result\":\"x\",\"ask\":\"?\"}]}"),
                422,
                "not valid");
        refused("/agents", agentBody("a", "message", Ids.v7(), "{}"), 422, "does not exist");
        refused("/agents", agentBody("a", "simulated", voice, "{\"read\":1.5}"), 422, "not valid");
        refused("/agents", agentBody("a", "simulated", voice, "{\"reed\":1}"), 400, "reed");
        refused(
                "/agents",
                agentBody("a", "simulated", voice, "{\"results\":{\"none\":[\"x\"]}}"),
                422,
                "no result of this name");
        UUID agent = agent("Sim", "simulated", voice, "{\"read\":0.5}");
        as(Role.ADMIN)
                .get("/api/v1/agents/" + agent)
                .then()
                .body(
                        "status", equalTo("running"),
                        "settings.delivered", equalTo(0.98f),
                        "settings.read", equalTo(0.5f),
                        "no_response_after", equalTo("PT72H"),
                        "channel_ids", contains(voice.toString()));
        as(Role.VIEWER)
                .body("{\"name\":\"x\",\"type\":\"web\"}")
                .post("/api/v1/channels")
                .then()
                .statusCode(403);
        as(Role.ADMIN).put("/internal/v1/campaigns/" + Ids.v7() + "/run").then().statusCode(403);
        given().get("/api/v1/channels").then().statusCode(401);
    }

    @Test
    void shouldListByNameInPagesAndSummariseForOtherServices() throws Exception {
        UUID first = channel("alpha", "web");
        channel("Beta", "web");
        channel("gamma", "telegram");
        agent("Sim", "simulated", first, "{}");

        String cursor = as(Role.VIEWER)
                .get("/api/v1/channels?limit=2")
                .then()
                .body("items.name", contains("alpha", "Beta"), "total", equalTo(3))
                .extract()
                .path("next_cursor");
        as(Role.VIEWER)
                .get("/api/v1/channels?limit=2&cursor=" + cursor)
                .then()
                .body("items.name", contains("gamma"), "$", not(hasKey("next_cursor")));
        asService()
                .get("/internal/v1/agents?tenant=" + tenant)
                .then()
                .statusCode(200)
                .body(
                        "[0].name", equalTo("Sim"),
                        "[0].kind", equalTo("simulated"),
                        "[0].status", equalTo("running"),
                        "[0].channels[0].id", equalTo(first.toString()),
                        "[0].channels[0].type", equalTo("web"));
    }

    @Test
    void shouldNotGiveAwayAnAgentThatAnActiveFlowUses() throws Exception {
        UUID voice = channel("Voice", "voice");
        UUID agent = agent("Sim", "simulated", voice, "{}");
        UUID campaign = Ids.v7();
        send(Topics.CAMPAIGN_DEFINITIONS, campaign, definition(campaign, 1, CampaignStatus.ACTIVE, agent, voice));

        Await.until(
                "the definition is heard",
                () -> !activeFlows.usersOf(tenant, agent).isEmpty());
        as(Role.ADMIN)
                .delete("/api/v1/agents/" + agent)
                .then()
                .statusCode(409)
                .body("detail", containsString("Payments"));
        as(Role.ADMIN)
                .body("{\"channel_ids\":[]}")
                .patch("/api/v1/agents/" + agent)
                .then()
                .statusCode(409);
        // An Inactive campaign will be started again with the same active flows.
        send(Topics.CAMPAIGN_DEFINITIONS, campaign, definition(campaign, 2, CampaignStatus.INACTIVE, agent, voice));
        UUID marker = Ids.v7();
        send(Topics.CAMPAIGN_DEFINITIONS, marker, definition(marker, 1, CampaignStatus.INACTIVE, marker, voice));
        Await.until(
                "the marker is heard",
                () -> !activeFlows.usersOf(tenant, marker).isEmpty());
        as(Role.ADMIN)
                .delete("/api/v1/agents/" + agent)
                .then()
                .statusCode(409)
                .body("detail", containsString("Flow (campaign Payments)"));
        as(Role.ADMIN)
                .body("{\"channel_ids\":[]}")
                .patch("/api/v1/agents/" + agent)
                .then()
                .statusCode(409)
                .body("detail", containsString("Flow (campaign Payments)"));
        send(Topics.CAMPAIGN_DEFINITIONS, marker, definition(marker, 2, CampaignStatus.INACTIVE, null, voice));
        send(Topics.CAMPAIGN_DEFINITIONS, campaign, definition(campaign, 3, CampaignStatus.INACTIVE, null, voice));
        Await.untilAsserted(
                () -> as(Role.ADMIN).delete("/api/v1/agents/" + agent).then().statusCode(204));
        as(Role.ADMIN).delete("/api/v1/channels/" + voice).then().statusCode(204);
    }
}
