package campaignflows.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.RawHttp;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class ConsoleQuarkusTest {
    private static final String ASSET = "/assets/index-a1B2_c3D.js";

    @ConfigProperty(name = "test.url")
    URI base;

    private Api browser;

    @BeforeEach
    void client() {
        browser = new Api(base, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/campaigns", "/campaigns/018f0000-0000-7000-8000-000000000001/workflow", "/settings/"})
    void shouldGiveThePageAtEachOfItsAddresses(String path) {
        Api.Response page = browser.get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.text()).contains("<title>Campaign Flows</title>");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                        + "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
                        + "form-action 'self'; frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    }

    @Test
    void shouldLetBrowsersKeepWhatNeverChanges() throws IOException {
        Api.Response plain = browser.get(ASSET);
        assertThat(plain.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(plain.header("Content-Type")).isEqualTo("text/javascript; charset=utf-8");
        Api.Response zipped = browser.send(browser.request(ASSET).header("Accept-Encoding", "gzip, br"));
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.response().body().length).isLessThan(plain.response().body().length / 2);
        try (var unzipped =
                new GZIPInputStream(new ByteArrayInputStream(zipped.response().body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.text());
        }
        Api.Response again = browser.send(browser.request(ASSET).header("If-None-Match", plain.header("ETag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(browser.get("/scheme.js").header("Cache-Control")).isEqualTo("no-cache");
        Api.Response head = browser.send(browser.request("/campaigns").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/index-0ld.js",
                "/favicon.ico",
                "/webjars/swagger-ui/index.html",
                "/META-INF/resources/index.html",
                "/application.yaml",
                "/api",
                "/api/v2/campaigns",
                "/q/dev-ui",
                "/internal/v1/campaigns/1"
            })
    void shouldNotTakeWhatIsMissingForThePage(String path) {
        Api.Response missing = browser.get(path);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.code()).isEqualTo("not_found");
    }

    @Test
    void shouldOnlyBeRead() {
        assertThat(browser.post("/campaigns", "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/docs", "/api/docs?x=1"})
    void shouldNeverLeadWhereTheHeaderHostSays(String path) throws IOException {
        try (RawHttp http = new RawHttp(base)) {
            http.send("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n");
            RawHttp.Response answer = http.head();
            assertThat(answer.headers().toString()).doesNotContain("evil.example");
        }
    }
}
