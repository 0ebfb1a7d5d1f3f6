package campaignflows.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class LastAdministratorQuarkusTest {
    private static final String KEYS = "/api/v1/api-keys";

    @ConfigProperty(name = "test.url")
    URI base;

    private Api operator;
    private Api admin;

    @BeforeEach
    void client() {
        operator = new Api(base, StubServices.OPERATOR_KEY);
        admin = operator.newTenant();
    }

    @Test
    void shouldKeepTheLastAdministratorsKey() {
        String id = own(admin);
        admin.post(KEYS, "{\"name\":\"viewer\",\"roles\":[\"viewer\",\"operator\"]}");
        Api.Response refused = admin.delete(KEYS + "/" + id);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("detail").asText())
                .isEqualTo(
                        "This is the last key with the role admin that neither expires nor has scopes: make another one first");
        assertThat(admin.get("/api/v1/me").status()).isEqualTo(200);
        Api second = another("admin");
        assertThat(second.delete(KEYS + "/" + id).status()).isEqualTo(204);
        assertThat(second.delete(KEYS + "/" + own(second)).status()).isEqualTo(409);
    }

    @Test
    void shouldKeepOneOfTwoThatAreRevokedAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            Api first = operator.newTenant();
            Api second = first.with(first.post(KEYS, "{\"name\":\"b\",\"roles\":[\"admin\"]}")
                    .json()
                    .path("api_key")
                    .asText());
            String ofFirst = own(first);
            String ofSecond = own(second);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Callable<Integer>> both = List.of(
                        () -> first.delete(KEYS + "/" + ofSecond).status(),
                        () -> second.delete(KEYS + "/" + ofFirst).status());
                int revoked = 0;
                for (Future<Integer> status : threads.invokeAll(both)) {
                    revoked += status.get() == 204 ? 1 : 0;
                }
                assertThat(revoked).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldLetTheOperatorMakeANewOne() {
        JsonNode tenant = admin.get("/api/v1/tenant").json();
        String path = "/api/v1/tenants/" + tenant.path("id").asText() + "/api-keys";
        Api.Response made = operator.post(path, "{}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("name").asText()).isEqualTo("Operator's key");
        assertThat(made.json().path("roles").toString()).isEqualTo("[\"admin\"]");
        Api recovered = admin.with(made.json().path("api_key").asText());
        assertThat(recovered.get("/api/v1/tenant").json()).isEqualTo(tenant);
        assertThat(recovered.delete(KEYS + "/" + own(admin)).status()).isEqualTo(204);
        assertThat(operator.post("/api/v1/tenants/" + UUID.randomUUID() + "/api-keys", "{}")
                        .status())
                .isEqualTo(404);
        assertThat(operator.post(path, "{\"name\":\" \"}").status()).isEqualTo(422);
        assertThat(recovered.post(path, "{}").status()).isEqualTo(403);
    }

    private Api another(String role) {
        return admin.with(admin.post(KEYS, "{\"name\":\"b\",\"roles\":[\"" + role + "\"]}")
                .json()
                .path("api_key")
                .asText());
    }

    private static String own(Api api) {
        return api.get("/api/v1/me").json().path("id").asText();
    }
}
