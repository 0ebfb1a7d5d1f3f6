package campaignflows.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.database.GatewayTables;
import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What docs/sign-in.md says about Keycloak, on Keycloak itself; only with {@code -Dkeycloak.zip}, see KeycloakResource. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
@QuarkusTestResource(value = KeycloakResource.class, restrictToAnnotatedClass = true)
@EnabledIfSystemProperty(named = KeycloakResource.ZIP, matches = ".+")
class KeycloakQuarkusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGN_IN = "/api/v1/sign-in/company";

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = KeycloakResource.ADDRESS, defaultValue = "http://127.0.0.1:1")
    URI keycloak;

    @Inject
    GatewayTables tables;

    private final TestBrowser browser = new TestBrowser();

    @BeforeEach
    void tenant() {
        tables.rows("""
                insert into tenants (id, name, timezone, date_format) values (cast(? as uuid), 'Acme', 'UTC', 'yyyy-MM-dd')
                    on conflict do nothing returning id
                """, KeycloakResource.TENANT);
    }

    @Test
    void shouldSignInAndOut() throws IOException {
        // when
        TestBrowser.Page asked = browser.open(base.resolve(SIGN_IN));
        TestBrowser.Page page =
                browser.submit(asked, Map.of("username", "mara", "password", "a password of the tests"));
        // then
        assertThat(page.address()).isEqualTo(base.resolve("/"));
        JsonNode me = read("/api/v1/me");
        assertThat(me.path("name").asText()).isEqualTo("Mara Klein");
        assertThat(me.path("roles").toString()).isEqualTo("[\"campaign_manager\"]");
        assertThat(me.path("tenant").path("name").asText()).isEqualTo("Acme");
        // when
        browser.send(HttpRequest.newBuilder(base.resolve("/api/v1/session"))
                .header("X-Requested-With", "campaign-flows")
                .DELETE()
                .build());
        TestBrowser.Page out = browser.open(base.resolve(SIGN_IN + "/sign-out"));
        // then: Keycloak asks for the password again
        assertThat(out.address().toString()).startsWith(base.resolve("/").toString());
        assertThat(browser.visited())
                .anyMatch(address -> address.getPath().endsWith("/protocol/openid-connect/logout"));
        assertThat(browser.open(base.resolve(SIGN_IN)).text()).contains("kc-form-login");
    }

    @Test
    void shouldAcceptTheTokenOfAProgram() throws IOException {
        // given
        String form = "grant_type=client_credentials&client_id=campaign-flows"
                + "&client_secret=secret-of-the-console-in-tests";
        JsonNode answer = JSON.readTree(
                browser.send(HttpRequest.newBuilder(keycloak.resolve("/realms/flows/protocol/openid-connect/token"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build())
                        .body());
        // when
        Api program = new Api(base, answer.path("access_token").asText());
        // then
        JsonNode me = program.get("/api/v1/me").json();
        assertThat(me.path("roles").toString()).as(me.toString()).isEqualTo("[\"viewer\"]");
        assertThat(me.path("tenant").path("id").asText()).isEqualTo(KeycloakResource.TENANT);
        assertThat(program.post("/api/v1/campaigns", "{}").status()).isEqualTo(403);
    }

    private JsonNode read(String path) throws IOException {
        return JSON.readTree(
                browser.send(HttpRequest.newBuilder(base.resolve(path)).GET().build())
                        .body());
    }
}
