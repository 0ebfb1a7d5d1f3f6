package campaignflows.campaign.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.campaign.definition.TopicRecords;
import campaignflows.campaign.stub.OtherServices;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.Topics;
import campaignflows.platform.contracts.flow.Port;
import campaignflows.platform.contracts.walk.ParticipantWalksErased;
import campaignflows.platform.contracts.walk.WalkMessage;
import campaignflows.platform.contracts.walk.WalkOutcome;
import campaignflows.platform.contracts.walk.WalkRecorded.Step;
import campaignflows.platform.contracts.walk.WalksErased;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The journal of walks on the real topic (W7). */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class JournalIT extends ServiceIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final List<Step> WHOLE = List.of(
            new Step("n1", Port.OUT, List.of(), null), new Step("n2", Port.OUT, List.of("2026-06-30"), "Canceled"));
    private static final List<Step> BROKEN =
            List.of(new Step("n1", Port.OUT, List.of(), null), new Step("n2", null, List.of(), "It failed"));

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Inject
    Database database;

    @Inject
    JournalRetention retention;

    TopicRecords records;
    UUID campaign;
    UUID flow;

    @BeforeEach
    void connect() {
        records = new TopicRecords(kafka);
        campaign = api.createCampaign("Journal");
        flow = api.addFlow(campaign, "Cancel", Api.cancelWhenCreated());
    }

    @AfterEach
    void disconnect() {
        records.close();
    }

    private void write(UUID customer, WalkMessage message) throws Exception {
        byte[] value = WalkMessage.FAMILY.encode(new Envelope<>(
                Ids.v7(), "participant-service", api.tenant(), customer.toString(), NOW, null, 0, message));
        records.write(Topics.FLOW_WALKS, customer.toString(), value);
    }

    private void walk(UUID customer, UUID participant, Instant at, WalkOutcome outcome, List<Step> steps)
            throws Exception {
        write(customer, JournalSamples.walk(campaign, participant, customer, flow, at, outcome, steps));
    }

    private List<String> startsOf(UUID participant) {
        return api.get(campaign, "/participants/" + participant + "/walks").path("items.started_at");
    }

    private void awaitWalks(UUID participant, int count) throws Exception {
        Await.until(
                count + " walks of the participant", () -> startsOf(participant).size() == count);
    }

    @Test
    @DisplayName("W7: a walk that went on from another flow names the walk that handed its participant over")
    void shouldNameTheWalkThatHandedOver() throws Exception {
        UUID participant = Ids.v7();
        UUID customer = Ids.v7();
        UUID handing = Ids.v7();
        write(
                customer,
                JournalSamples.handedOverBy(
                        handing,
                        JournalSamples.walk(campaign, participant, customer, flow, NOW, WalkOutcome.COMPLETED, WHOLE)));
        awaitWalks(participant, 1);
        api.get(campaign, "/participants/" + participant + "/walks")
                .then()
                .body("items[0].trigger.type", equalTo("from_another_flow"))
                .body("items[0].trigger.event_type", equalTo("participant_created"))
                .body("items[0].trigger.from_walk_id", equalTo(handing.toString()));
    }

    @Test
    void shouldTellWhyAParticipantGotAMessage() throws Exception {
        UUID participant = Ids.v7();
        walk(Ids.v7(), participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        awaitWalks(participant, 1);
        api.get(campaign, "/participants/" + participant + "/walks")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].flow_id", equalTo(flow.toString()))
                .body("items[0].flow_revision", equalTo(3))
                .body("items[0].run", equalTo(1))
                .body("items[0].trigger.type", equalTo("participant_created"))
                .body("items[0].trigger.event_id", notNullValue())
                .body("items[0].duration_us", equalTo(42))
                .body("items[0].outcome", equalTo("completed"))
                .body("items[0].steps.node_id", contains("n1", "n2"))
                .body("items[0].steps[1].operands", contains("2026-06-30"))
                .body("items[0].steps[1].port", equalTo("out"))
                .body("items[0].emitted[0].type", equalTo("cancel_communications"))
                .body("items[0].error", nullValue());
    }

    @Test
    void shouldPageThroughTheWalksTheLatestFirst() throws Exception {
        UUID participant = Ids.v7();
        UUID customer = Ids.v7();
        for (int i = 0; i < 7; i++) {
            // Two at a time, so that the time alone is no place in the order.
            walk(customer, participant, NOW.minusSeconds(i / 2), WalkOutcome.COMPLETED, WHOLE);
        }
        awaitWalks(participant, 7);
        List<String> all = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            var page = api.admin()
                    .queryParam("limit", 3)
                    .queryParam("cursor", cursor)
                    .get("/api/v1/campaigns/" + campaign + "/participants/" + participant + "/walks");
            all.addAll(page.path("items.started_at"));
            cursor = page.path("next_cursor");
        }
        assertThat(all).isEqualTo(startsOf(participant)).hasSize(7);
    }

    @Test
    void shouldCountTheWaysThroughAFlow() throws Exception {
        UUID participant = Ids.v7();
        UUID customer = Ids.v7();
        walk(customer, participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        walk(customer, participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        walk(customer, participant, NOW, WalkOutcome.FAILED, BROKEN);
        walk(customer, participant, NOW, WalkOutcome.NOT_WALKED, List.of());
        awaitWalks(participant, 4);
        api.get(campaign, "/flows/" + flow + "/counts")
                .then()
                .statusCode(200)
                .body("nodes.node_id", contains("n1", "n2"))
                .body("nodes.entered", contains(3, 3))
                .body("nodes.ended", contains(0, 3))
                .body("edges.edge_id", contains("e1"))
                .body("edges.count", contains(3));
        api.get(campaign, "/flows/" + flow + "/counts?revision=2").then().body("nodes.entered", contains(0, 0));
        api.get(campaign, "/flows/" + flow + "/counts?revision=two").then().statusCode(400);
    }

    @Test
    void shouldForgetTheWalksOfAnErasedPersonAndKeepTheCounts() throws Exception {
        UUID customer = Ids.v7();
        UUID participant = Ids.v7();
        UUID bystander = Ids.v7();
        walk(Ids.v7(), bystander, NOW, WalkOutcome.COMPLETED, WHOLE);
        walk(customer, participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        awaitWalks(participant, 1);
        // One record that may be read in one batch with the erasure, and one after it.
        walk(customer, participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        write(customer, new WalksErased(customer));
        UUID marker = Ids.v7();
        walk(customer, marker, NOW, WalkOutcome.NOT_WALKED, List.of());
        awaitWalks(marker, 1);
        awaitWalks(bystander, 1);
        assertThat(startsOf(participant)).isEmpty();
        api.get(campaign, "/flows/" + flow + "/counts").then().body("nodes.entered", contains(3, 3));
    }

    @Test
    void shouldForgetTheWalksOfAnErasedParticipantAndKeepThoseOfThePersonsOthers() throws Exception {
        UUID customer = Ids.v7();
        UUID participant = Ids.v7();
        UUID other = Ids.v7();
        walk(customer, other, NOW, WalkOutcome.COMPLETED, WHOLE);
        walk(customer, participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        awaitWalks(participant, 1);
        walk(customer, participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        write(customer, new ParticipantWalksErased(participant, customer));
        UUID marker = Ids.v7();
        walk(customer, marker, NOW, WalkOutcome.NOT_WALKED, List.of());
        awaitWalks(marker, 1);
        assertThat(startsOf(participant)).isEmpty();
        assertThat(startsOf(other)).hasSize(1);
        api.get(campaign, "/flows/" + flow + "/counts").then().body("nodes.entered", contains(3, 3));
    }

    @Test
    void shouldShowNothingOfAnotherTenant() throws Exception {
        UUID participant = Ids.v7();
        walk(Ids.v7(), participant, NOW, WalkOutcome.COMPLETED, WHOLE);
        awaitWalks(participant, 1);
        Api stranger = newTenantApi();
        stranger.get(campaign, "/participants/" + participant + "/walks").then().statusCode(404);
        stranger.get(campaign, "/flows/" + flow + "/counts").then().statusCode(404);
        UUID other = api.createCampaign("Other");
        assertThat(api.get(other, "/participants/" + participant + "/walks").<List<?>>path("items"))
                .isEmpty();
        OtherServices.INSTANCE.hasNoParticipant(other, participant);
        api.get(other, "/participants/" + participant + "/walks").then().statusCode(404);
        api.get(other, "/flows/" + flow + "/counts").then().statusCode(404);
        api.as(Role.VIEWER)
                .get("/api/v1/campaigns/" + campaign + "/participants/" + participant + "/walks")
                .then()
                .statusCode(200);
    }

    @Test
    void shouldDropWhatIsOlderThanIsKeptByTheDay() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        UUID old = Ids.v7();
        UUID stray = Ids.v7();
        UUID recent = Ids.v7();
        retention.keep(today.minusDays(100));
        walk(Ids.v7(), old, NOW.minus(100, ChronoUnit.DAYS), WalkOutcome.COMPLETED, WHOLE);
        walk(Ids.v7(), stray, NOW.minus(150, ChronoUnit.DAYS), WalkOutcome.COMPLETED, WHOLE);
        walk(Ids.v7(), recent, NOW.minus(10, ChronoUnit.DAYS), WalkOutcome.COMPLETED, WHOLE);
        awaitWalks(old, 1);
        awaitWalks(stray, 1);
        awaitWalks(recent, 1);
        retention.keep(today);
        assertThat(startsOf(old)).isEmpty();
        assertThat(startsOf(stray)).isEmpty();
        assertThat(startsOf(recent)).hasSize(1);
        List<String> partitions = database.read(tx -> tx.query(
                        "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'walks'::regclass order by 1")
                .list(row -> row.text("name")));
        assertThat(partitions)
                .hasSize(6)
                .contains("walks_default", "walks_of_" + today.toString().replace("-", ""));
    }

    @Test
    @DisplayName("W7: a count leads to its people: walks by node or edge, and run")
    void shouldFindWalksByNodeAndEdge() throws Exception {
        UUID whole = Ids.v7();
        UUID broken = Ids.v7();
        walk(Ids.v7(), whole, NOW, WalkOutcome.COMPLETED, WHOLE);
        walk(Ids.v7(), broken, NOW.plusSeconds(1), WalkOutcome.FAILED, BROKEN);
        walk(Ids.v7(), Ids.v7(), NOW.plusSeconds(2), WalkOutcome.FAILED, BROKEN.subList(0, 1));
        Await.until("all walks", () -> walksThrough("node_id=n1").size() == 3);

        assertThat(walksThrough("node_id=n2")).containsExactly(broken.toString(), whole.toString());
        assertThat(walksThrough("edge_id=e1&flow_id=" + flow)).containsExactly(broken.toString(), whole.toString());
        assertThat(walksThrough("node_id=n2&run=1")).hasSize(2);
        assertThat(walksThrough("node_id=n2&run=2")).isEmpty();

        var first = api.get(campaign, "/walks?node_id=n1&limit=2")
                .then()
                .body("items", hasSize(2))
                .extract();
        api.get(campaign, "/walks?node_id=n1&limit=2&cursor=" + first.path("next_cursor"))
                .then()
                .body("items.participant_id", contains(whole.toString()))
                .body("next_cursor", nullValue());

        for (String nobodys : List.of("node_id=n9", "edge_id=e9", "node_id=n1&flow_id=" + Ids.v7())) {
            api.get(campaign, "/walks?" + nobodys).then().statusCode(404);
        }
        for (String bad : List.of("run=1", "node_id=n1&edge_id=e1", "node_id=n1&run=x", "node_id=n1&flow_id=x")) {
            api.get(campaign, "/walks?" + bad).then().statusCode(400);
        }
        newTenantApi().get(campaign, "/walks?node_id=n1").then().statusCode(404);
        api.get(api.createCampaign("Other"), "/walks?node_id=n1&flow_id=" + flow)
                .then()
                .statusCode(404);
    }

    private List<String> walksThrough(String query) {
        return api.get(campaign, "/walks?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.participant_id");
    }
}
