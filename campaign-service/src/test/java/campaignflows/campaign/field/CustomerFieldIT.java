package campaignflows.campaign.field;

import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What participant-service asks for when it shows people outside of any campaign. */
@QuarkusTest
class CustomerFieldIT extends ServiceIT {
    private static final String FIELDS = "/internal/v1/customer-fields?tenant=";
    private static final String PUBLIC = "/api/v1/customer-fields";
    private static final String NAMES = "/internal/v1/campaigns/names";

    @Test
    void shouldListTheTenantsProfileFieldsOfAllCampaigns() {
        UUID one = api.createCampaign("One");
        UUID other = api.createCampaign("Other");
        add(
                one,
                "{\"name\":\"tier\",\"title\":\"Tier\",\"type\":\"enumeration\",\"level\":\"customer\","
                        + "\"values\":[\"gold\",\"iron\"],\"required\":true}");
        add(one, "{\"name\":\"due\",\"title\":\"Due\",\"type\":\"date\",\"level\":\"participant\"}");
        add(
                other,
                "{\"name\":\"tier\",\"title\":\"Level\",\"type\":\"enumeration\",\"level\":\"customer\","
                        + "\"values\":[\"gold\",\"iron\"]}");
        add(other, "{\"name\":\"born\",\"title\":\"Born\",\"type\":\"date\",\"level\":\"customer\"}");
        UUID gone = api.createCampaign("Gone");
        add(gone, "{\"name\":\"former\",\"title\":\"Former\",\"type\":\"integer\",\"level\":\"customer\"}");
        api.delete(gone, "").then().statusCode(204);

        api.service()
                .get(FIELDS + api.tenant())
                .then()
                .statusCode(200)
                .body(
                        "name",
                        contains(
                                "external_id",
                                "name",
                                "email",
                                "phone",
                                "telegram_id",
                                "web_id",
                                "telegram_username",
                                "whatsapp_id",
                                "tier",
                                "born",
                                "former"))
                .body("[8].title", equalTo("Level"))
                .body("[8].values", contains("gold", "iron"))
                .body("[8].required_in", contains(one.toString()))
                .body("[9].type", equalTo("date"))
                .body("[9].required_in", empty())
                .body("[2].system", equalTo(true));
    }

    @Test
    void shouldKnowTheSystemFieldsOfATenantWithoutCampaigns() {
        Api fresh = newTenantApi();

        fresh.service().get(FIELDS + fresh.tenant()).then().statusCode(200).body("$", hasSize(8));
    }

    @Test
    void shouldLetACampaignFindTheFieldsOfOthersByNameAndTitle() {
        Api fresh = newTenantApi();
        UUID campaign = fresh.createCampaign("One");
        fresh.post(
                        campaign,
                        "/fields",
                        "{\"name\":\"tier\",\"title\":\"Loyalty"
                                + " level\",\"type\":\"enumeration\",\"level\":\"customer\","
                                + "\"values\":[\"gold\",\"iron\"],\"required\":true}")
                .then()
                .statusCode(201);
        fresh.post(
                        campaign,
                        "/fields",
                        "{\"name\":\"due\",\"title\":\"Due\",\"type\":\"date\",\"level\":\"participant\"}")
                .then()
                .statusCode(201);

        fresh.as(Role.VIEWER)
                .get(PUBLIC + "?search=LOYALTY")
                .then()
                .statusCode(200)
                .body("items.name", contains("tier"))
                .body("items[0].title", equalTo("Loyalty level"))
                .body("items[0].type", equalTo("enumeration"))
                .body("items[0].values", contains("gold", "iron"))
                .body("items[0].system", equalTo(false))
                .body("items[0].required_in", nullValue())
                .body("total", equalTo(1))
                .body("next_cursor", nullValue());
        String first = fresh.as(Role.OPERATOR)
                .get(PUBLIC + "?limit=6")
                .then()
                .statusCode(200)
                .body("items.name", contains("external_id", "name", "email", "phone", "telegram_id", "web_id"))
                .body("items[0].values", nullValue())
                .body("total", equalTo(9))
                .extract()
                .path("next_cursor");
        fresh.as(Role.ADMIN)
                .get(PUBLIC + "?limit=6&cursor=" + first)
                .then()
                .statusCode(200)
                .body("items.name", contains("telegram_username", "whatsapp_id", "tier"))
                .body("next_cursor", nullValue());
        newTenantApi()
                .as(Role.ADMIN)
                .get(PUBLIC + "?search=tier")
                .then()
                .statusCode(200)
                .body("items", empty());
        fresh.as(Role.ADMIN).get(PUBLIC + "?limit=0").then().statusCode(400);
        fresh.as(Role.ADMIN).get(PUBLIC + "?cursor=x").then().statusCode(400);
        fresh.as(Role.ADMIN).get(PUBLIC + "?search=" + "x".repeat(201)).then().statusCode(400);
    }

    @Test
    void shouldNameTheTenantsCampaignsAndNoOthers() {
        UUID own = api.createCampaign("Mine");
        Api other = newTenantApi();
        UUID foreign = other.createCampaign("Theirs");
        String ids = "\"campaign_ids\":[\"%s\",\"%s\"]".formatted(own, foreign);

        api.service()
                .body("{\"tenant_id\":\"%s\",%s}".formatted(api.tenant(), ids))
                .post(NAMES)
                .then()
                .statusCode(200)
                .body("names", equalTo(java.util.Map.of(own.toString(), "Mine")));
        api.service()
                .body("{\"tenant_id\":\"%s\",\"campaign_ids\":[]}".formatted(api.tenant()))
                .post(NAMES)
                .then()
                .statusCode(200)
                .body("names", anEmptyMap());
        api.service()
                .body("{\"tenant_id\":\"%s\",%s}".formatted(other.tenant(), ids))
                .post(NAMES)
                .then()
                .statusCode(404);
    }

    @Test
    void shouldAnswerServicesOnly() {
        api.as(Role.ADMIN).get(FIELDS + api.tenant()).then().statusCode(403);
        api.as(Role.ADMIN).body("{}").post(NAMES).then().statusCode(403);
        api.service().get(FIELDS + newTenantApi().tenant()).then().statusCode(404);
    }

    private void add(UUID campaign, String field) {
        api.post(campaign, "/fields", field).then().statusCode(201);
    }
}
