package campaignflows.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class CookieQuarkusTest {
    private static final String SESSION = "/api/v1/session";
    private static final String SIGN_IN = "{\"password\":\"%s\",\"cookie\":true}".formatted(StubServices.PASSWORD);

    @ConfigProperty(name = "test.url")
    URI base;

    private Api browser;

    @BeforeEach
    void client() {
        browser = new Api(base, null);
    }

    @Test
    void shouldKeepTheTokenOutOfReachOfScripts() {
        Api.Response signedIn = browser.send(json(SESSION, SIGN_IN).header("X-Requested-With", "campaign-flows"));
        assertThat(signedIn.status()).isEqualTo(201);
        assertThat(signedIn.json().path("token").isNull()).isTrue();
        assertThat(signedIn.header("Set-Cookie"))
                .matches("cf_session=cfs_[\\w-]{43}; Path=/api; Max-Age=4(3200|3199); HttpOnly; SameSite=Strict");
    }

    @Test
    void shouldMarkTheCookieSecureForAPageThatCameOverTls() {
        Api.Response signedIn = browser.send(json(SESSION, SIGN_IN)
                .header("X-Requested-With", "campaign-flows")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "https://flows.example"));
        assertThat(signedIn.header("Set-Cookie")).endsWith("; HttpOnly; SameSite=Strict; Secure");
    }

    @Test
    void shouldSayWhoIsSignedInAndHowOneSignsIn() {
        assertThat(browser.get(SESSION).text())
                .isEqualTo("{\"signed_in\":false,\"sign_in\":[\"password\"],\"providers\":[]}");
        String cookie = signIn();
        assertThat(browser.send(with(cookie, SESSION).GET()).text())
                .isEqualTo("{\"signed_in\":true,\"sign_in\":[\"password\"],\"providers\":[]}");
        Api.Response me = browser.send(with(cookie, "/api/v1/me").GET());
        assertThat(me.json().path("kind").asText()).isEqualTo("user");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"admin\"]");
        assertThat(me.json().path("tenant").path("name").asText()).isEqualTo("Local");
        assertThat(me.json().path("sign_in").toString()).isEqualTo("[\"password\"]");
    }

    @Test
    void shouldEndWithTheSession() {
        String cookie = signIn();
        Api.Response out = browser.send(with(cookie, SESSION)
                .header("X-Requested-With", "campaign-flows")
                .DELETE());
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).startsWith("cf_session=; Path=/api; Max-Age=0;");
        Api.Response after = browser.send(with(cookie, "/api/v1/me").GET());
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.header("Set-Cookie")).startsWith("cf_session=; Path=/api; Max-Age=0;");
        Api.Response state = browser.send(with(cookie, SESSION).GET());
        assertThat(state.json().path("signed_in").asBoolean()).isFalse();
        assertThat(state.header("Set-Cookie")).startsWith("cf_session=; Path=/api; Max-Age=0;");
    }

    @Test
    void shouldChangeNothingForAnotherSite() {
        String cookie = signIn();
        String campaigns = "/api/v1/campaigns";
        assertThat(browser.send(with(cookie, campaigns).POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(403);
        assertThat(browser.send(with(cookie, campaigns)
                                .header("X-Requested-With", "x")
                                .header("Origin", "https://evil.example")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(403);
        assertThat(browser.send(with(cookie, campaigns)
                                .header("Sec-Fetch-Site", "cross-site")
                                .GET())
                        .status())
                .isEqualTo(403);
        assertThat(browser.send(json(SESSION, SIGN_IN)).status()).isEqualTo(403);
        assertThat(browser.send(browser.request(SESSION)
                                .header("Content-Type", "text/plain")
                                .header("X-Requested-With", "x")
                                .POST(BodyPublishers.ofString(SIGN_IN)))
                        .status())
                .isEqualTo(415);
        Api.Response passed = browser.send(with(cookie, campaigns)
                .header("X-Requested-With", "campaign-flows")
                .header("Content-Type", "application/json")
                .header("Origin", "http://" + base.getAuthority())
                .POST(BodyPublishers.ofString("{}")));
        assertThat(passed.status()).isEqualTo(200);
        assertThat(passed.json().path("headers").has("cookie")).isFalse();
    }

    @Test
    void shouldBelieveNoneOfTwoCookies() {
        assertThat(browser.send(with(signIn() + "; cf_session=cfs_0123456789012345678901", "/api/v1/me")
                                .GET())
                        .status())
                .isEqualTo(401);
    }

    private String signIn() {
        return browser.send(json(SESSION, SIGN_IN).header("X-Requested-With", "campaign-flows"))
                .header("Set-Cookie")
                .replaceAll(";.*", "");
    }

    private HttpRequest.Builder json(String path, String body) {
        return browser.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder with(String cookie, String path) {
        return browser.request(path).header("Cookie", cookie);
    }
}
