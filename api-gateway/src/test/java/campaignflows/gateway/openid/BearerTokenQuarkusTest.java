package campaignflows.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.Await;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
@QuarkusTestResource(value = OpenIdProviderResource.class, restrictToAnnotatedClass = true)
@EnabledIf("campaignflows.gateway.openid.OpenIdProviderResource#isPossible")
class BearerTokenQuarkusTest {
    private static final String CAMPAIGNS = "/api/v1/campaigns";

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = OpenIdProviderResource.ADDRESS, defaultValue = "http://127.0.0.1:1")
    URI providerAddress;

    private Api nobody;
    private ProviderClient provider;
    private String tenant;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
        provider = new ProviderClient(providerAddress);
        tenant = nobody.newTenant().get("/api/v1/tenant").json().path("id").asText();
    }

    @Test
    void shouldStandForItsOwnerInTheTenantAndRolesOfItsClaims() {
        // when
        Api program = nobody.with(provider.token(claims("flows-viewer", "flows-unknown")));
        // then
        Api.Response me = program.get("/api/v1/me");
        assertThat(me.status()).as(me.text()).isEqualTo(200);
        assertThat(me.json().path("kind").asText()).isEqualTo("user");
        assertThat(me.json().path("name").asText()).isEqualTo("Mara Klein");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"viewer\"]");
        assertThat(me.json().path("tenant").path("id").asText()).isEqualTo(tenant);
        JsonNode seen = Api.claims(program.get(CAMPAIGNS).json());
        assertThat(seen.path("tenant").asText()).isEqualTo(tenant);
        assertThat(seen.path("sub").asText()).isEqualTo(me.json().path("id").asText());
        assertThat(seen.path("groups").toString()).isEqualTo("[\"viewer\"]");
    }

    @Test
    void shouldAllowWhatTheRoleAllowsAndNoMore() {
        Api viewer = nobody.with(provider.token(claims("flows-viewer")));
        Api admin = nobody.with(provider.token(claims("flows-admin")));
        assertThat(viewer.get("/api/v1/api-keys").status()).isEqualTo(403);
        assertThat(viewer.post(CAMPAIGNS, "{}").status()).isEqualTo(403);
        assertThat(admin.get("/api/v1/api-keys").status()).isEqualTo(200);
        assertThat(admin.get("/api/v1/tenants").status()).isEqualTo(403);
    }

    @Test
    void shouldRefuseWhatTheProviderHasNotGivenForHere() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> good = claims("flows-admin");
        Map<String, String> wrong = Map.of(
                "another audience", provider.token(with(good, "aud", "another")),
                "expired", provider.token(with(good, "exp", now - 60)),
                "not valid yet", provider.token(with(good, "nbf", now + 600)),
                "a foreign issuer", provider.token(with(good, "iss", "https://id.example")),
                "no signature", provider.token(good, Map.of(), "nobody"),
                "another's signature", provider.token(good, Map.of(), "another"),
                "an unknown key", provider.token(good, Map.of("kid", "unknown"), "own"));
        wrong.forEach((why, token) -> {
            Api.Response answer = nobody.with(token).get(CAMPAIGNS);
            assertThat(answer.status()).as(why).isEqualTo(401);
            assertThat(answer.code()).as(why).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).as(why).isEqualTo("Bearer");
        });
    }

    @Test
    void shouldBearClocksThatDifferALittle() {
        long now = Instant.now().getEpochSecond();
        // Of the ten seconds that clocks may differ none has passed, but for a slow machine.
        Api.Response answer = nobody.with(provider.token(with(claims("flows-viewer"), "iat", now + 5)))
                .get("/api/v1/me");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void shouldSayWhatIsMissingToWhoeverHasNoTenantOrNoRole() {
        Map<String, Object> good = claims("flows-viewer");
        Map<String, Map<String, Object>> refused = Map.of(
                "no tenant", without(good, "tenant"),
                "a tenant that does not exist",
                        with(good, "tenant", UUID.randomUUID().toString()),
                "a tenant's name", with(good, "tenant", "Local"),
                "two tenants", with(good, "tenant", List.of(tenant, tenant)));
        refused.forEach((why, claims) -> {
            Api.Response answer = nobody.with(provider.token(claims)).get("/api/v1/me");
            assertThat(answer.status()).as(why).isEqualTo(403);
            assertThat(answer.json().path("detail").asText()).as(why).contains("belongs to no tenant");
        });
        Stream.of(without(good, "realm_access"), claims("admin"), claims("flows-other"))
                .forEach(claims -> {
                    Api.Response answer = nobody.with(provider.token(claims)).get("/api/v1/me");
                    assertThat(answer.status()).isEqualTo(403);
                    assertThat(answer.json().path("detail").asText()).contains("has no role");
                });
    }

    @Test
    void shouldAcceptANewKeyOfTheProviderAndNotAskForItWithoutEnd() throws Exception {
        // given
        assertThat(nobody.with(provider.token(claims("flows-viewer")))
                        .get("/api/v1/me")
                        .status())
                .isEqualTo(200);
        // when
        provider.rotate("key-" + UUID.randomUUID());
        // then
        String token = provider.token(claims("flows-viewer"));
        Await.until(
                "the new key is known",
                () -> nobody.with(token).get("/api/v1/me").status() == 200);
        // when: many tokens name keys that there are not
        int before = provider.keySetReads();
        long started = System.nanoTime();
        List<String> unknown = IntStream.range(0, 20)
                .mapToObj(i -> provider.token(claims("flows-viewer"), Map.of("kid", "none-" + i), "own"))
                .toList();
        // At once, since whoever guesses waits longer each time.
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> requests = unknown.stream()
                    .<Callable<Integer>>map(
                            text -> () -> nobody.with(text).get("/api/v1/me").status())
                    .toList();
            for (Future<Integer> status : threads.invokeAll(requests)) {
                assertThat(status.get()).isEqualTo(401);
            }
        }
        // then: the keys were read once a second at most
        long seconds = (System.nanoTime() - started) / 1_000_000_000;
        assertThat(provider.keySetReads() - before).isLessThanOrEqualTo((int) seconds + 2);
    }

    @Test
    void shouldLeaveTheTokensEndToTheProvider() {
        Api.Response answer =
                nobody.with(provider.token(claims("flows-viewer"))).delete("/api/v1/session");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).contains("identity provider");
    }

    private Map<String, Object> claims(String... roles) {
        return Map.of("tenant", tenant, "name", "Mara Klein", "realm_access", Map.of("roles", List.of(roles)));
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        var changed = new java.util.HashMap<>(claims);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> claims, String name) {
        return claims.entrySet().stream()
                .filter(claim -> !claim.getKey().equals(name))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
