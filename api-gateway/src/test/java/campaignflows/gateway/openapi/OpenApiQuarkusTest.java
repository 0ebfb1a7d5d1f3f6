package campaignflows.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class OpenApiQuarkusTest {
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    @ConfigProperty(name = "test.url")
    URI base;

    private Api nobody;

    @BeforeEach
    void client() {
        nobody = new Api(base, null);
    }

    @Test
    void shouldDescribeAllServicesInOneDocument() {
        // when
        Api.Response answer = nobody.get("/api/openapi");
        // then
        JsonNode document = answer.json();
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        List<String> paths = names(document.path("paths"));
        assertThat(paths)
                .contains("/api/v1/campaigns/{campaign}", "/api/v1/tenants", "/api/v1/session", "/api/v1/me")
                .allMatch(path -> path.startsWith("/api/v1/"));
        assertThat(names(document.path("paths").path("/api/v1/campaigns/{campaign_id}/participants")))
                .containsExactly("get", "post");
        assertThat(names(document.at("/components/schemas")))
                .contains("Tenant", "Campaign", "Item", "Participant_Item")
                .doesNotContain("Unused", "HealthReport");
        assertThat(document.at("/paths/~1api~1v1~1session/post/security").isArray())
                .isTrue();
        assertThat(document.at("/paths/~1api~1v1~1session/post/security")).isEmpty();
        assertThat(document.at("/paths/~1api~1v1~1session/delete").has("security"))
                .isFalse();
        assertThat(names(document.at("/components/schemas/Tenant/properties"))).contains("date_format");
    }

    @Test
    void shouldAnswerInYamlWhenAsked() {
        assertThat(nobody.get("/api/openapi?format=yaml").text()).startsWith("openapi: \"3.1.0\"");
        assertThat(nobody.send(nobody.request("/api/openapi").header("Accept", "application/yaml"))
                        .header("Content-Type"))
                .startsWith("application/yaml");
        assertThat(nobody.get("/api/openapi?format=xml").status()).isEqualTo(400);
    }

    @Test
    void shouldServeThePageFromHereAlone() {
        // when
        Api.Response page = nobody.get("/api/docs/");
        // then
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("/api/openapi?format=json");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
        Matcher links = LINK.matcher(page.text());
        int checked = 0;
        while (links.find()) {
            String link = links.group(1);
            assertThat(link).doesNotContain("//");
            assertThat(nobody.get(URI.create("/api/docs/").resolve(link).toString())
                            .status())
                    .as(link)
                    .isEqualTo(200);
            checked++;
        }
        assertThat(checked).isGreaterThan(2);
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
