package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.InternalKey;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceClient;
import campaignflows.platform.web.client.ServiceName;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EdgeQuarkusTest extends RunningEdge {
    @Test
    void shouldLeaveNullsOutOfPages() {
        assertThat(as(Role.ADMIN, SAMPLES + "/page").text())
                .isEqualTo("{\"items\":[\"a\"],\"next_cursor\":\"after-a\"}");
        assertProblem(as(Role.ADMIN, SAMPLES + "/page?limit=501"), ErrorCode.MALFORMED);
    }

    @Test
    void shouldDescribeTheApiOnTheManagementPortOnly() {
        Answer document = new TestClient(management).get("/q/openapi?format=json");

        assertProblem(client.get("/q/openapi"), ErrorCode.NOT_FOUND);
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.json().path("paths").has("/internal/v1/samples")).isFalse();
        assertThat(document.json()
                        .path("paths")
                        .path(SAMPLES)
                        .path("post")
                        .path("responses")
                        .path("default")
                        .path("content")
                        .has("application/problem+json"))
                .isTrue();
        assertThat(document.json()
                        .path("components")
                        .path("schemas")
                        .path("Sample")
                        .path("properties")
                        .has("display_name"))
                .isTrue();
        assertThat(document.json()
                        .path("components")
                        .path("schemas")
                        .path("Color")
                        .path("enum")
                        .toString())
                .isEqualTo("[\"dark_red\",\"green\"]");
        assertThat(document.json()
                        .path("components")
                        .path("securitySchemes")
                        .path("bearer")
                        .path("scheme")
                        .asText())
                .isEqualTo("bearer");
    }

    @Test
    void shouldNotCallAServiceWhoseAddressIsUnknown() {
        assertThatThrownBy(() -> http.to(ServiceName.CAMPAIGN))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("campaignflows.services.campaign");
    }

    @Test
    void shouldBeToldThatATokenForAnotherServiceIsNotAccepted() {
        InternalTokens minted = new InternalTokens(new InternalKey(secret), Clock.systemUTC());
        ServiceClient wrongAudience =
                new ServiceClient(ServiceName.CAMPAIGN, base, HttpClient.newHttpClient(), minted, "upload-service");

        assertThatThrownBy(() ->
                        wrongAudience.get(SAMPLES + "/who").asService(TENANT).as(String.class))
                .isInstanceOfSatisfying(RemoteProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(401);
                    assertThat(problem.code()).contains(ErrorCode.UNAUTHENTICATED);
                    assertThat(problem.forOurCaller().code()).isEqualTo(ErrorCode.BAD_GATEWAY);
                });
    }
}
