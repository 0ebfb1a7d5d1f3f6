package campaignflows.campaign.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import campaignflows.campaign.ServiceIT;
import campaignflows.campaign.stub.SupersetServer;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access to Superset's dashboard over HTTP: who gets it, and for what. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class EmbeddedDashboardIT extends ServiceIT {
    private static final String EMBED = "/analytics/embed";

    @Inject
    Database database;

    private UUID campaign;

    @BeforeEach
    void createCampaign() {
        campaign = api.createCampaign("Reports");
    }

    private String path() {
        return "/api/v1/campaigns/" + campaign + EMBED;
    }

    @Test
    void shouldGiveViewersATokenForTheirCampaign() {
        api.as(Role.VIEWER)
                .post(path())
                .then()
                .statusCode(200)
                .body("token", equalTo("guest.1.signed"))
                .body("url", equalTo("https://superset.example.com"))
                .body("dashboard_id", equalTo(SupersetServer.DASHBOARD.toString()));
        assertThat(others.superset.granted())
                .singleElement()
                .satisfies(body -> assertThat(body.at("/rls/0/clause").asText())
                        .isEqualTo("tenant_id = '%s' AND campaign_id = '%s'".formatted(api.tenant(), campaign)));
        api.get(campaign, "/analytics").then().body("embeddable", equalTo(true));
    }

    @Test
    void shouldNotAskSupersetForWhatIsForeign() {
        newTenantApi().post(campaign, EMBED).then().statusCode(404);
        api.post(UUID.randomUUID(), EMBED).then().statusCode(404);
        api.service().post(path()).then().statusCode(403);
        RestAssured.given().post(path()).then().statusCode(401);
        api.admin().post("/api/v1/campaigns/x' or 1=1 --" + EMBED).then().statusCode(404);
        assertThat(others.superset.granted()).isEmpty();
    }

    @Test
    void shouldHaveTheViewsShowTheDaysOfTheTenantsZone() {
        database.useTransaction(tx -> tx.query("""
                        insert into communication_figures (campaign_id, quarter, name, channel, status, communications)
                        values (:campaign, '2026-05-31T22:30Z', 'A', 'email', 'planned', 1)
                        """).bind("campaign", campaign).execute());
        assertThat(day()).isEqualTo("2026-05-31 UTC");
        api.post(campaign, EMBED).then().statusCode(200);
        assertThat(day()).isEqualTo("2026-06-01 Europe/Berlin");
    }

    private String day() {
        return database.read(tx -> tx.query(
                        "select day::text || ' ' || timezone as day from reporting.communications_by_day where campaign_id = :campaign")
                .bind("campaign", campaign)
                .one(row -> row.text("day"))
                .orElseThrow());
    }

    @Test
    void shouldSayWhatToDoWhenSupersetIsAwayOrRefuses() {
        others.superset.goesDown();
        api.post(campaign, EMBED)
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("code", equalTo("unavailable"))
                .body("detail", containsString("try again in a minute"));
        others.superset.works();
        others.superset.refusesGuests(403);
        api.post(campaign, EMBED)
                .then()
                .statusCode(503)
                .body("code", equalTo("unavailable"))
                .body("detail", containsString("grant guest tokens"));
        api.get(campaign, "/analytics").then().statusCode(200);
    }
}
