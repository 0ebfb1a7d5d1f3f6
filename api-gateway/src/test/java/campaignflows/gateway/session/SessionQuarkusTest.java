package campaignflows.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.bootstrap.BootstrapService;
import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** In order, because there is one sign-in with one budget of failed attempts. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SessionQuarkusTest {
    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    BootstrapService bootstrap;

    @ConfigProperty(name = StubServices.FOLDER)
    Path folder;

    private Api nobody;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
    }

    @Test
    @Order(1)
    void shouldSignInAndOut() {
        // when
        Api.Response answer = signIn(StubServices.PASSWORD);
        // then
        assertThat(answer.status()).isEqualTo(201);
        assertThat(Instant.parse(answer.json().path("expires_at").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofHours(11)), Instant.now().plus(Duration.ofHours(12)));
        Api user = nobody.with(answer.json().path("token").asText());
        JsonNode me = user.get("/api/v1/me").json();
        assertThat(me.path("kind").asText()).isEqualTo("user");
        assertThat(me.path("roles").get(0).asText()).isEqualTo("admin");
        assertThat(me.path("tenant").path("name").asText()).isEqualTo("Local");
        assertThat(Api.claims(user.get("/api/v1/campaigns").json())
                        .path("tenant")
                        .asText())
                .isEqualTo(me.path("tenant").path("id").asText());
        // when
        assertThat(user.delete("/api/v1/session").status()).isEqualTo(204);
        // then
        assertThat(user.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    @Order(2)
    void shouldGiveTheFilesKeyTheLocalTenant() {
        Api local = nobody.with(StubServices.LOCAL_KEY);
        JsonNode tenant = local.get("/api/v1/tenant").json();
        assertThat(tenant.path("name").asText()).isEqualTo("Local");
        assertThat(tenant.path("timezone").asText()).isEqualTo("UTC");
        assertThat(tenant.path("date_format").asText()).isEqualTo("yyyy-MM-dd");
        assertThat(tenant.path("region").isNull()).isTrue();
        assertThat(local.delete("/api/v1/session").status()).isEqualTo(409);
    }

    @Test
    @Order(3)
    void shouldChangeNothingWhenTheBootstrapIsRepeated() {
        // given
        Api local = nobody.with(StubServices.LOCAL_KEY);
        JsonNode keys = local.get("/api/v1/api-keys").json().path("items");
        Api user =
                nobody.with(signIn(StubServices.PASSWORD).json().path("token").asText());
        // when
        bootstrap.run();
        bootstrap.run();
        // then
        assertThat(ids(local.get("/api/v1/api-keys").json().path("items"))).isEqualTo(ids(keys));
        assertThat(user.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void shouldTakeOverAChangedFile() throws IOException {
        // given
        Api user =
                nobody.with(signIn(StubServices.PASSWORD).json().path("token").asText());
        String newKey = "another-key-of-the-local-tenant-0123456789";
        String newOperatorKey = "another-operator-key-0123456789-0123456789";
        try {
            // when
            Files.writeString(folder.resolve("api-key"), newKey);
            Files.writeString(folder.resolve("operator-key"), newOperatorKey);
            Files.writeString(folder.resolve("admin-password"), "another password");
            bootstrap.run();
            // then
            Api local = nobody.with(newKey);
            assertThat(local.get("/api/v1/me").status()).isEqualTo(200);
            assertThat(local.get("/api/v1/api-keys").json().path("items")).hasSize(1);
            assertThat(nobody.with(newOperatorKey).get("/api/v1/tenants").status())
                    .isEqualTo(200);
            assertThat(signIn("another password").status()).isEqualTo(201);
            campaignflows.platform.testkit.Await.until(
                    "former credentials are forgotten",
                    () -> user.get("/api/v1/me").status() == 401
                            && nobody.with(StubServices.LOCAL_KEY)
                                            .get("/api/v1/me")
                                            .status()
                                    == 401
                            && nobody.with(StubServices.OPERATOR_KEY)
                                            .get("/api/v1/tenants")
                                            .status()
                                    == 401);
        } finally {
            Files.writeString(folder.resolve("operator-key"), StubServices.OPERATOR_KEY);
            Files.writeString(folder.resolve("admin-password"), StubServices.PASSWORD);
            bootstrap.run();
        }
    }

    @Test
    @Order(5)
    void shouldSlowDownGuessingButNeverLockOut() {
        // when: more guesses are made than are free
        List<Integer> statuses = new ArrayList<>();
        while (!statuses.contains(429) && statuses.size() < 40) {
            statuses.add(signIn("guess " + statuses.size()).status());
        }
        // then
        assertThat(statuses.subList(0, 4)).containsOnly(401);
        assertThat(statuses.getLast()).isEqualTo(429);
        Api.Response refused = signIn("one more guess");
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(signIn(StubServices.PASSWORD).status()).isEqualTo(201);
        assertThat(signIn("a guess after it").status()).isEqualTo(401);
    }

    private Api.Response signIn(String password) {
        return nobody.post("/api/v1/session", "{\"password\":\"" + password + "\"}");
    }

    private static List<String> ids(JsonNode keys) {
        List<String> ids = new ArrayList<>();
        keys.forEach(key -> ids.add(key.path("id").asText()));
        return ids;
    }
}
