package campaignflows.communication.optout;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.communication.support.FakeParticipantService;
import campaignflows.platform.contracts.Ids;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits, stop words and the page of preferences over HTTP. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(FakeParticipantService.class)
@NullMarked
class PreferencesIT {
    @Inject
    InternalTokens tokens;

    @Inject
    Database database;

    @Inject
    OptOutLinks links;

    private UUID tenant = Ids.v7();
    private final UUID customer = Ids.v7();

    @BeforeEach
    void newTenant() {
        tenant = Ids.v7();
    }

    @Test
    void shouldKeepLimitsOfEachTenantAndTypeOfChannel() {
        as(Role.VIEWER)
                .get("/api/v1/contact-limits")
                .then()
                .statusCode(200)
                .body("items.channel", equalTo(List.of("email", "telegram", "whatsapp", "voice", "web")))
                .body("items.frequency_cap", equalTo(java.util.Collections.nCopies(5, null)));

        as(Role.ADMIN)
                .body("""
                        {"frequency_cap":{"most":2,"hours":24},"quiet_hours":{"from":"20:00","to":"08:00","action":"skip"}}""")
                .put("/api/v1/contact-limits/email")
                .then()
                .statusCode(200)
                .body("channel", equalTo("email"))
                .body("frequency_cap.most", equalTo(2))
                .body("frequency_cap.hours", equalTo(24))
                .body("frequency_cap.action", equalTo("postpone"))
                .body("quiet_hours.from", equalTo("20:00"))
                .body("quiet_hours.to", equalTo("08:00"))
                .body("quiet_hours.action", equalTo("skip"));

        as(Role.VIEWER).get("/api/v1/contact-limits").then().body("items[0].quiet_hours.to", equalTo("08:00"));
        UUID own = tenant;
        tenant = Ids.v7();
        as(Role.VIEWER).get("/api/v1/contact-limits").then().body("items[0].quiet_hours", nullValue());
        tenant = own;
        as(Role.ADMIN)
                .body("{\"quiet_hours\":{\"from\":\"22:00\",\"to\":\"06:00\"}}")
                .put("/api/v1/contact-limits/email")
                .then()
                .statusCode(200)
                .body("frequency_cap", nullValue());
        as(Role.ADMIN).body("{}").put("/api/v1/contact-limits/email").then().statusCode(200);
        as(Role.VIEWER).get("/api/v1/contact-limits").then().body("items[0].quiet_hours", nullValue());
    }

