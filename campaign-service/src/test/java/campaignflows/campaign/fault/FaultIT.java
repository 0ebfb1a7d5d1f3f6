package campaignflows.campaign.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.ServiceIT;
import campaignflows.campaign.definition.TopicRecords;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.definition.CampaignFaulted;
import campaignflows.platform.contracts.definition.RunState;
import campaignflows.platform.testkit.Await;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults on the real topic (C2): happy, duplicate, of another run, malformed. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class FaultIT extends ServiceIT {
    private static final Instant AT = Instant.parse("2026-06-30T10:00:00Z");

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

    private void fault(UUID campaign, int run, String message) throws Exception {
        fault(api.tenant(), campaign, run, message);
    }

    private void fault(UUID tenant, UUID campaign, int run, String message) throws Exception {
        byte[] value = CampaignFaulted.FAMILY.encode(new Envelope<>(
                Ids.v7(),
                "communication-service",
                tenant,
                campaign.toString(),
                AT,
                null,
                0,
                new CampaignFaulted(campaign, run, AT, message)));
        records.write(Topics.CAMPAIGN_FAULTS, campaign.toString(), value);
    }

    /** Waits until everything written so far was consumed: a fault of a marker campaign after it has taken effect. */
    private void awaitConsumed() throws Exception {
        UUID marker = api.startedCampaign("Marker " + Ids.v7());
        fault(marker, 1, "marker");
        Await.until("the marker is in error", () -> api.status(marker).equals("error"));
    }

    @Test
    void shouldPutTheCampaignInErrorAndEndItsRunEverywhere() throws Exception {
        UUID campaign = api.startedCampaign("A");
        fault(campaign, 1, "The channel Mail is not running");
        fault(campaign, 1, "A later one of the same run");
        Await.until("the campaign is in error", () -> api.status(campaign).equals("error"));
        RunState ended = new RunState(api.tenant(), campaign, 1, false);
        Await.until(
                "participant-service knows",
                () -> others.participantRuns(campaign).contains(ended));
        Await.until(
                "communication-service knows",
                () -> others.communicationRuns(campaign).contains(ended));
        awaitConsumed();
        api.campaign(campaign)
                .then()
                .body("error.at", equalTo("2026-06-30T10:00:00Z"))
                .body("error.message", equalTo("The channel Mail is not running"));
        api.service()
                .get("/internal/v1/campaigns/" + campaign + "/definition")
                .then()
                .body("status", equalTo("error"));
    }

    @Test
    void shouldShortenALongMessageBetweenCharacters() throws Exception {
        UUID campaign = api.startedCampaign("A");
        fault(campaign, 1, "m".repeat(1_999) + "\uD83D\uDE00" + "m".repeat(1_000));
        Await.until("the campaign is in error", () -> api.status(campaign).equals("error"));

        api.campaign(campaign).then().body("error.message", equalTo("m".repeat(1_999) + "\uD83D\uDE00"));
    }

    @Test
    void shouldStartAgainFromErrorAndForgetTheErrorThen() throws Exception {
        UUID campaign = api.startedCampaign("A");
        fault(campaign, 1, "The agent Messages is stopped");
        Await.until("the campaign is in error", () -> api.status(campaign).equals("error"));
        api.post(campaign, "/stop")
                .then()
                .statusCode(200)
                .body("status", equalTo("inactive"))
                .body("error.message", equalTo("The agent Messages is stopped"));
        api.post(campaign, "/start")
                .then()
                .statusCode(200)
                .body("run", equalTo(2))
                .body("error", nullValue());
        fault(campaign, 2, "Again");
        Await.until("the campaign is in error", () -> api.status(campaign).equals("error"));
        api.post(campaign, "/start").then().statusCode(200).body("run", equalTo(3));
        api.delete(campaign, "").then().statusCode(409);
    }

    @Test
    void shouldIgnoreFaultsOfOlderRunsOtherTenantsAndStoppedCampaigns() throws Exception {
        UUID campaign = api.startedCampaign("A");
        api.post(campaign, "/stop").then().statusCode(200);
        fault(campaign, 1, "Too late");
        api.post(campaign, "/start").then().statusCode(200);
        fault(campaign, 1, "Of the run before");
        fault(campaign, 3, "Of a run that is none");
        fault(newTenantApi().tenant(), campaign, 2, "Of another tenant");
        fault(UUID.randomUUID(), 1, "Of no campaign");
        awaitConsumed();
        api.campaign(campaign).then().body("status", equalTo("active")).body("error", nullValue());
    }

    @Test
    void shouldGoOnBehindAMalformedRecord() throws Exception {
        records.write(Topics.CAMPAIGN_FAULTS, "x", "{".getBytes(StandardCharsets.UTF_8));
        awaitConsumed();
        assertThat(api.status(api.createCampaign("A"))).isEqualTo("inactive");
    }

    @Test
    void shouldGoOnTellingUntilTheEndIsStored() throws Exception {
        UUID campaign = api.startedCampaign("A");
        others.participant.goesDown();
        fault(campaign, 1, "The channel Mail is not running");
        Await.until("the campaign is in error", () -> api.status(campaign).equals("error"));
        others.participant.works();
        Await.until(
                "participant-service knows",
                () -> others.participantRuns(campaign).contains(new RunState(api.tenant(), campaign, 1, false)));
    }
}
