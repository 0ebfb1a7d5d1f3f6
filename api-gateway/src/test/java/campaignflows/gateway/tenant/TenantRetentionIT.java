package campaignflows.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.definition.DataRetention;
import campaignflows.platform.contracts.definition.TenantDefined;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For how long a tenant keeps participants and communications: who sets it, within which bounds, and who learns of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
@SuppressWarnings("NullAway.Init")
class TenantRetentionIT {
    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    InternalTokens tokens;

    private Api admin;
    private UUID tenant;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
        tenant = UUID.fromString(admin.get("/api/v1/tenant").json().path("id").asText());
    }

    @Test
    void shouldKeepForEverUnlessAnAdministratorSaysOtherwise() {
        assertThat(admin.get("/api/v1/retention").json())
                .isEqualTo(json("{\"participant_days\":null,\"communication_days\":null}"));

        Api.Response set = put(admin, "{\"participant_days\":365,\"communication_days\":90}");
        put(admin, "{\"participant_days\":365,\"communication_days\":90}");

        assertThat(set.status()).isEqualTo(200);
        assertThat(admin.get("/api/v1/retention").json()).isEqualTo(set.json());
        assertThat(told().retention()).isEqualTo(new DataRetention(365, 90));
        assertThat(told().revision()).isEqualTo(2);
        List<JsonNode> lines = lines();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().path("before"))
                .isEqualTo(json("{\"participant_retention_days\":null,\"communication_retention_days\":null}"));
        assertThat(lines.getFirst().path("after"))
                .isEqualTo(json("{\"participant_retention_days\":365,\"communication_retention_days\":90}"));

        put(admin, "{\"communication_days\":90}");
        assertThat(told().retention()).isEqualTo(new DataRetention(null, 90));
    }

    @Test
    void shouldLeaveTheOtherSettingsAndOtherTenantsAsTheyAre() {
        Api other = new Api(base, null).newTenant();
        JsonNode before = admin.get("/api/v1/tenant").json();
        put(admin, "{\"participant_days\":1,\"communication_days\":36500}");
        admin.patch("/api/v1/tenant", "{\"timezone\":\"Asia/Tokyo\"}");

        assertThat(admin.get("/api/v1/retention")
                        .json()
                        .path("participant_days")
                        .asInt())
                .isEqualTo(1);
        assertThat(told().retention()).isEqualTo(new DataRetention(1, 36_500));
        assertThat(admin.get("/api/v1/tenant").json().path("name")).isEqualTo(before.path("name"));
        assertThat(other.get("/api/v1/retention")
                        .json()
                        .path("participant_days")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "36501", "2147483647"})
    void shouldRefuseDaysBeyondTheBoundsAndNameTheField(String days) {
        Api.Response refused = put(admin, "{\"participant_days\":%s,\"communication_days\":7}".formatted(days));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("participant_days");
        assertThat(refused.json().path("errors")).hasSize(1);
        assertThat(told().retention()).isEqualTo(DataRetention.FOREVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "1e30", "\"soon\"", "[1]", "true"})
    void shouldRefuseWhatIsNoNumberOfDays(String days) {
        assertThat(put(admin, "{\"communication_days\":%s}".formatted(days)).status())
                .isBetween(400, 422);
        assertThat(told().retention()).isEqualTo(DataRetention.FOREVER);
    }

    @Test
    void shouldBeForAdministratorsAlone() {
        for (String role : List.of("viewer", "operator", "campaign_manager")) {
            Api key = admin.with(
                    admin.post("/api/v1/api-keys", "{\"name\":\"%s\",\"roles\":[\"%s\"]}".formatted(role, role))
                            .json()
                            .path("api_key")
                            .asText());
            assertThat(key.get("/api/v1/retention").status()).isEqualTo(403);
            assertThat(put(key, "{\"participant_days\":1}").status()).isEqualTo(403);
        }
        assertThat(told().retention()).isEqualTo(DataRetention.FOREVER);
    }

    /** As the other services ask for it before they erase anything. */
    private TenantDefined told() {
        Api service = new Api(base, tokens.mint("api-gateway", Caller.service("participant-service", tenant)));
        return Json.mapper()
                .convertValue(service.get("/internal/v1/tenants/" + tenant).json(), TenantDefined.class);
    }

    private List<JsonNode> lines() {
        List<JsonNode> lines = new ArrayList<>();
        Await.until("the change is told", () -> {
            lines.clear();
            admin.get("/api/v1/audit?action=tenant_changed")
                    .json()
                    .path("items")
                    .forEach(lines::add);
            return !lines.isEmpty();
        });
        return lines;
    }

    private static Api.Response put(Api by, String body) {
        return by.send(by.request("/api/v1/retention")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
