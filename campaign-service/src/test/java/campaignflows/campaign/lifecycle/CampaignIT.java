package campaignflows.campaign.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import campaignflows.campaign.Api;
import campaignflows.campaign.ServiceIT;
import campaignflows.platform.web.auth.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Rules C1, C2 and T1 over HTTP. */
@QuarkusTest
class CampaignIT extends ServiceIT {
    @Test
    void shouldCreateAnInactiveCampaignWithAllThatApiMdNames() {
        api.admin()
                .body("{\"name\": \"  Payment reminder \", \"description\": \"Before the due date\"}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/campaigns/"))
                .body("name", equalTo("Payment reminder"))
                .body("description", equalTo("Before the due date"))
                .body("status", equalTo("inactive"))
                .body("error", nullValue())
                .body("run", equalTo(0))
                .body("started_at", nullValue())
                .body("updated_on_unchanged", equalTo(true))
                .body("created_at", notNullValue())
                .body("updated_at", notNullValue())
                .body("size()", equalTo(10));
    }

    @Test
    void shouldRefuseANameThatIsTakenWithoutRegardToCase() {
        api.createCampaign("Überfällig");
        api.admin()
                .body("{\"name\": \"üBERFÄLLIG\"}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"))
                .body("detail", containsString("üBERFÄLLIG"));
    }

    @Test
    void shouldRefuseANameThatIsNone() {
        for (String body : List.of("{}", "{\"name\": \"  \"}", "{\"name\": \"" + "x".repeat(201) + "\"}")) {
            api.admin()
                    .body(body)
                    .post("/api/v1/campaigns")
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("name"));
        }
        api.createCampaign("x".repeat(200));
    }

    @Test
    void shouldRefuseAnUnknownPropertyByName() {
        api.admin()
                .body("{\"name\": \"A\", \"colour\": \"red\"}")
                .post("/api/v1/campaigns")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("colour"));
    }

    @Test
    void shouldLetOneOfManyTakeAName() throws Exception {
        List<Callable<Integer>> creations = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = i % 2 == 0 ? "Race" : "RACE";
            creations.add(() -> api.admin()
                    .body("{\"name\": \"%s\"}".formatted(name))
                    .post("/api/v1/campaigns")
                    .statusCode());
        }
        assertThat(atOnce(creations)).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void shouldLetOneOfManyRenameToAName() throws Exception {
        List<Callable<Integer>> renames = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID campaign = api.createCampaign("Campaign " + i);
            renames.add(() -> api.patch(campaign, "", "{\"name\": \"The one\"}").statusCode());
        }
        assertThat(atOnce(renames)).containsOnlyOnce(200).containsOnly(200, 409);
    }

    private static List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        List<Integer> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
        }
        return results;
    }

    @Test
    void shouldRenameAndChangeOnlyWhatIsGiven() {
        UUID campaign = api.createCampaign("Old");
        api.patch(campaign, "", "{\"name\": \"OLD\", \"updated_on_unchanged\": false}")
                .then()
                .statusCode(200)
                .body("name", equalTo("OLD"))
                .body("description", equalTo(""))
                .body("updated_on_unchanged", equalTo(false));
        api.patch(campaign, "", "{\"description\": \"New\"}")
                .then()
                .statusCode(200)
                .body("name", equalTo("OLD"))
                .body("description", equalTo("New"))
                .body("updated_on_unchanged", equalTo(false));
    }

    @Test
    void shouldSearchSortAndPageTheList() {
        for (String name : List.of("beta", "Alpha", "gamma 100%", "Delta")) {
            api.createCampaign(name);
        }
        Response first = api.admin().get("/api/v1/campaigns?sort=name&limit=3");
        first.then().statusCode(200).body("total", equalTo(4));
        assertThat(first.<List<String>>path("items.name")).containsExactly("Alpha", "beta", "Delta");
        Response second = api.admin().get("/api/v1/campaigns?sort=name&limit=3&cursor=" + first.path("next_cursor"));
        assertThat(second.<List<String>>path("items.name")).containsExactly("gamma 100%");
        second.then().body("next_cursor", nullValue());

        assertThat(api.admin().get("/api/v1/campaigns?sort=-name").<List<String>>path("items.name"))
                .containsExactly("gamma 100%", "Delta", "beta", "Alpha");
        assertThat(api.admin().get("/api/v1/campaigns").<List<String>>path("items.name"))
                .containsExactly("Delta", "gamma 100%", "Alpha", "beta");
        assertThat(api.admin()
                        .queryParam("search", "100%")
                        .get("/api/v1/campaigns")
                        .<List<String>>path("items.name"))
                .containsExactly("gamma 100%");
        api.admin().get("/api/v1/campaigns?status=active").then().body("items", hasSize(0));
        api.admin().get("/api/v1/campaigns?status=inactive").then().body("items", hasSize(4));
    }

    @Test
    void shouldPageThroughEveryOrderWithoutLossOrRepeat() {
        for (int i = 0; i < 7; i++) {
            api.createCampaign("Campaign " + i);
        }
        for (String sort : List.of(
                "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at", "status", "-status")) {
            List<String> names = new ArrayList<>();
            String cursor = "";
            do {
                Response page = api.admin().get("/api/v1/campaigns?limit=2&sort=" + sort + "&cursor=" + cursor);
                page.then().statusCode(200);
                names.addAll(page.<List<String>>path("items.name"));
                cursor = page.path("next_cursor");
            } while (cursor != null);
            assertThat(names).as(sort).hasSize(7).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldRefuseBadQueries() {
        for (String query : List.of("sort=colour", "sort=-", "status=gone", "limit=0", "limit=501", "cursor=abc")) {
            api.admin().get("/api/v1/campaigns?" + query).then().statusCode(400);
        }
    }

    @Test
    void shouldShowNothingToAnotherTenant() {
        UUID campaign = api.startableCampaign("Mine");
        UUID flow = UUID.fromString(api.get(campaign, "/flows").path("items[0].id"));
        Api stranger = newTenantApi();
        stranger.campaign(campaign).then().statusCode(404);
        stranger.patch(campaign, "", "{\"name\": \"Yours\"}").then().statusCode(404);
        stranger.delete(campaign, "").then().statusCode(404);
        stranger.post(campaign, "/start").then().statusCode(404);
        stranger.post(campaign, "/stop").then().statusCode(404);
        stranger.get(campaign, "/fields").then().statusCode(404);
        stranger.post(campaign, "/fields", "{\"name\": \"a\", \"type\": \"string\", \"level\": \"customer\"}")
                .then()
                .statusCode(404);
        stranger.put(campaign, "/fields/order", "{\"names\": []}").then().statusCode(404);
        stranger.get(campaign, "/flows").then().statusCode(404);
        stranger.get(campaign, "/flows/" + flow).then().statusCode(404);
        stranger.save(campaign, flow, 1, Api.cancelWhenCreated()).then().statusCode(404);
        stranger.post(campaign, "/flows/" + flow + "/activate").then().statusCode(404);
        stranger.post(campaign, "/flows/" + flow + "/deactivate").then().statusCode(404);
        stranger.post(campaign, "/flows/" + flow + "/validate").then().statusCode(404);
        stranger.delete(campaign, "/flows/" + flow).then().statusCode(404);
        stranger.service()
                .get("/internal/v1/campaigns/" + campaign + "/definition")
                .then()
                .statusCode(404);
        stranger.service()
                .get("/internal/v1/campaigns/" + campaign + "/definition?tenant=" + api.tenant())
                .then()
                .statusCode(404);
        stranger.admin().get("/api/v1/campaigns").then().body("items", hasSize(0));
        stranger.createCampaign("Mine");
    }

    @Test
    void shouldLetOnlyAdministratorsWrite() {
        UUID campaign = api.createCampaign("Mine");
        for (Role role : List.of(Role.OPERATOR, Role.VIEWER)) {
            api.as(role).get("/api/v1/campaigns/" + campaign).then().statusCode(200);
            api.as(role)
                    .body("{\"name\": \"Other\"}")
                    .post("/api/v1/campaigns")
                    .then()
                    .statusCode(403);
            api.as(role)
                    .body("{}")
                    .patch("/api/v1/campaigns/" + campaign)
                    .then()
                    .statusCode(403);
            api.as(role).post("/api/v1/campaigns/" + campaign + "/start").then().statusCode(403);
            api.as(role).delete("/api/v1/campaigns/" + campaign).then().statusCode(403);
        }
        api.admin()
                .get("/internal/v1/campaigns/" + campaign + "/definition")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldDeleteOnlyWhenNotActive() {
        UUID campaign = api.startedCampaign("Busy");
        api.delete(campaign, "").then().statusCode(409);
        api.post(campaign, "/stop").then().statusCode(200);
        api.delete(campaign, "").then().statusCode(204);
        api.campaign(campaign).then().statusCode(404);
        api.delete(campaign, "").then().statusCode(404);
        api.createCampaign("Busy");
    }
}
