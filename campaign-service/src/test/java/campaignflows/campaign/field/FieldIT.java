package campaignflows.campaign.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rules D1, D2, D4 and what C2 says of fields, over HTTP. */
@QuarkusTest
class FieldIT extends ServiceIT {
    private static String field(String name, String type, String level) {
        return "{\"name\": \"%s\", \"title\": \"T %s\", \"type\": \"%s\", \"level\": \"%s\"}"
                .formatted(name, name, type, level);
    }

    private static String tier(String values) {
        return "{\"name\": \"tier\", \"type\": \"enumeration\", \"level\": \"customer\", \"values\": %s}"
                .formatted(values);
    }

    private List<String> names(UUID campaign) {
        return api.get(campaign, "/fields").path("items.name");
    }

    @Test
    void shouldGiveEveryCampaignTheSystemFields() {
        UUID campaign = api.createCampaign("A");
        assertThat(names(campaign))
                .containsExactly(
                        "external_id",
                        "name",
                        "email",
                        "phone",
                        "telegram_id",
                        "web_id",
                        "telegram_username",
                        "whatsapp_id",
                        "result",
                        "result_at");
        api.get(campaign, "/fields")
                .then()
                .body("items[7].type", equalTo("phone"))
                .body("items[7].level", equalTo("customer"))
                .body("items[7].import", equalTo(true))
                .body("items[7].required", equalTo(false))
                .body("items[7].system", equalTo(true))
                .body("items[7].title", equalTo("WhatsApp ID"))
                .body("items[7]", not(hasKey("values")))
                .body("items[8].type", equalTo("boolean"))
                .body("items[8].level", equalTo("participant"))
                .body("items[8].import", equalTo(false))
                .body("items[9].type", equalTo("datetime"));
    }

    @Test
    void shouldKeepSystemFieldsLocked() {
        UUID campaign = api.createCampaign("A");
        api.patch(campaign, "/fields/email", "{\"required\": true}").then().statusCode(409);
        api.patch(campaign, "/fields/result", "{\"title\": \"Won\"}").then().statusCode(409);
        api.delete(campaign, "/fields/phone").then().statusCode(409);
        api.post(campaign, "/fields", field("email", "string", "customer"))
                .then()
                .statusCode(409);
    }

    @Test
    void shouldAddAFieldAtTheEndWithAllThatApiMdNames() {
        UUID campaign = api.createCampaign("A");
        api.post(
                        campaign,
                        "/fields",
                        "{\"name\": \"tier\", \"title\": \"Tier\", \"description\": \"Of loyalty\", \"type\": \"enumeration\","
                                + " \"level\": \"participant\", \"import\": true, \"required\": true, \"values\": [\"gold\", \"silver\"]}")
                .then()
                .statusCode(201)
                .body("name", equalTo("tier"))
                .body("title", equalTo("Tier"))
                .body("description", equalTo("Of loyalty"))
                .body("type", equalTo("enumeration"))
                .body("level", equalTo("participant"))
                .body("import", equalTo(true))
                .body("required", equalTo(true))
                .body("system", equalTo(false))
                .body("values", equalTo(List.of("gold", "silver")));
        assertThat(names(campaign)).last().isEqualTo("tier");
    }