    @Test
    void shouldRefuseLimitsThatAreNone() {
        as(Role.ADMIN)
                .body("""
                        {"frequency_cap":{"most":0,"hours":9000},"quiet_hours":{"from":"24:00","to":"8:00"}}""")
                .put("/api/v1/contact-limits/email")
                .then()
                .statusCode(422)
                .body(
                        "errors.field",
                        equalTo(List.of(
                                "frequency_cap.most", "frequency_cap.hours", "quiet_hours.from", "quiet_hours.to")));
        as(Role.ADMIN)
                .body("{\"quiet_hours\":{\"from\":\"08:00\",\"to\":\"08:00\"}}")
                .put("/api/v1/contact-limits/email")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("quiet_hours.to"));
        as(Role.ADMIN)
                .body("{\"cap\":1}")
                .put("/api/v1/contact-limits/email")
                .then()
                .statusCode(400);
        as(Role.ADMIN).body("{}").put("/api/v1/contact-limits/pigeon").then().statusCode(404);
        as(Role.OPERATOR).body("{}").put("/api/v1/contact-limits/email").then().statusCode(403);
        as(Role.VIEWER).body("{}").put("/api/v1/stop-words/email").then().statusCode(403);
        given().get("/api/v1/contact-limits").then().statusCode(401);
    }

    @Test
    void shouldKeepStopWords() {
        as(Role.VIEWER)
                .get("/api/v1/stop-words")
                .then()
                .statusCode(200)
                .body("items", hasSize(5))
                .body("items[0].usual", equalTo(true))
                .body("items[0].words", hasItem("UNSUBSCRIBE"));
        as(Role.ADMIN)
                .body("{\"words\":[\" Genug \",\"Genug\",\"Schluss\"]}")
                .put("/api/v1/stop-words/telegram")
                .then()
                .statusCode(200)
                .body("words", equalTo(List.of("Genug", "Schluss")))
                .body("usual", equalTo(false));
        as(Role.ADMIN)
                .body("{\"words\":[\"\"]}")
                .put("/api/v1/stop-words/telegram")
                .then()
                .statusCode(422);
        as(Role.ADMIN)
                .body("{\"words\":null}")
                .put("/api/v1/stop-words/telegram")
                .then()
                .body("usual", equalTo(true));
    }

    @Test
    void shouldShowAndSaveWhatTheHolderOfALinkChooses() {
        String path = link(ChannelType.EMAIL);
        int changes = FakeParticipantService.OPT_OUT_CHANGES.get();

        for (int i = 0; i < 3; i++) {
            gateway()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType("text/html;charset=utf-8")
                    .header("Content-Security-Policy", equalTo(PreferencePage.POLICY))
                    .header("Cache-Control", equalTo("no-store"))
                    .body(containsString("Ann &amp; Sons may contact you"))
                    .body(containsString("value=\"email\" checked"))
                    .body(not(containsString("whatsapp")));
        }
        assertThat(FakeParticipantService.OPT_OUT_CHANGES).hasValue(changes);

        gateway()
                .contentType("application/x-www-form-urlencoded")
                .body("shown=email&save=1")
                .post(path)
                .then()
                .statusCode(200)
                .body(containsString("Your choice is saved"))
                .body(containsString("name=\"allow\" value=\"email\"> Email"));
        assertThat(FakeParticipantService.OPT_OUTS.get(customer)).containsExactly(ChannelType.EMAIL);
        assertThat(kept()).isEqualTo(1);

        gateway()
                .contentType("application/x-www-form-urlencoded")
                .body("shown=email&allow=email&allow=voice&save=1")
                .post(path)
                .then()
                .statusCode(200);
        assertThat(FakeParticipantService.OPT_OUTS.get(customer)).isEmpty();
    }

    @Test
    void shouldOptOutWithOneClick() {
        String path = link(ChannelType.EMAIL);

        for (int i = 0; i < 2; i++) {
            gateway()
                    .contentType("application/x-www-form-urlencoded")
                    .body("List-Unsubscribe=One-Click")
                    .post(path)
                    .then()
                    .statusCode(200);
        }

        assertThat(FakeParticipantService.OPT_OUTS.get(customer)).isEqualTo(Set.of(ChannelType.EMAIL));
    }

    @Test
    void shouldTellNothingToWhoeverHasNoLink() {
        String path = link(ChannelType.EMAIL);
        String unknown = OptOutLinks.PATH + links.tokenOf(Ids.v7());
        for (String wrong : List.of(path + "x", forged(path), unknown)) {
            gateway().get(wrong).then().statusCode(404).body(containsString("This link is not valid"));
            gateway()
                    .contentType("application/x-www-form-urlencoded")
                    .body("List-Unsubscribe=One-Click")
                    .post(wrong)
                    .then()
                    .statusCode(404)
                    .body(not(containsString("Ann")));
        }
        gateway()
                .contentType("application/x-www-form-urlencoded")
                .body("")
                .post(path)
                .then()
                .statusCode(400);
        gateway()
                .contentType("application/x-www-form-urlencoded")
                .body("a".repeat(5_000))
                .post(path)
                .then()
                .statusCode(413);
        assertThat(FakeParticipantService.OPT_OUTS.getOrDefault(customer, Set.of()))
                .isEmpty();
        as(Role.ADMIN).get(path).then().statusCode(403);
    }

    private int kept() {
        return database.read(tx -> new OptOutRepository().of(tx, List.of(customer)))
                .size();
    }

    /** With another sign in the place of one in the middle of the signature, whatever that is. */
    private static String forged(String path) {
        int place = path.length() - 10;
        return path.substring(0, place) + (path.charAt(place) == 'A' ? 'B' : 'A') + path.substring(place + 1);
    }

    /** Of a communication with the customer. */
    private String link(ChannelType channel) {
        UUID id = Ids.v7();
        database.useTransaction(tx -> tx.query("""
                        insert into communications (id, plan_id, tenant_id, campaign_id, run, participant_id, customer_id, flow_id,
                                                    node_id, name, channel, channel_id, agent_id, status, scheduled_at, created_at, depth)
                        values (:id, :id, :tenant, :id, 1, :id, :customer, :id, 'n1', 'A', :channel, :id, :id, 'delivered', now(), now(), 0)
                        """)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("customer", customer)
                .bind("channel", channel)
                .execute());
        return OptOutLinks.PATH + links.tokenOf(id);
    }

    private RequestSpecification gateway() {
        return given().header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", Caller.service("api-gateway", null)));
    }

    private RequestSpecification as(Role role) {
        return given().contentType(ContentType.JSON)
                .header(
                        "Authorization",
                        "Bearer " + tokens.mint("communication-service", new Caller(tenant, "user", Set.of(role))));
    }
}
