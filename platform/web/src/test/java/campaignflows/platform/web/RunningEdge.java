package campaignflows.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.platform.web.TestClient.Answer;
import campaignflows.platform.web.auth.Caller;
import campaignflows.platform.web.auth.InternalTokens;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.InternalHttp;
import campaignflows.platform.web.problem.ErrorCode;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the running edge share. They all use the one application of the test profile. */
abstract class RunningEdge {
    static final UUID TENANT = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    static final String SAMPLES = "/api/v1/samples";

    @TestHTTPResource("/")
    URI base = URI.create("");

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("");

    @Inject
    InternalTokens tokens;

    @Inject
    InternalHttp http;

    @ConfigProperty(name = "campaignflows.auth.secret")
    String secret;

    TestClient client = new TestClient(base);

    @BeforeEach
    void connect() {
        client = new TestClient(base);
    }

    String bearer(Role... roles) {
        return "Bearer " + tokens.mint("platform-web", new Caller(TENANT, "ann", Set.of(roles)));
    }

    String serviceBearer(@Nullable UUID tenant) {
        return "Bearer " + tokens.mint("platform-web", Caller.service("upload-service", tenant));
    }

    Answer as(Role role, String path) {
        return client.get(path, "Authorization", bearer(role));
    }

    Answer post(String body) {
        return client.send(
                "POST", SAMPLES, body, "Authorization", bearer(Role.ADMIN), "Content-Type", "application/json");
    }

    Answer post(byte[] body) {
        return client.send(HttpRequest.newBuilder(base.resolve(SAMPLES))
                .header("Authorization", bearer(Role.ADMIN))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    static void assertProblem(Answer answer, ErrorCode code) {
        assertThat(answer.contentType()).as(answer.text()).startsWith("application/problem+json");
        assertThat(answer.status()).isEqualTo(code.status());
        assertThat(answer.text("status")).isEqualTo(Integer.toString(code.status()));
        assertThat(answer.text("code")).isEqualTo(code.wireName());
        assertThat(answer.text("type")).isEqualTo("urn:campaign-flows:problem:" + code.wireName());
        assertThat(answer.text("title")).isEqualTo(code.title());
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.text()).doesNotContain("campaignflows.", "java.", "jackson", "Exception", "\tat ");
    }
}