    @Test
    void shouldRefuseANameThatTheCampaignHasAtEitherLevel() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", field("due", "date", "participant"))
                .then()
                .statusCode(201);
        api.post(campaign, "/fields", field("due", "date", "customer")).then().statusCode(409);
    }

    @Test
    void shouldRefuseABodyThatIsNone() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", "{\"name\": \"a\", \"type\": \"colour\", \"level\": \"customer\"}")
                .then()
                .statusCode(400);
        api.post(campaign, "/fields", "{\"name\": \"a\", \"imported\": true}")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("imported"));
        api.post(campaign, "/fields", field("timezone", "string", "customer"))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("name"));
    }

    @Test
    void shouldReorderByAllNames() {
        UUID campaign = api.createCampaign("A");
        List<String> wanted = new ArrayList<>(names(campaign));
        Collections.reverse(wanted);
        String body = "{\"names\": [\"" + String.join("\", \"", wanted) + "\"]}";
        assertThat(api.put(campaign, "/fields/order", body).<List<String>>path("items.name"))
                .isEqualTo(wanted);
        assertThat(names(campaign)).isEqualTo(wanted);
        for (String bad : List.of(
                "{\"names\": []}",
                "{}",
                body.replace("\"email\"", "\"mail\""),
                body.replace("\"email\"", "\"phone\""),
                body.replace("[", "[\"email\", "))) {
            api.put(campaign, "/fields/order", bad).then().statusCode(422).body("errors[0].field", equalTo("names"));
        }
    }

    @Test
    void shouldReachAFieldNamedOrder() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", field("order", "string", "participant"))
                .then()
                .statusCode(201);
        api.patch(campaign, "/fields/order", "{\"title\": \"Order\"}")
                .then()
                .statusCode(200)
                .body("title", equalTo("Order"));
        api.put(campaign, "/fields/email", "{\"names\": []}").then().statusCode(405);
        api.delete(campaign, "/fields/order").then().statusCode(204);
    }

    @Test
    void shouldShareACustomerProfileFieldInTheTenant() {
        UUID first = api.createCampaign("A");
        UUID second = api.createCampaign("B");
        api.post(first, "/fields", field("city", "string", "customer")).then().statusCode(201);
        api.post(second, "/fields", field("city", "integer", "customer"))
                .then()
                .statusCode(409)
                .body("detail", containsString("city"))
                .body("detail", containsString("string"));
        api.post(second, "/fields", field("city", "string", "customer")).then().statusCode(201);
        api.post(second, "/fields", field("town", "string", "participant"))
                .then()
                .statusCode(201);
        api.post(first, "/fields", field("town", "integer", "participant"))
                .then()
                .statusCode(201);
        api.patch(first, "/fields/city", "{\"type\": \"integer\"}").then().statusCode(409);
        Api other = newTenantApi();
        other.post(other.createCampaign("A"), "/fields", field("city", "integer", "customer"))
                .then()
                .statusCode(201);
    }

    @Test
    void shouldCarryNewValuesOfAProfileFieldToAllItsCampaigns() {
        UUID first = api.createCampaign("A");
        UUID second = api.createCampaign("B");
        api.post(first, "/fields", tier("[\"gold\", \"silver\"]")).then().statusCode(201);
        api.post(second, "/fields", tier("[\"gold\"]")).then().statusCode(409);
        api.post(second, "/fields", tier("[\"gold\", \"silver\"]")).then().statusCode(201);
        others.hasValues(first, "tier");
        api.patch(first, "/fields/tier", "{\"values\": [\"gold\", \"silver\", \"bronze\"]}")
                .then()
                .statusCode(200);
        assertThat(api.get(second, "/fields").<List<String>>path("items[10].values"))
                .containsExactly("gold", "silver", "bronze");
        api.service()
                .get("/internal/v1/campaigns/" + second + "/definition")
                .then()
                .body("fields[10].values", equalTo(List.of("gold", "silver", "bronze")));
        api.patch(first, "/fields/tier", "{\"values\": [\"gold\"]}").then().statusCode(409);
    }

    @Test
    void shouldKeepTypeAndLevelOnceValuesExist() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", field("due", "string", "participant"))
                .then()
                .statusCode(201);
        others.hasValues(campaign, "due");
        api.patch(campaign, "/fields/due", "{\"type\": \"date\"}").then().statusCode(409);
        api.patch(campaign, "/fields/due", "{\"level\": \"customer\"}").then().statusCode(409);
        api.patch(campaign, "/fields/due", "{\"title\": \"Due\", \"import\": false}")
                .then()
                .statusCode(200);
        others.hasNoValues(campaign, "due");
        api.patch(campaign, "/fields/due", "{\"type\": \"date\"}")
                .then()
                .statusCode(200)
                .body("type", equalTo("date"));
        api.patch(campaign, "/fields/due", "{\"level\": \"customer\"}")
                .then()
                .statusCode(200)
                .body("level", equalTo("customer"));
    }

    @Test
    void shouldAnswer503WhenValuesCannotBeAskedFor() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", field("due", "string", "participant"))
                .then()
                .statusCode(201);
        others.participant.goesDown();
        api.patch(campaign, "/fields/due", "{\"type\": \"date\"}").then().statusCode(503);
        api.patch(campaign, "/fields/due", "{\"title\": \"Due\"}").then().statusCode(200);
    }

    @Test
    void shouldNotLetAnotherTypeTakeOverTheValuesOfARemovedField() {
        UUID campaign = api.createCampaign("A");
        for (String level : List.of("participant", "customer")) {
            String name = "note_" + level;
            api.post(campaign, "/fields", field(name, "string", level)).then().statusCode(201);
            others.hasValues(campaign, name);
            api.delete(campaign, "/fields/" + name).then().statusCode(204);
            api.post(campaign, "/fields", field(name, "integer", level)).then().statusCode(409);
            api.post(campaign, "/fields", field(name, "string", level)).then().statusCode(201);
            api.delete(campaign, "/fields/" + name).then().statusCode(204);
            others.hasNoValues(campaign, name);
            api.post(campaign, "/fields", field(name, "integer", level)).then().statusCode(201);
        }
    }

    @Test
    void shouldNotRemoveOrRetypeAFieldThatAnActiveFlowUses() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", field("city", "string", "participant"))
                .then()
                .statusCode(201);
        UUID flow = api.addFlow(campaign, "Cities", Api.emailIf("participant.city", "equals", "\"Berlin\"", "CITY"));
        api.activate(campaign, flow).then().statusCode(200);
        api.delete(campaign, "/fields/city").then().statusCode(409).body("detail", containsString("Cities"));
        api.patch(campaign, "/fields/city", "{\"type\": \"integer\"}").then().statusCode(409);
        api.post(campaign, "/flows/" + flow + "/deactivate").then().statusCode(200);
        api.delete(campaign, "/fields/city").then().statusCode(204);
        api.activate(campaign, flow).then().statusCode(422).body("findings[0].code", equalTo("unknown_field"));
    }

    @Test
    void shouldAllowOnlyAdditionsTitlesAndOrderWhileActive() {
        UUID campaign = api.createCampaign("A");
        api.post(campaign, "/fields", field("city", "string", "participant"))
                .then()
                .statusCode(201);
        UUID flow = api.addFlow(campaign, "Cancel", Api.cancelWhenCreated());
        api.activate(campaign, flow).then().statusCode(200);
        api.post(campaign, "/start").then().statusCode(200);

        api.post(campaign, "/fields", field("street", "string", "customer"))
                .then()
                .statusCode(201);
        api.patch(campaign, "/fields/city", "{\"title\": \"City\"}").then().statusCode(200);
        List<String> order = new ArrayList<>(names(campaign));
        Collections.reverse(order);
        api.put(campaign, "/fields/order", "{\"names\": [\"" + String.join("\", \"", order) + "\"]}")
                .then()
                .statusCode(200);
        api.patch(campaign, "/fields/city", "{\"type\": \"integer\"}").then().statusCode(409);
        api.patch(campaign, "/fields/city", "{\"level\": \"customer\"}").then().statusCode(409);
        api.delete(campaign, "/fields/city").then().statusCode(409);
        api.post(campaign, "/stop").then().statusCode(200);
        api.delete(campaign, "/fields/city").then().statusCode(204);
    }

    @Test
    void shouldAnswer404ForAFieldThatIsNone() {
        UUID campaign = api.createCampaign("A");
        api.patch(campaign, "/fields/city", "{\"title\": \"City\"}").then().statusCode(404);
        api.delete(campaign, "/fields/city").then().statusCode(404);
    }

    @Test
    void shouldRefuseATitleThatIsAmbiguousAsAHeader() {
        UUID campaign = api.createCampaign("A");
        String field = "{\"name\": \"%s\", \"title\": \"%s\", \"type\": \"string\", \"level\": \"participant\"}";
        api.post(campaign, "/fields", field.formatted("city", "City")).then().statusCode(201);
        api.post(campaign, "/fields", field.formatted("town", " CITY "))
                .then()
                .statusCode(409)
                .body("errors[0].field", equalTo("title"))
                .body("detail", containsString("the field city"));
        api.post(campaign, "/fields", field.formatted("town", "Town")).then().statusCode(201);
        api.patch(campaign, "/fields/town", "{\"title\": \"city\"}").then().statusCode(409);
        api.patch(campaign, "/fields/town", "{\"title\": \"town\"}").then().statusCode(200);
        api.patch(campaign, "/fields/town", "{\"title\": \"a\\nb\"}")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("title"));
    }

    @Test
    void shouldSayWhyAFieldKeepsItsName() {
        UUID campaign = api.createCampaign("A");
        api.post(
                        campaign,
                        "/fields",
                        "{\"name\": \"city\", \"title\": \"City\", \"type\": \"string\", \"level\": \"participant\"}")
                .then()
                .statusCode(201);
        api.patch(campaign, "/fields/city", "{\"name\": \"town\"}")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("name"))
                .body("detail", containsString("cannot be changed, since flows, files and programs name it"));
        api.patch(campaign, "/fields/city", "{\"name\": \"city\", \"title\": \"Town\"}")
                .then()
                .statusCode(200)
                .body("title", equalTo("Town"));
    }
}
