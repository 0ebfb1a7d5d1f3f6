package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.support.Api;
import campaignflows.gateway.support.StubServices;
import campaignflows.platform.testkit.KafkaResource;
import campaignflows.platform.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traces begin at the gateway, with a collector that is away; what clients say of theirs does not pass it. */
@QuarkusTest
@TestProfile(TracedRequestQuarkusTest.Traced.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(StubServices.class)
class TracedRequestQuarkusTest {
    private static final String OF_CLIENT = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** All requests, for a collector that nobody runs. */
    public static final class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("campaignflows.tracing.endpoint", "http://127.0.0.1:1", "campaignflows.tracing.ratio", "1");
        }
    }

    @ConfigProperty(name = "test.url")
    URI base;

    private Api admin;

    @BeforeEach
    void client() {
        admin = new Api(base, null).newTenant();
    }

    @Test
    void shouldHaveTheServiceContinueATraceOfItsOwn() {
        Api.Response answer = admin.send(admin.request("/api/v1/campaigns")
                .header("traceparent", "00-" + OF_CLIENT + "-00f067aa0ba902b7-01")
                .header("tracestate", "vendor=1")
                .header("baggage", "a=b")
                .GET());

        String headers = answer.json().path("headers").toString();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(headers)
                .containsPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain(OF_CLIENT, "vendor=1", "baggage");
    }

    @Test
    void shouldServeItsOwnResourcesAsBefore() {
        assertThat(admin.get("/api/v1/me").status()).isEqualTo(200);
    }
}
