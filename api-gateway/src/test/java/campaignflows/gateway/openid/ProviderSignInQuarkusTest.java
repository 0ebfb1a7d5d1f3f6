package campaignflows.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
class ProviderSignInQuarkusTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIGN_IN = "/api/v1/sign-in/main";

    @ConfigProperty(name = "test.url")
    URI base;

    @ConfigProperty(name = OpenIdProviderResource.ADDRESS, defaultValue = "http://127.0.0.1:1")
    URI providerAddress;

    private ProviderClient provider;
    private TestBrowser browser;
    private String tenant;
    private String account;

    @BeforeEach
    void client() {
        provider = new ProviderClient(providerAddress);
        browser = new TestBrowser();
        tenant = new Api(base, null)
                .newTenant()
                .get("/api/v1/tenant")
                .json()
                .path("id")
                .asText();
        account = "mara-" + UUID.randomUUID();
        provider.account(account, claims("flows-admin"));
    }

    @Test
    void shouldOfferItsProviders() {
        JsonNode state = read("/api/v1/session");
        assertThat(state.path("signed_in").asBoolean()).isFalse();
        assertThat(state.path("sign_in").get(0).asText()).isEqualTo("password");
        assertThat(state.path("providers").toString())
                .isEqualTo("[{\"name\":\"absent\",\"title\":\"absent\"},{\"name\":\"main\",\"title\":\"Example\"}]");
    }

    @Test
    void shouldSignInInABrowser() {
        // when
        TestBrowser.Page page = signIn();
        // then: the browser is at the console, and nothing secret stands in an address
        assertThat(page.address()).isEqualTo(base.resolve("/"));
        HttpCookie cookie = browser.cookie("cf_session").orElseThrow();
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/api");
        JsonNode me = read("/api/v1/me");
        assertThat(me.path("name").asText()).isEqualTo("Mara Klein");
        assertThat(me.path("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(me.path("tenant").path("id").asText()).isEqualTo(tenant);
        assertThat(me.path("provider").asText()).isEqualTo("main");
    }

    @Test
    void shouldHaveNoPasswordForWhoeverSignsInByAProvider() {
        signIn();
        assertThat(read("/api/v1/me").path("account").isNull()).isTrue();
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(base.resolve("/api/v1/account/password"))
                .header("X-Requested-With", "test")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(
                        "{\"current_password\":\"anything\",\"new_password\":\"four words that rhyme\"}"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(409);
    }

    @Test
    void shouldAskWithProofOfPossessionAndSayNothingOfTheHost() {
        // when
        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(base.resolve(SIGN_IN)).GET().build());
        // then
        assertThat(answer.statusCode()).isEqualTo(302);
        URI address = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertThat(address.getQuery())
                .contains("code_challenge_method=S256", "code_challenge=", "nonce=", "state=")
                .contains("redirect_uri=" + base.resolve(SIGN_IN + "/callback"));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .allMatch(cookie -> cookie.contains("; HTTPOnly")
                        && cookie.contains("; SameSite=Lax")
                        && cookie.contains("; Path=" + SIGN_IN));
    }

    @Test
    void shouldGiveTheCookieToOurOwnPagesOnly() {
        signIn();
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(base.resolve("/api/v1/campaigns"))
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void shouldSayWhyThereIsNoSession() {
        provider.account(
                account, Map.of("name", "Mara Klein", "realm_access", Map.of("roles", List.of("flows-admin"))));
        assertThat(signIn().address().toString()).endsWith("/?sign_in=not_assigned");
        assertThat(browser.cookie("cf_session")).isEmpty();
        provider.account(account, claims("another-role"));
        assertThat(browser.open(base.resolve(SIGN_IN)).address().toString()).endsWith("/?sign_in=not_assigned");
    }

    @Test
    void shouldEndNoSignInThatThisBrowserHasNotBegun() {
        String callback = SIGN_IN + "/callback?code=stolen&state=" + UUID.randomUUID();
        assertThat(browser.open(base.resolve(callback)).address().toString()).endsWith("/?sign_in=failed");
        // given: a sign-in that was begun
        browser.send(HttpRequest.newBuilder(base.resolve(SIGN_IN)).GET().build());
        // then: it is not ended by another's code and state
        assertThat(browser.open(base.resolve(callback)).address().toString()).endsWith("/?sign_in=failed");
        assertThat(browser.cookie("cf_session")).isEmpty();
    }

    @Test
    void shouldComeBackWhenSomebodyCancels() {
        String canceled = SIGN_IN + "/callback?error=access_denied&state=x";
        assertThat(browser.open(base.resolve(canceled)).address().toString()).endsWith("/?sign_in=canceled");
    }

    @Test
    void shouldSignOutHereAndAtTheProvider() {
        // given
        signIn();
        // when
        HttpResponse<String> out = browser.send(HttpRequest.newBuilder(base.resolve("/api/v1/session"))
                .header("X-Requested-With", "campaign-flows")
                .DELETE()
                .build());
        TestBrowser.Page asked = browser.open(base.resolve(SIGN_IN + "/sign-out"));
        // then
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(asked.address().toString())
                .startsWith(providerAddress + "/session/end?")
                .contains("id_token_hint=", "post_logout_redirect_uri=");
        // when
        TestBrowser.Page ended = browser.submit(asked, Map.of("logout", "yes"));
        // then: it is over at both, and the next sign-in asks who it is
        assertThat(ended.address().toString()).startsWith(base.resolve("/").toString());
        assertThat(read("/api/v1/session").path("signed_in").asBoolean()).isFalse();
        assertThat(browser.open(base.resolve(SIGN_IN)).address().toString())
                .startsWith(providerAddress + "/interaction/");
    }

    @Test
    void shouldSignOutWhoeverHasNothingToEndThere() {
        assertThat(browser.open(base.resolve(SIGN_IN + "/sign-out")).address()).isEqualTo(base.resolve("/"));
    }

    @Test
    void shouldBelieveNoTokenOfAProviderInPlaceOfAnInternalOne() {
        signIn();
        HttpCookie cookie = browser.cookie("q_session_main").orElseThrow();
        for (String path : List.of("/api/v1/me", "/internal/v1/tenants/" + tenant, "/api/v1/api-keys")) {
            Api.Response answer = new Api(base, null)
                    .send(HttpRequest.newBuilder(base.resolve(path))
                            .header("Cookie", "q_session_main=" + cookie.getValue())
                            .GET());
            assertThat(answer.status()).as(path).isIn(401, 404);
        }
    }

    @Test
    void shouldKnowItsProvidersOnlyAndSayWhichCannotBeReached() {
        Api nobody = new Api(base, null);
        assertThat(nobody.get("/api/v1/sign-in/unknown").status()).isEqualTo(404);
        assertThat(nobody.get("/api/v1/sign-in/unknown/callback").status()).isEqualTo(404);
        Api.Response absent = nobody.get("/api/v1/sign-in/absent");
        assertThat(absent.status()).isEqualTo(503);
        assertThat(absent.json().path("detail").asText()).contains("cannot be reached");
    }

    private TestBrowser.Page signIn() {
        TestBrowser.Page asked = browser.open(base.resolve(SIGN_IN));
        TestBrowser.Page consent = browser.submit(asked, Map.of("login", account, "password", "any"));
        return browser.submit(consent, Map.of());
    }

    private Map<String, Object> claims(String... roles) {
        return Map.of("tenant", tenant, "name", "Mara Klein", "realm_access", Map.of("roles", List.of(roles)));
    }

    private JsonNode read(String path) {
        HttpResponse<String> answer =
                browser.send(HttpRequest.newBuilder(base.resolve(path)).GET().build());
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("Expected JSON, but it is " + answer.body(), e);
        }
    }
}
