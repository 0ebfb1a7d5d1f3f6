package campaignflows.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.database.GatewayTables;
import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.RawHttp;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bounds the use of API keys, and how they get other secrets. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class ApiKeysQuarkusTest {
    private static final String KEYS = "/api/v1/api-keys";
    private static final String ME = "/api/v1/me";

    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    GatewayTables tables;

    private Api admin;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldEndAKeyWhenItExpires() {
        JsonNode made = made("\"expires_at\":\"2100-01-01T00:00:00Z\"");
        Api key = admin.with(made.path("api_key").asText());
        assertThat(made.path("expires_at").asText()).isEqualTo("2100-01-01T00:00:00Z");
        assertThat(key.get(ME).status()).isEqualTo(200);

        tables.rows("update api_keys set expires_at = now() - interval '1 second' where id = ? returning id", id(made));

        Await.until("the key has ended everywhere", () -> key.get(ME).status() == 401);
        assertThat(key.get(ME).json().path("detail").asText())
                .startsWith("This API key was valid until ")
                .endsWith(": ask an administrator for a new one");
        // What has ended is changed back by whoever may.
        assertThat(admin.patch(KEYS + "/" + id(made), "{\"expires_at\":null}").status())
                .isEqualTo(200);
        assertThat(key.get(ME).status()).isEqualTo(200);
    }

    @Test
    void shouldAcceptAKeyFromItsAddressesOnly() throws IOException {
        JsonNode made = made("\"allowed_addresses\":[\"127.0.0.2\",\"10.1.2.3/8\",\"10.0.0.0/8\"]");
        assertThat(made.path("allowed_addresses").toString()).isEqualTo("[\"127.0.0.2\",\"10.0.0.0/8\"]");
        Api key = admin.with(made.path("api_key").asText());

        Api.Response refused = key.get(ME);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("detail").asText())
                .isEqualTo("This API key is not accepted from this network address: ask an administrator to allow it");
        try (RawHttp http = new RawHttp(base, "127.0.0.2")) {
            http.send("GET " + ME + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key.credential() + "\r\n\r\n");
            assertThat(http.head().status()).isEqualTo(200);
        }

        admin.patch(KEYS + "/" + id(made), "{\"allowed_addresses\":[]}");
        assertThat(key.get(ME).status()).isEqualTo(200);
    }

    @Test
    void shouldNotLockOutWhoeverChangesAKey() {
        String own = KEYS + "/" + admin.get(ME).json().path("id").asText();

        Api.Response refused = admin.patch(own, "{\"allowed_addresses\":[\"203.0.113.0/24\"]}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("allowed_addresses");
        assertThat(refused.json().at("/errors/0/message").asText()).contains("127.0.0.1");
        assertThat(admin.patch(own, "{\"expires_at\":\"2100-01-01T00:00:00Z\"}").status())
                .isEqualTo(409);

        assertThat(admin.patch(own, "{\"allowed_addresses\":[\"127.0.0.0/8\"]}").status())
                .isEqualTo(200);
        assertThat(admin.get(ME).status()).isEqualTo(200);
    }

    @Test
    void shouldKeepTheSecretBeforeForTheOverlap() {
        JsonNode made = made("\"requests_per_minute\":5000");
        Api first = admin.with(made.path("api_key").asText());
        assertThat(first.get(ME).status()).isEqualTo(200);

        JsonNode rotated = rotate(made, "{\"overlap\":\"PT1H\"}");
        Api second = admin.with(rotated.path("api_key").asText());
        assertThat(rotated.path("id")).isEqualTo(made.path("id"));
        assertThat(rotated.path("requests_per_minute").asInt()).isEqualTo(5000);
        assertThat(Instant.parse(rotated.path("previous_valid_until").asText()))
                .isEqualTo(Instant.parse(rotated.path("rotated_at").asText()).plusSeconds(3600));
        assertThat(first.get(ME).status()).isEqualTo(200);
        assertThat(second.get(ME).json()).isEqualTo(first.get(ME).json());

        tables.rows(
                "update api_keys set previous_valid_until = now() - interval '1 second' where id = ? returning id",
                id(made));
        Await.until("the overlap has ended everywhere", () -> first.get(ME).status() == 401);
        assertThat(second.get(ME).status()).isEqualTo(200);
    }

    @Test
    void shouldEndEarlierSecretsAtOnce() {
        JsonNode made = made("\"expires_at\":null");
        Api first = admin.with(made.path("api_key").asText());
        Api second = admin.with(rotate(made, "{}").path("api_key").asText());
        assertThat(first.get(ME).status()).isEqualTo(200);
        assertThat(second.get(ME).status()).isEqualTo(200);

        JsonNode last = rotate(made, "{\"overlap\":\"PT0S\"}");

        assertThat(first.get(ME).status()).isEqualTo(401);
        assertThat(second.get(ME).status()).isEqualTo(401);
        Api third = admin.with(last.path("api_key").asText());
        assertThat(third.get(ME).status()).isEqualTo(200);
        assertThat(last.path("previous_valid_until").isNull()).isTrue();

        assertThat(admin.delete(KEYS + "/" + id(made)).status()).isEqualTo(204);
        assertThat(third.get(ME).status()).isEqualTo(401);
    }

    @Test
    void shouldLeaveTheSecretOfAFileToTheFile() {
        Api local = admin.with(StubServices.LOCAL_KEY);
        String own = local.get(ME).json().path("id").asText();

        Api.Response refused = local.post(KEYS + "/" + own + "/rotate", "{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText()).contains("file");
        assertThat(local.get(ME).header("RateLimit-Limit")).isEmpty();
    }

    @Test
    void shouldLimitTheRequestsOfAKey() {
        Api key = admin.with(made("\"requests_per_minute\":2").path("api_key").asText());
        Api.Response first = key.get(ME);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Limit")).isEqualTo("2");
        assertThat(first.header("RateLimit-Remaining")).isEqualTo("1");
        assertThat(first.header("RateLimit-Policy")).isEqualTo("2;w=60");
        assertThat(Integer.parseInt(first.header("RateLimit-Reset"))).isBetween(1, 60);

        Api.Response refused = key.get("/api/v1/campaigns");
        for (int i = 0; i < 20 && refused.status() == 200; i++) {
            refused = key.get("/api/v1/campaigns");
        }

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(refused.json().path("detail").asText()).contains("the limit is 2");
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(admin.get(ME).status()).isEqualTo(200);
    }

    @Test
    void shouldBoundAKeyByItsScopes() {
        JsonNode made = admin.post(
                        KEYS,
                        "{\"name\":\"K\",\"roles\":[\"admin\"],\"scopes\":[\"campaigns:write\",\"read\",\"read\"]}")
                .json();
        assertThat(made.path("scopes").toString()).isEqualTo("[\"read\",\"campaigns:write\"]");
        Api key = admin.with(made.path("api_key").asText());

        assertThat(key.get("/api/v1/campaigns").status()).isEqualTo(200);
        assertThat(key.post("/api/v1/campaigns", "{}").status()).isEqualTo(200);
        assertThat(key.patch("/api/v1/tenant", "{}").json().path("detail").asText())
                .isEqualTo("This takes an API key with the scope settings:write");
        assertThat(key.post(KEYS, "{\"name\":\"More\",\"roles\":[\"admin\"]}").status())
                .isEqualTo(403);

        admin.patch(KEYS + "/" + id(made), "{\"scopes\":[\"settings:write\"]}");
        assertThat(key.get("/api/v1/campaigns").status()).isEqualTo(403);
        assertThat(key.patch("/api/v1/tenant", "{}").status()).isEqualTo(200);
        admin.patch(KEYS + "/" + id(made), "{\"scopes\":[]}");
        assertThat(key.get(KEYS).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expires_at|\"2001-01-01T00:00:00Z\"|422",
                "expires_at|\"soon\"|400",
                "allowed_addresses|[\"office.example\"]|422",
                "allowed_addresses|[\"10.0.0.0/33\"]|422",
                "allowed_addresses|[null]|422",
                "requests_per_minute|0|422",
                "requests_per_minute|2000000|422",
                "requests_per_minute|1.5|400",
                "scopes|[\"everything\"]|422"
            })
    void shouldRefuseBoundsThatAreNone(String field, String value, int status) {
        String bound = "\"" + field + "\":" + value;
        String key = "{\"name\":\"K\",\"roles\":[\"viewer\"]," + bound + "}";

        Api.Response made = admin.post(KEYS, key);
        Api.Response changed = admin.patch(KEYS + "/" + id(made("\"expires_at\":null")), "{" + bound + "}");

        assertThat(made.status()).as(made.text()).isEqualTo(status);
        assertThat(changed.status()).as(changed.text()).isEqualTo(status);
        assertThat(made.text()).contains(field);
        assertThat(changed.text()).contains(field);
    }

    @ParameterizedTest
    @CsvSource({"P31D", "-PT1S", "tomorrow", "PT1H1"})
    void shouldRefuseAnOverlapThatIsNone(String overlap) {
        JsonNode made = made("\"expires_at\":null");

        Api.Response refused = admin.post(KEYS + "/" + id(made) + "/rotate", "{\"overlap\":\"" + overlap + "\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("overlap");
        assertThat(admin.with(made.path("api_key").asText()).get(ME).status()).isEqualTo(200);
    }

    @Test
    void shouldKnowNoKeyOfAnotherTenant() {
        String foreign = KEYS + "/" + id(made("\"expires_at\":null"));
        Api other = admin.newTenant();

        assertThat(other.patch(foreign, "{\"expires_at\":null}").status()).isEqualTo(404);
        assertThat(other.post(foreign + "/rotate", "{}").status()).isEqualTo(404);
        assertThat(other.delete(foreign).status()).isEqualTo(404);
    }

    private JsonNode made(String bound) {
        Api.Response made = admin.post(KEYS, "{\"name\":\"K\",\"roles\":[\"viewer\"]," + bound + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private JsonNode rotate(JsonNode key, String rotation) {
        Api.Response rotated = admin.post(KEYS + "/" + id(key) + "/rotate", rotation);
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
        return rotated.json();
    }

    private static UUID id(JsonNode key) {
        return UUID.fromString(key.path("id").asText());
    }
}
