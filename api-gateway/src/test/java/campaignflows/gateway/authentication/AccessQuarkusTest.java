package campaignflows.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
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
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class AccessQuarkusTest {
    @ConfigProperty(name = "test.url")
    URI base;

    @Inject
    InternalTokens tokens;

    private Api nobody;
    private Api admin;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
        admin = nobody.newTenant();
    }

    @Test
    void shouldRefuseWhoeverIsNotKnown() {
        for (Api caller : new Api[] {
            nobody,
            nobody.with("cf_wrong"),
            nobody.with(""),
            nobody.with(admin.credential() + "x"),
            nobody.with("a.b.c")
        }) {
            Api.Response answer = caller.get("/api/v1/campaigns");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.code()).isEqualTo("unauthenticated");
        }
    }

    @Test
    void shouldRefuseATokenOfTheInside() {
        String token = tokens.mint(
                "campaign-service",
                new Caller(UUID.randomUUID(), "x", Set.of(campaignflows.platform.web.auth.Role.ADMIN)));
        assertThat(nobody.with(token).get("/api/v1/campaigns").status()).isEqualTo(401);
        String own = tokens.mint(
                "api-gateway", new Caller(UUID.randomUUID(), "x", Set.of(campaignflows.platform.web.auth.Role.ADMIN)));
        assertThat(nobody.with(own).get("/api/v1/tenant").status()).isEqualTo(401);
    }

    @Test
    void shouldReplaceTheCredentialByATokenForTheService() {
        // given
        JsonNode me = admin.get("/api/v1/me").json();
        // when
        JsonNode seen = admin.send(admin.request("/api/v1/campaigns?search=a%20b&limit=5")
                        .header("X-Forwarded-For", "6.6.6.6")
                        .header("X-Request-Id", "my-request.1"))
                .json();
        // then
        JsonNode claims = Api.claims(seen);
        assertThat(seen.path("service").asText()).isEqualTo("campaign-service");
        assertThat(seen.path("uri").asText()).isEqualTo("/api/v1/campaigns?search=a%20b&limit=5");
        assertThat(claims.path("aud").asText()).isEqualTo("campaign-service");
        assertThat(claims.path("tenant").asText())
                .isEqualTo(me.path("tenant").path("id").asText());
        assertThat(claims.path("sub").asText()).isEqualTo(me.path("id").asText());
        assertThat(claims.path("groups")).hasSize(1);
        assertThat(claims.path("groups").get(0).asText()).isEqualTo("admin");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(60);
        assertThat(seen.toString()).doesNotContain(admin.credential()).doesNotContain("6.6.6.6");
        assertThat(seen.path("headers").path("x-request-id").asText()).isEqualTo("my-request.1");
    }

    @Test
    void shouldGiveEachKeyItsRolesAndRevokeItAtOnce() {
        // given
        JsonNode created = admin.post("/api/v1/api-keys", "{\"name\":\"Reader\",\"roles\":[\"viewer\",\"operator\"]}")
                .json();
        Api reader = nobody.with(created.path("api_key").asText());
        // then
        assertThat(Api.claims(reader.get("/api/v1/campaigns").json()).path("groups"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("viewer", "operator");
        assertThat(reader.get("/api/v1/me").json().path("name").asText()).isEqualTo("Reader");
        assertThat(reader.get("/api/v1/api-keys").status()).isEqualTo(403);
        assertThat(reader.patch("/api/v1/tenant", "{}").status()).isEqualTo(403);
        assertThat(reader.get("/api/v1/tenant").status()).isEqualTo(200);
        // when
        String path = "/api/v1/api-keys/" + created.path("id").asText();
        assertThat(nobody.newTenant().delete(path).status()).isEqualTo(404);
        assertThat(admin.delete(path).status()).isEqualTo(204);
        // then
        assertThat(reader.get("/api/v1/campaigns").status()).isEqualTo(401);
        assertThat(admin.delete(path).status()).isEqualTo(404);
        assertThat(admin.get("/api/v1/campaigns").status()).isEqualTo(200);
    }

    @Test
    void shouldListKeysWithoutSecretsAndWithTheirLastUse() {
        // given
        for (int i = 0; i < 2; i++) {
            admin.post("/api/v1/api-keys", "{\"name\":\"Key " + i + "\",\"roles\":[\"viewer\"]}");
        }
        Await.until(
                "the use of the first key is noted",
                () -> admin.get("/api/v1/api-keys?limit=1")
                        .json()
                        .at("/items/0/last_used_at")
                        .isTextual());
        // when
        JsonNode first = admin.get("/api/v1/api-keys?limit=2").json();
        JsonNode second = admin.get("/api/v1/api-keys?limit=2&cursor="
                        + first.path("next_cursor").asText())
                .json();
        // then
        assertThat(first.path("items"))
                .extracting(key -> key.path("name").asText())
                .containsExactly("First key", "Key 0");
        assertThat(second.path("items"))
                .extracting(key -> key.path("name").asText())
                .containsExactly("Key 1");
        assertThat(first.path("items").get(1).path("last_used_at").isNull()).isTrue();
        assertThat(first.toString() + second).doesNotContain("cf_").doesNotContain("hash");
    }

    @Test
    void shouldRefuseKeysThatAreNotValid() {
        JsonNode problem = admin.post("/api/v1/api-keys", "{\"name\":\" \",\"roles\":[\"service\"]}")
                .json();
        assertThat(problem.path("status").asInt()).isEqualTo(422);
        assertThat(problem.path("errors"))
                .extracting(error -> error.path("field").asText())
                .containsExactly("name", "roles");
        assertThat(admin.post("/api/v1/api-keys", "{\"name\":\"x\",\"roles\":[\"root\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.post("/api/v1/api-keys", "{\"name\":\"x\",\"role\":[]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void shouldKeepOperatorAndTenantApart() {
        Api operator = nobody.with(StubServices.OPERATOR_KEY);
        assertThat(operator.get("/api/v1/campaigns").status()).isEqualTo(403);
        assertThat(operator.get("/api/v1/me").status()).isEqualTo(403);
        assertThat(operator.get("/api/v1/tenant").status()).isEqualTo(403);
        assertThat(operator.get("/api/v1/tenants").status()).isEqualTo(200);
        assertThat(admin.get("/api/v1/tenants").status()).isEqualTo(403);
        assertThat(admin.post("/api/v1/tenants", "{}").status()).isEqualTo(403);
        assertThat(nobody.get("/api/v1/tenants").status()).isEqualTo(401);
    }

    @Test
    void shouldServeTheInsideToServicesOnly() {
        String tenant = admin.get("/api/v1/tenant").json().path("id").asText();
        String path = "/internal/v1/tenants/" + tenant;
        String service = tokens.mint("api-gateway", Caller.service("campaign-service", null));
        String elsewhere = tokens.mint("campaign-service", Caller.service("campaign-service", null));
        assertThat(nobody.get(path).status()).isEqualTo(404);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(nobody.with(StubServices.OPERATOR_KEY).get(path).status()).isEqualTo(404);
        assertThat(nobody.with(elsewhere).get(path).status()).isEqualTo(401);
        assertThat(nobody.with(service).get("/internal/v1/walks/commit").status())
                .isEqualTo(404);
        JsonNode defined = nobody.with(service).get(path).json();
        assertThat(defined.path("id").asText()).isEqualTo(tenant);
        assertThat(defined.path("timezone").asText()).isEqualTo("Europe/Berlin");
        assertThat(defined.path("revision").asLong()).isEqualTo(1);
    }
}
